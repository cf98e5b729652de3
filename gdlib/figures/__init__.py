"""The interactive figures: widgets in Jupyter, drawings on the page, pictures everywhere else; numbers by gdlib.

A figure is a Python face (its controls, and gdlib's numbers for them) and a front-end module under ``front/figures``;
``python run.py figures`` builds the scripts that both lives use: one shared by all figures, a small one for each.
"""

from gdlib.figures.average import Average
from gdlib.figures.bowl import Bowl
from gdlib.figures.cliff import Cliff
from gdlib.figures.conversion import Conversion
from gdlib.figures.curvefit import CurveFit
from gdlib.figures.decay import Decay
from gdlib.figures.echo import Echo
from gdlib.figures.gallery import Gallery
from gdlib.figures.gates import Gates
from gdlib.figures.illness import Illness
from gdlib.figures.momentum import Momentum
from gdlib.figures.noisefloor import NoiseFloor
from gdlib.figures.products import Products
from gdlib.figures.race import Race
from gdlib.figures.replay import Replay
from gdlib.figures.rotate import Rotate
from gdlib.figures.shattered import Shattered
from gdlib.figures.signals import Signals
from gdlib.figures.step import Step

FACES = (
    Step,
    Bowl,
    CurveFit,
    NoiseFloor,
    Decay,
    Gallery,
    Average,
    Momentum,
    Race,
    Conversion,
    Rotate,
    Signals,
    Products,
    Shattered,
    Cliff,
    Illness,
    Echo,
    Gates,
    Replay,
)
__all__ = [
    "FACES",
    "Average",
    "Bowl",
    "Cliff",
    "Conversion",
    "CurveFit",
    "Decay",
    "Echo",
    "Gallery",
    "Gates",
    "Illness",
    "Momentum",
    "NoiseFloor",
    "Products",
    "Race",
    "Replay",
    "Rotate",
    "Shattered",
    "Signals",
    "Step",
]
