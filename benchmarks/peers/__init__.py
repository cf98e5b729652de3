"""The candidates, one module each, so that one that is not installed is simply not there.

Each has some of ``path(rule, steps)``, ``grid(points, steps)``, ``epoch(batch)``, ``one_digit()``,
``look(depth, width)`` and ``through_time(kind, width, steps)``; these prepare what is not to be timed and return a
function that computes and gives finished NumPy arrays.
"""
