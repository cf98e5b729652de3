"""The candidates, one module each, so that one that is not installed is simply not there.

Each has some of ``path(rule, steps)``, ``grid(points, steps)``, ``epoch(batch)`` and ``one_digit()``; these prepare
what is not to be timed and return a function that computes and gives finished NumPy arrays.
"""
