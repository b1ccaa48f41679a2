"""Reads what a passage says of requests as claims: 收到申请12件，其中予以公开9件. Pure: no Django."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from disclosure.rules.sayings.claims import CASES, Claim
from disclosure.rules.sayings.counts import Count
from disclosure.rules.sayings.request_topics import (
    ASKS,
    LABELS,
    OUTCOMES,
    RECEIVED,
    VERB,
    CountContext,
    RequestTopic,
    topic_of,
)
from disclosure.rules.sayings.sentences import CLAUSE_BREAKS, Sentence
from disclosure.rules.sayings.spoken_passages import SpokenPassage


@lru_cache(maxsize=256)
def request_claims(passage: SpokenPassage) -> tuple[Claim, ...]:
    """What a passage says of requests received, their outcomes, and what went over from and into other years.

    Topics are the roles of lines and brackets of table three, of which `outcome_total` is called `done`; `received` and
    `handled` are requests whose line depends on what else is counted in.
    """
    claims: list[Claim] = []
    for sentence in passage.plain.sentences:
        if passage.is_of_requests(sentence.text):
            reader = _SentenceReader(passage, sentence)
            claims.extend(reader.claims())

    return tuple(claims)


class _SentenceReader:
    """Reads a sentence count by count, keeping what earlier words say of later counts."""

    def __init__(self, passage: SpokenPassage, sentence: Sentence) -> None:
        self.passage = passage
        self.speaker = passage.speaker
        self.sentence = sentence
        self.parts = False
        """其中 was said: what follows is part of a count before."""
        self.of_another_office = False
        """市教育局收到申请30件，予以公开29件: the second is the office's too."""
        self.of_something_else = False
        """受理各类投诉举报21件，办结21件: the second is of complaints too."""
        self.taken = sentence.start
        """So far words belong to earlier counts: 9件予以公开，1件部分公开."""

    def claims(self) -> Iterator[Claim]:
        """The claims of the sentence in order; to be asked once."""
        for count in self.sentence.counts:
            context = self._context(count)
            self._follow_offices(context.since_last)
            if count.vague or count.unit not in CASES:
                continue

            topic = self._topic(context)
            if topic.name:
                yield self._claim(context, topic)

    def _context(self, count: Count) -> CountContext:
        """The words next to a count that no earlier count has taken."""
        around = self.sentence.around(count, since=self.taken)
        lead_start = self.sentence.last_count_end(count.start)
        lead = self.sentence.plain[lead_start : around.start]
        if "其中" in lead + around.before:
            self.parts = True

        return CountContext(
            count=count,
            around=around,
            lead=lead,
            parts=self.parts,
            speaker=self.speaker,
        )

    def _follow_offices(self, words: str) -> None:
        """Keep whose the counts are: an office named among parts has only its part."""
        names_office = self.speaker.names_office(words)
        if names_office and not self.parts:
            self.of_another_office = True
        elif self.of_another_office and self.speaker.without_self(words) != words:
            # The report's own office has the word again: 全市 after 市教育局.
            self.of_another_office = names_office

    def _topic(self, context: CountContext) -> RequestTopic:
        """What a count counts, unless it is another office's or of other things."""
        topic = topic_of(context)
        if self._names_outcomes(context.count):
            topic = RequestTopic()

        if ASKS.search(context.before + context.after):
            self.of_something_else = False
        elif not topic.name and VERB.search(context.before):
            self.of_something_else = True

        if self.of_something_else and topic.name in (*RECEIVED, "done"):
            return RequestTopic()

        names_office = self.speaker.names_office(context.since_last)
        if self.of_another_office or names_office:
            return RequestTopic()
        return topic

    def _names_outcomes(self, count: Count) -> bool:
        """Whether a count is of several outcomes: 予以公开、部分公开共9件."""
        wide = self.sentence.label(count, CLAUSE_BREAKS)
        named = [name for name, label in OUTCOMES if label.search(wide)]
        return len(named) > 1

    def _claim(self, context: CountContext, topic: RequestTopic) -> Claim:
        """The claim of a topic; words after the count that name it belong to no other."""
        count = context.count
        around = context.around
        end = count.end
        if topic.said_after:
            end = around.end
            self.taken = end

        start = self.sentence.first_match(LABELS, around.start, count.start)
        if start is None:
            start = around.start

        return Claim(
            topic=topic.name,
            count=count,
            passage=self.passage,
            start=start,
            end=end,
        )
