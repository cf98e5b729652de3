"""The diagnosis of a reader's own torch model: ``probe`` looks once, ``watch`` looks now and then during training.

This package is the only place of the library that imports torch.
"""

from gdlib.diagnosis.probe.answer import Answer
from gdlib.diagnosis.probe.once import probe
from gdlib.diagnosis.probe.watching import Watch, watch

__all__ = ["Answer", "Watch", "probe", "watch"]
