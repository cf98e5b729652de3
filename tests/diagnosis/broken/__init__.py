"""Models with one planted illness each: name → (verdict, maker); a maker gives model, loss_fn and perhaps an optimizer.

Each is seeded from outside, so that the same table stands for as many models as one likes to draw.
"""

from tests.diagnosis.broken.closed import CLOSED
from tests.diagnosis.broken.cut import CUT
from tests.diagnosis.broken.deep import DEEP
from tests.diagnosis.broken.large import LARGE
from tests.diagnosis.broken.memories import MEMORIES
from tests.diagnosis.broken.numbers import NUMBERS
from tests.diagnosis.broken.updates import UPDATES

BROKEN = {**DEEP, **MEMORIES, **LARGE, **CLOSED, **CUT, **NUMBERS, **UPDATES}

__all__ = ["BROKEN"]
