"""Numbers, several numbers and intervals: how far apart they are, and how many digits of them to print."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Interval(NamedTuple):
    """All numbers from ``low`` to ``high``: what several seeds gave, or what a source allows."""

    low: float
    high: float


def parts(value) -> tuple:
    """The numbers and intervals that a value is made of."""
    if isinstance(value, str | Interval) or not isinstance(value, Iterable):
        return (value,)
    return tuple(value)


def ends(value) -> tuple[float, float]:
    """The least and the largest that a number or an interval stands for."""
    low, high = value if isinstance(value, Interval) else (value, value)
    return float(low), float(high)


def gap(ours, published) -> float:
    """Ours − published; 0 if one lies in the other, NaN if a number is."""
    (low, high), (least, most) = ends(ours), ends(published)
    if math.isnan(low + high + least + most):
        return math.nan
    return low - most if low > most else min(high - least, 0.0)


def like(ours, published, digits: int | None) -> str:
    """Ours, with as many decimals as the published number shows, and at most 6 significant digits."""
    if isinstance(ours, Interval):
        return " … ".join(like(end, published, digits) for end in ours)
    if digits is not None:
        return f"{float(ours):.{digits}g}"
    text = str(published.low if isinstance(published, Interval) else published).lower()
    mantissa, _, exponent = text.partition("e")
    decimals = len(mantissa.partition(".")[2])
    if exponent:
        return f"{float(ours):.{min(decimals, 5)}e}"
    shown = f"{float(ours):z.{decimals}f}"
    return shown if sum(map(str.isdigit, shown.lstrip("-0."))) <= 6 else f"{float(ours):.6g}"


def as_printed(published) -> str:
    """A published number as its source prints it."""
    return " … ".join(map(str, published)) if isinstance(published, Interval) else str(published)


def rounded(gap: float, tol: float) -> str:
    """A difference to the tolerance's own first digit: what is below it is rounding, and differs between machines."""
    if tol > 0 and math.isfinite(gap):
        gap = round(gap, -math.floor(math.log10(tol)))
    return f"{gap:+.6g}" if gap else "0"


def joined(numbers: Sequence[str], unit: str) -> str:
    """Several numbers and their unit."""
    return ", ".join(numbers) + (f" {unit}" if unit else "")
