"""Numbers for each student, from the student id: a neighbour's answer, typed in, is a wrong one.

The notebook carries the same function; the grader uses this one, with the id that stands on the roster.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import numpy as np


def numbers_of(student: str) -> Callable[[str], np.random.Generator]:
    """The student's ``my_numbers``: question -> generator.

    >>> int(numbers_of("Ada ")("q1").integers(100)) == int(numbers_of("ada")("q1").integers(100))
    True
    """

    def my_numbers(question: str) -> np.random.Generator:
        digest = hashlib.sha256(f"gradient descent:{student.strip().lower()}:{question}".encode()).digest()
        return np.random.default_rng(list(digest))

    return my_numbers
