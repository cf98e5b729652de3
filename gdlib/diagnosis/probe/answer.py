"""What a probe found: a verdict, the sentence for it, and all flows, one along the layers and one for each recurrence.

Printed it is a table; ``figure()`` draws it with Matplotlib, which is imported there and nowhere else.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from gdlib.diagnosis.flow import Flow
from gdlib.diagnosis.probe.care import called, listed
from gdlib.diagnosis.report import VERDICTS, Report, report

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True, eq=False, repr=False)
class Answer:
    """What one probe, or one sample of a watched training, found.

    ``flows`` maps "layers" to the Flow along depth, and the name of each recurrent layer to its Flow along time;
    ``loss`` is the loss of the pass; ``unused`` names parameters that no error reached, and ``remarks`` says which are
    frozen or not moved by the optimizer: no illness by itself, and printed below the table.
    """

    flows: dict[str, Flow]
    loss: float
    unused: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    reports: dict[str, Report] = field(init=False)

    def __post_init__(self):
        called(bool(self.flows))
        finite = not any((np.isnan(f.log_forward) | np.isposinf(f.log_forward)).any() for f in self.flows.values())
        loss = self.loss if finite or math.isfinite(self.loss) else None  # the signals tell where it comes from
        object.__setattr__(self, "reports", {name: report(flow, loss) for name, flow in self.flows.items()})

    @property
    def sickest(self) -> str:
        """The name of the flow that decides the verdict: the gravest; the layers where all are alike."""
        return min(self.reports, key=lambda name: VERDICTS.index(self.reports[name].verdict))

    @property
    def report(self) -> Report:
        """The report of the sickest flow."""
        return self.reports[self.sickest]

    @property
    def verdict(self) -> str:
        """The illness in a word or two, or "healthy"."""
        return self.report.verdict

    @property
    def flow(self) -> Flow:
        """The flow that shows the verdict."""
        return self.flows[self.sickest]

    def but(self, corrected: Callable[[Flow, Flow], Flow], other: Answer) -> Answer:
        """The same answer with each flow corrected by that of another pass."""
        flows = {k: corrected(flow, other.flows[k]) if k in other.flows else flow for k, flow in self.flows.items()}
        return replace(self, flows=flows)

    def figure(self) -> Figure:
        """The sickest flow as a figure: sizes along depth or time, on a log scale."""
        from gdlib.plots.flows import flow_chart  # Matplotlib: only where somebody looks

        return flow_chart(self.flow)

    def __repr__(self) -> str:
        parts = [f"loss {self.loss:.4g}"]
        for name, flow in self.flows.items():
            parts += [f"{name}: {self.reports[name]}" if len(self.flows) > 1 else str(self.reports[name]), str(flow)]
        remarks = [f"no error reached {listed(self.unused)}"] * bool(self.unused) + [*self.remarks]
        return "\n\n".join([*parts, *(["\n".join(remarks)] if remarks else [])])
