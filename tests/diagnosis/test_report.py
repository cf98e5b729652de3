"""Each verdict is named from measurements alone, on the right side of its limit and not on the other."""

import numpy as np
import pytest

from gdlib.diagnosis import VERDICTS, Flow, report, thresholds

N = 21
LAYERS = tuple(range(N))


def path(ratio):
    """Sizes that change by ``ratio`` from the first place to the last, evenly."""
    return np.geomspace(1, ratio, N)


def flow(along="layer", **given):
    return Flow.of(along, LAYERS, **({"forward": np.ones(N), "spread": np.ones(N), "error": np.ones(N)} | given))


def at(l, value, rest=0.0):
    values = np.full(N, rest)
    values[l] = value
    return values


# With 21 places the largest of the two at either end count, and the signal ends before the output: one place less each
# way changes a ratio by 15 %, well within the factor of 4 on both sides of a limit.
SIDES = [
    ("vanishing", "error", {"error": path(4 / thresholds.VANISHED)}, {"error": path(0.25 / thresholds.VANISHED)}),
    ("vanishing", "spread", {"spread": path(thresholds.VANISHED / 4)}, {"spread": path(thresholds.VANISHED * 4)}),
    ("exploding", "error", {"error": path(0.25 / thresholds.EXPLODED)}, {"error": path(4 / thresholds.EXPLODED)}),
    ("exploding", "signal", {"forward": path(4 * thresholds.EXPLODED)}, {"forward": path(thresholds.EXPLODED / 4)}),
    ("dead", "dead share", {"dead": at(7, 0.95)}, {"dead": at(7, 0.85)}),
    ("saturated", "saturated share", {"saturated": at(7, 0.55)}, {"saturated": at(7, 0.45)}),
    ("non-finite", "error", {"nonfinite": at(7, 1).astype(int)}, {}),
    ("huge updates", "update", {"update": np.full(N, 0.2)}, {"update": np.full(N, 0.05)}),
    ("tiny updates", "update", {"update": np.full(N, 5e-8)}, {"update": np.full(N, 5e-7)}),
]


@pytest.mark.parametrize(
    ("verdict", "measurement", "ill", "well"), SIDES, ids=lambda x: x if isinstance(x, str) else ""
)
def test_a_limit_parts_the_ill_from_the_well(verdict, measurement, ill, well):
    found = report(flow(**ill))
    assert (found.verdict, found.measurement) == (verdict, measurement)
    assert found.sentence.startswith(verdict.capitalize())
    assert report(flow(**well)).healthy


def test_the_gravest_comes_first_and_the_others_stay():
    found = report(flow(error=path(1e9), saturated=at(3, 1.0), update=np.full(N, 1e-12)))
    assert [f.verdict for f in found.findings] == ["saturated", "vanishing", "tiny updates"]
    assert set(VERDICTS) >= {f.verdict for f in found.findings}


def test_flat_weight_gradients_do_not_hide_two_opposite_trends():
    blind = flow(forward=path(1e-6), spread=path(1e-6), error=path(1e6), weight=np.full(N, 0.01))
    assert report(blind).verdict == "vanishing"
    assert "look alike and hide it" in report(blind).sentence
    plain = flow(error=path(1e6), weight=path(1e6))
    assert "hide" not in report(plain).sentence


def test_the_sentence_says_from_where_to_where_and_how_much_a_place():
    flow = Flow.of("time step", range(1, 5), error=[1e-9, 1e-6, 1e-3, 1])
    assert report(flow).sentence == (
        "Vanishing: the error falls to 1.00e-09 of itself on its way back from 4 to 1, by 1.00e-03 a time step."
    )


def test_an_error_of_0_at_the_input_side_has_vanished():
    assert report(flow(error=at(N - 1, 1.0))).verdict == "vanishing"


def test_a_closed_branch_at_the_end_is_no_illness():
    assert report(flow(error=at(0, 0.0, rest=1.0))).healthy


def test_an_error_is_measured_against_the_head_that_it_comes_from():
    heads = {"error": [1.0, 1.0, 1e-9], "source": [1.0, 1.0, 1e-9]}
    assert report(Flow.of("layer", ("body", "main", "aside"), error=heads["error"])).verdict == "exploding"
    log_source = np.log10(heads["source"])
    assert report(Flow.of("layer", ("body", "main", "aside"), error=heads["error"], log_source=log_source)).healthy
    ill = Flow.of("layer", ("body", "main", "aside"), error=[1e6, 1.0, 1e-9], log_source=log_source)
    assert report(ill).sentence == (
        "Exploding: the error grows to 1.00e+06 times itself on its way back from main to body."
    )


def test_what_sets_out_as_0_does_not_explode():
    assert report(flow(error=np.where(np.arange(N) < N - 2, 1.0, 0.0))).healthy


def test_a_scale_that_a_normalisation_divides_away_means_nothing():
    jump = {"forward": at(0, 1e9, 1.0), "spread": at(0, 1e9, 1.0), "error": at(0, 1e-9, 1.0)}
    assert not report(Flow.of("layer", "abc", **{name: values[:3] for name, values in jump.items()})).healthy
    rescaled = np.arange(N) == 0
    assert report(flow(**jump, rescaled=rescaled)).healthy


def test_the_output_may_be_saturated_dead_and_of_any_size():
    last = {"dead": at(N - 1, 1.0), "saturated": at(N - 1, 1.0), "forward": at(N - 1, 1e9, 1.0)}
    assert report(flow(**last, spread=at(N - 1, 1e-9, 1.0))).healthy


def test_the_last_state_of_a_recurrence_is_no_output():
    assert report(flow("time step", saturated=at(N - 1, 1.0))).verdict == "saturated"


def test_a_recurrence_whose_early_steps_are_read_too_is_well_and_says_how_far_it_remembers():
    forgets = {"along": "time step", "error": path(1e20)}
    assert report(flow(**forgets)).verdict == "vanishing"
    assert report(flow(**forgets, total=path(1e20))).verdict == "vanishing"
    read = report(flow(**forgets, total=np.ones(N)))
    assert read.healthy
    assert "below 0.001 of itself after 4 steps back" in read.sentence  # a decade a step: 1, 0.1, 0.01, 0.001


def test_an_input_that_changes_along_time_is_no_illness():
    assert report(flow("time step", spread=path(1e-9))).healthy


def test_a_precision_that_has_made_zeros_of_it_is_named():
    assert (
        "at 3 layers it is 0 in the precision of this run"
        in report(flow(error=path(1e9), lost=np.arange(N) < 3)).sentence
    )


def test_the_first_place_with_a_nan_is_named_in_the_order_in_which_it_arose():
    forward = Flow.of("layer", "abc", forward=[1, np.nan, np.nan], error=[np.nan] * 3, nonfinite=[4, 4, 4])
    assert "signal first holds NaN or infinity at b on its way forward" in report(forward).sentence
    back = Flow.of("layer", "abc", forward=[1, 1, 1], error=[np.nan, np.nan, 1], nonfinite=[4, 4, 0])
    assert "error first holds NaN or infinity at b on its way back" in report(back).sentence


@pytest.mark.parametrize(("first", "where"), [(0, "before a"), (1, "between a and b"), (2, "between b and c")])
def test_a_place_that_was_given_a_nan_is_not_where_it_arose(first, where):
    forward = [np.nan if l >= first else 1.0 for l in range(3)]
    received = np.arange(3) >= first
    found = report(Flow.of("layer", "abc", forward=forward, nonfinite=4 * received, received=received))
    assert f"signal first holds NaN or infinity {where} on its way forward" in found.sentence


def test_a_loss_that_is_no_number_over_finite_signals_is_looked_for_in_the_loss():
    ill = flow(error=np.full(N, np.nan), nonfinite=np.full(N, 4))
    assert [f.sentence for f in report(ill, loss=np.nan).findings] == [
        "Non-finite: the loss is NaN though every signal is finite; look at the targets and at the loss."
    ]
    assert "the loss is infinite though" in report(flow(), loss=-np.inf).sentence
    assert "error first holds" in report(ill, loss=1.0).sentence
    assert "error first holds" in report(ill).sentence  # nobody said what the loss is
    assert "signal first holds" in report(flow(forward=at(3, np.nan, 1.0), nonfinite=at(3, 1)), loss=np.nan).sentence


def test_updates_of_one_layer_alone_are_not_called_huge():
    assert report(flow(update=at(4, 3.0, rest=1e-3))).healthy


def test_what_was_cut_off_comes_before_what_goes_wrong_behind_it():
    found = report(flow(error=at(2, np.nan, rest=1.0), cut=np.arange(N) < 3, update=np.full(N, 0.2)))
    assert [f.verdict for f in found.findings] == ["cut off", "huge updates"]
    assert "no error comes back to 3 layers from 0 to 2, because" in found.sentence
    assert "no error comes back to 0, because" in report(flow(cut=np.arange(N) < 1)).sentence


def test_a_loss_without_any_error_is_stuck_and_no_loss_is_none():
    nothing = flow(error=np.zeros(N), weight=np.zeros(N))
    assert report(nothing, loss=2.3).verdict == "vanishing"
    assert report(nothing, loss=2.3).sentence == "Vanishing: the error is 0 at 20 already, and the loss is 2.3."
    assert report(nothing, loss=0.0).healthy
    assert report(nothing).healthy  # nobody said that there is a loss
    assert report(flow(error=np.zeros(N), weight=at(3, 1.0)), loss=2.3).healthy  # a penalty on the weights is left


def test_an_output_that_is_0_for_all_is_dead_where_no_error_comes_back_and_there_is_a_loss():
    shut = flow(error=np.zeros(N), weight=np.zeros(N), dead=at(N - 1, 1.0))
    assert report(shut, loss=2.3).sentence.startswith("Dead: 100% of the units behind 20 are 0 for every example")
    assert report(shut, loss=0.0).healthy


def test_one_place_with_nothing_measured_is_healthy():
    assert report(Flow.of("layer", "a")).healthy
