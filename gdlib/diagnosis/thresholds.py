"""Where health ends: one constant a measurement, and the reason for its value.

All of them are round numbers between trainings that work and trainings that do not, not laws of nature.
"""

# The error at the input side over the error at the loss side. On the digits, 400 updates of SGD with momentum teach a
# ReLU network with torch's start 8 layers deep (2e-3: 83 %) and not 10 deep (3e-4: 10 %), a sigmoid network with
# Xavier's 4 deep (2e-2: 82 %) and not 6 deep (9e-4: 10 %).
# Adam, which divides the size away, gets further: 87 % at 3e-4.
VANISHED = 1e-3

# The same upwards, and as far from 1: batch normalisation over 50 layers multiplies the error by 5e3 to 1e6 at the
# start (Yang et al. 2019), and does so in vain.
EXPLODED = 1e3

# A layer of which nine units in ten are 0 for every example. Where examples have become alike, as in a deep ReLU
# network with He's weights, half of the units are 0 for all of them, and the network learns.
DEAD = 0.9

# More than half of a layer's values on the flat part; with unit variance before a tanh 2 % lie there, with a
# standard deviation of 3.4 half of them do.
SATURATED = 0.5

# Beyond this a tanh has less than 4 % of its largest slope, 1 − h² < 0.04, and so has a sigmoid if 2σ − 1 lies there.
EDGE = 0.96**0.5

# The middle layer moves by more than a tenth of its size in one update: Karpathy's rule of thumb is a thousandth,
# and at a tenth ten updates replace what was learnt.
HUGE = 0.1

# No layer moves by more than a ten-millionth of its size: a hundred thousand updates are then worth one per cent,
# and float32, whose numbers lie 1.2e-7 apart, rounds most of them away.
TINY = 1e-7

# Below this ratio of the largest to the smallest a profile counts as flat: "all layers look alike".
FLAT_PROFILE = 30.0
