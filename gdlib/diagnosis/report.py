"""From measurements to a sentence: which illness a Flow shows, and which measurement shows it.

All symptoms are looked for; the gravest gives the verdict, and the others stay listed below it.
"""

from __future__ import annotations

from dataclasses import dataclass

from gdlib.diagnosis import symptoms
from gdlib.diagnosis.flow import Flow
from gdlib.diagnosis.symptoms import Finding

GRAVITY = {
    "non-finite": symptoms.nonfinite,
    "exploding": symptoms.exploding,
    "dead": symptoms.dead,  # dead and saturated layers come before what they cause
    "saturated": symptoms.saturated,
    "cut off": symptoms.cut,
    "vanishing": symptoms.vanishing,
    "huge updates": symptoms.huge,
    "tiny updates": symptoms.tiny,
}
VERDICTS = (*GRAVITY, "healthy")


@dataclass(frozen=True)
class Report:
    """What was found, the gravest first; ``verdict``, ``measurement`` and ``sentence`` are those of the first."""

    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> str:
        """One of ``VERDICTS``."""
        return self.findings[0].verdict

    @property
    def measurement(self) -> str:
        """Where it shows, one of error, signal, spread, update, dead share, saturated share, loss and all."""
        return self.findings[0].measurement

    @property
    def sentence(self) -> str:
        """The illness with its numbers, in a sentence."""
        return self.findings[0].sentence

    @property
    def healthy(self) -> bool:
        """Whether nothing was found."""
        return self.verdict == "healthy"

    def __str__(self) -> str:
        return "\n".join(finding.sentence for finding in self.findings)


def report(flow: Flow, loss: float | None = None) -> Report:
    """Name the illness of a Flow, one of ``VERDICTS``, and say which measurement shows it.

    Where all errors are 0 the loss decides: nothing is left to learn if it is 0, nothing can be learnt if it is not.
    A loss that is not finite is an illness of its own where every signal is; None, where nobody knows the loss, is not.

    >>> ten = range(1, 11)
    >>> print(report(Flow.of("layer", ten, error=[0.1**l for l in reversed(ten)])))
    Vanishing: the error falls to 1.00e-09 of itself on its way back from 10 to 1, by 0.100 a layer.
    >>> print(report(Flow.of("layer", ten, error=[1.0] * 10)))
    Healthy: layers change the error by 1.00.
    """
    found = tuple(finding for look_for in GRAVITY.values() for finding in look_for(flow))
    if loss is not None and (alone := tuple(symptoms.lost_loss(flow, loss))):
        found = alone + tuple(finding for finding in found if finding.verdict != alone[0].verdict)
    return Report(found or tuple(symptoms.stuck(flow, loss or 0.0)) or (symptoms.healthy(flow),))
