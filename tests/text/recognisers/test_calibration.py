"""Scores become shares of what was right, by straight lines between measured points."""

from itertools import pairwise

import pytest

from flows.text.recognisers.calibration import POINTS, calibrated, probability
from flows.text.records import Span


@pytest.mark.parametrize(("score", "share"), POINTS)
def test_points_are_met(score: float, share: float) -> None:
    assert probability(score) == pytest.approx(share)


@pytest.mark.parametrize(("low", "high"), list(pairwise(POINTS)))
def test_half_way_between_two_is_half_way(low: tuple[float, float], high: tuple[float, float]) -> None:
    assert probability((low[0] + high[0]) / 2) == pytest.approx((low[1] + high[1]) / 2)


def test_it_never_falls() -> None:
    shares = [probability(step / 1000) for step in range(1001)]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.3, 0.99)


def test_spans_keep_all_but_their_score() -> None:
    (span,) = calibrated([Span(3, 9, "person", 0.6161, "model+faint")])
    assert span == Span(3, 9, "person", 0.559, "model+faint")
