"""What should happen: rates, best parameters, stability limits, noise floors and whole paths, in closed form.

A chapter draws these dashed, before it runs anything; all broadcast, and λ stands for an eigenvalue of the Hessian.
"""

from gdlib.theory.kernels import autocorrelation, coactive, relu_kernel, slope_correlation
from gdlib.theory.linesearch import kantorovich_bound, line_search_factor, zigzag_path
from gdlib.theory.memory import (
    Growth,
    cell_at_rest,
    cell_half_life,
    cell_share,
    chrono_bias,
    jacobian_bound,
    power_sizes,
    transient_growth,
)
from gdlib.theory.noise import (
    NoiseEstimate,
    estimate_noise,
    minibatch_variance,
    momentum_floor,
    nesterov_floor,
    noise_scale,
    noise_trace,
    sgd_floor,
)
from gdlib.theory.normalised import batch_norm_growth
from gdlib.theory.paths import gd_path, mean_square_path, momentum_end, momentum_path, nesterov_end, nesterov_path
from gdlib.theory.products import critical_std, lyapunov_exponents, lyapunov_variance, sigmoid_window
from gdlib.theory.rates import (
    Tuned,
    best_gd,
    best_momentum,
    best_nesterov,
    gd_limit,
    gd_rate,
    momentum_limit,
    momentum_rate,
    nesterov_limit,
    nesterov_rate,
)
from gdlib.theory.signals import Sizes, gain, gaussian_mean, signal_sizes

__all__ = [
    "Growth",
    "NoiseEstimate",
    "Sizes",
    "Tuned",
    "autocorrelation",
    "batch_norm_growth",
    "best_gd",
    "best_momentum",
    "best_nesterov",
    "cell_at_rest",
    "cell_half_life",
    "cell_share",
    "chrono_bias",
    "coactive",
    "critical_std",
    "estimate_noise",
    "gain",
    "gaussian_mean",
    "gd_limit",
    "gd_path",
    "gd_rate",
    "jacobian_bound",
    "kantorovich_bound",
    "line_search_factor",
    "lyapunov_exponents",
    "lyapunov_variance",
    "mean_square_path",
    "minibatch_variance",
    "momentum_end",
    "momentum_floor",
    "momentum_limit",
    "momentum_path",
    "momentum_rate",
    "nesterov_end",
    "nesterov_floor",
    "nesterov_limit",
    "nesterov_path",
    "nesterov_rate",
    "noise_scale",
    "noise_trace",
    "power_sizes",
    "relu_kernel",
    "sgd_floor",
    "sigmoid_window",
    "signal_sizes",
    "slope_correlation",
    "transient_growth",
    "zigzag_path",
]
