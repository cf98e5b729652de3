"""The tools behind ``python run.py coursework``: build, check, grade and variants.

A master becomes a notebook for students, otter's tests and a practice page; a submission becomes a fair mark.
"""
