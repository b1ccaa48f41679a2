"""What a claim is, and which words between it and its number change nothing. Pure: no Django.

A claim is made only where a count surely speaks of what the table counts, all of it, in the report's year. Words that are
not understood make no claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from disclosure.rules.catalogue import Number
from disclosure.rules.sayings.counts import Count
from disclosure.rules.sayings.sentences import EVERYBODY
from disclosure.rules.sayings.spoken_passages import SpokenPassage

CASES = ("件次", "件", "份", "条", "宗", "起", "封", "次", "")
CHANGE = re.compile(r"增[加长至]?|减少?|[多少]了?|上升|下降|提高|降低|增幅|降幅|回落")

# Lists of what must not stand here were tried first and were never complete; what this list lacks costs a finding
# missed and not a false one.
_FILLER = rf"""
    {EVERYBODY}+|政府|政务|信息|依申请|依法|依|书面|公开|申请人|申请|事项|文书
    |[的了到过共总合累]计?|均|为|是|有|达|及|和|与|或|数量|总量|总数
    |[量数书表件份单]                          # 申请件21件
    |全年|本年度?|年度|当年|年内|今年|各类|社会|公众|群众
    |提[出交起]|递交|向|全部|涉及|涉|因|由
    |引[发起]|发生|被|对|按|时|期|已|也|其|所|共有|一共|分别|\d{{4}}年度?
    |属于|范围|类                              # 属于不予公开范围的3件
    |作出|给予|决定|答复|回复|办结|办理|处理|结果|情况|其中|包括|含|后|并|就|中|在|等
"""


@dataclass(frozen=True, slots=True)
class Claim:
    """A count said of something: `topic` is what of, by the role of a line or block of the edition.

    `start` to `end` are the words in the plain text of the passage. `detail` is the result or the column where the
    table has several: 行政复议, of it 维持; 规章, of them 制发.
    """

    topic: str
    count: Count
    passage: SpokenPassage
    start: int
    end: int
    detail: str = ""

    @property
    def span(self) -> tuple[int, int]:
        """Its words in the plain text."""
        return self.start, self.end

    def is_one_of(self, figures: Iterable[Number]) -> bool:
        """Whether one of the figures may be printed as this count is."""
        return any(self.count.is_about(figure) for figure in figures)


def is_filler(text: str, more: str = "") -> bool:
    """Whether a stretch consists of words that change nothing of what is counted; `more` are further such words."""
    return _fillers(more).fullmatch(text) is not None


@lru_cache(maxsize=32)
def _fillers(more: str) -> re.Pattern[str]:
    """The pattern of `is_filler`, compiled once for each set of further words."""
    words = f"{more}|{_FILLER}" if more else _FILLER
    # Atomic and possessive: a stretch that is no filler is given up at once, whatever its length.
    return re.compile(rf"(?>{words})*+", re.VERBOSE)
