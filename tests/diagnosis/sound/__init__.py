"""Models that train well, of many kinds: each maker gives model, loss_fn and perhaps an optimizer, seeded from outside.

None of them may be called ill, whatever it does that looks strange: closed branches, frozen parts, far inputs.
"""

from tests.diagnosis.sound.blocks import BLOCKS
from tests.diagnosis.sound.branches import BRANCHES
from tests.diagnosis.sound.heads import HEADS
from tests.diagnosis.sound.images import IMAGES
from tests.diagnosis.sound.opening import OPENING
from tests.diagnosis.sound.plain import PLAIN
from tests.diagnosis.sound.sequences import SEQUENCES
from tests.diagnosis.sound.strange import STRANGE

SOUND = {**PLAIN, **IMAGES, **SEQUENCES, **BLOCKS, **BRANCHES, **HEADS, **OPENING, **STRANGE}

__all__ = ["SOUND"]
