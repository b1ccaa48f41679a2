"""Pairs paragraphs that are each other's earlier and later wording, by the characters that they share. Pure: no Django."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Literal, NamedTuple

# 培训2次。 and 开展社会评议。 share nothing but the full stop; 全年公开信息25条。 and
# 全年公开信息26条。 all but one character. Where between them the line is drawn was
# judged by eye.
ALIKE = 0.4
"""Paragraphs that share so much of their characters are one paragraph that was changed; else one went and one came."""
# Twenty paragraphs against twenty between two that stayed: a text that was written anew,
# where pairs say little. Judged by eye.
MANY = 400
"""Pairs of paragraphs weighed against each other; beyond, they are paired in their order."""


def partners_of(earlier: list[str], later: list[str]) -> dict[int, int]:
    """{index: index} of the paragraphs that are each other's earlier and later wording; of two pairs the earlier is earlier on both sides."""
    if len(earlier) * len(later) > MANY:
        fewer = min(len(earlier), len(later))
        return {index: index for index in range(fewer)}

    steps = _best_steps(earlier, later)
    partners = {}
    left = len(earlier)
    right = len(later)
    # From the end back: each step says what became of the last two.
    while left and right:
        becomes = steps[left, right].becomes
        if becomes == "pair":
            partners[left - 1] = right - 1

        if becomes != "later alone":
            left -= 1

        if becomes != "earlier alone":
            right -= 1

    return partners


class _Step(NamedTuple):
    """What becomes of the last of some earlier and of some later paragraphs, and how much all their pairs share."""

    becomes: Literal["pair", "earlier alone", "later alone"]
    shared: float


_Steps = dict[tuple[int, int], _Step]
"""{(so many earlier, so many later ones): the step with which their pairs share the most}."""


def _best_steps(earlier: list[str], later: list[str]) -> _Steps:
    """Filled place by place, each from the three places before it."""
    best: _Steps = defaultdict(_nothing_yet)
    earlier_counts = [Counter(text) for text in earlier]
    later_counts = [Counter(text) for text in later]
    for left, one in enumerate(earlier_counts, start=1):
        for right, other in enumerate(later_counts, start=1):
            best[left, right] = _best_step(
                without_one=best[left - 1, right].shared,
                without_other=best[left, right - 1].shared,
                without_both=best[left - 1, right - 1].shared,
                alike=_alike(one, other),
            )

    return best


def _nothing_yet() -> _Step:
    return _Step("earlier alone", 0.0)


def _best_step(
    without_one: float,
    without_other: float,
    without_both: float,
    alike: float,
) -> _Step:
    """The best of what may become of two paragraphs, from what the pairs before them share."""
    choices = [
        _Step("earlier alone", without_one),
        _Step("later alone", without_other),
    ]
    if alike >= ALIKE:
        choices.append(_Step("pair", without_both + alike))

    # Of equal choices the first: a pair has to gain something.
    return max(choices, key=lambda step: step.shared)


def _alike(one: Counter[str], other: Counter[str]) -> float:
    """How much of their characters two texts share, from 0 to 1; in whatever order, so cheap."""
    in_common = one & other
    of_both = one.total() + other.total()
    return 2 * in_common.total() / of_both
