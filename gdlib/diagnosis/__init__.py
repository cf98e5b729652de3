"""What ails a training: sizes of signal, error and update along depth or time, and a sentence that names the illness.

``gdlib.diagnosis.probe`` does the same for a model of one's own in torch, and is the only part that imports torch.
"""

from gdlib.diagnosis.byhand import flow_of
from gdlib.diagnosis.flow import Flow
from gdlib.diagnosis.report import VERDICTS, Report, report
from gdlib.diagnosis.sharpness import sharpness
from gdlib.diagnosis.symptoms import Finding

__all__ = ["VERDICTS", "Finding", "Flow", "Report", "flow_of", "report", "sharpness"]
