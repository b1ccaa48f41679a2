"""What is said of many times: a percentile."""

from __future__ import annotations

import statistics
from collections.abc import Sequence


def percentile(times: Sequence[float], percent: int) -> float:
    """Between the two nearest; at least two times are needed."""
    return statistics.quantiles(times, n=100, method="inclusive")[percent - 1]
