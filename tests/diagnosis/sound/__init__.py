"""Models that train well, of many kinds: each maker gives model, loss_fn and perhaps an optimizer, seeded from outside.

None of them may be called ill, whatever it does that looks strange: closed branches, frozen parts, far inputs.
"""

from tests.diagnosis.sound.images import IMAGES
from tests.diagnosis.sound.plain import PLAIN
from tests.diagnosis.sound.sequences import SEQUENCES
from tests.diagnosis.sound.strange import STRANGE

SOUND = {**PLAIN, **IMAGES, **SEQUENCES, **STRANGE}

__all__ = ["SOUND"]
