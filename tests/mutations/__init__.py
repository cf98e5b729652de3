"""The mistakes that the tests and the chapters must notice: each is one change of gdlib, and who has to see it.

Add one with every new piece of mathematics: a sign, a square, an index, a factor that somebody could get wrong.
"""

from tests.mutations.averages import AVERAGES
from tests.mutations.check import CHECK
from tests.mutations.decay import LEARNING_RATES
from tests.mutations.diagnosis import DIAGNOSIS
from tests.mutations.echo import TIME_UNROLLED
from tests.mutations.gates import GATED
from tests.mutations.kernels import TWO_INPUTS
from tests.mutations.mutant import Mutant
from tests.mutations.nesterov import NESTEROV
from tests.mutations.nets import NETS
from tests.mutations.objectives import OBJECTIVES
from tests.mutations.products import RANDOM_PRODUCTS
from tests.mutations.recurrent import RECURRENT
from tests.mutations.replay import LONG_MEMORY
from tests.mutations.rules import RULES
from tests.mutations.steering import STEERING
from tests.mutations.theory import THEORY

MUTANTS = (
    *RULES,
    *STEERING,
    *OBJECTIVES,
    *THEORY,
    *RANDOM_PRODUCTS,
    *TWO_INPUTS,
    *AVERAGES,
    *LEARNING_RATES,
    *NESTEROV,
    *NETS,
    *RECURRENT,
    *TIME_UNROLLED,
    *GATED,
    *LONG_MEMORY,
    *DIAGNOSIS,
    *CHECK,
)

__all__ = ["MUTANTS", "Mutant"]
