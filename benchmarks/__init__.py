"""gdlib and its peers, side by side: the same numbers first, then the times, as ratios."""
