"""Paragraphs like a report's own, among everything that was handed in for the year: one indexed look-up, not all pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable

from disclosure.models import Paragraph, ParagraphKey, Report
from disclosure.review.context.likeness import fingerprints, likeliest, nearest
from disclosure.rules import Twin
from disclosure.rules.wording.own_words import own_paragraphs
from disclosure.rules.wording.prose import Excerpt

MOST = 20_000
"""Rows read at most for one report: a text that thousands share is found among any of them."""
NAMELESS = "本年另一机关已提交的报告"


def note_paragraphs(report: Report) -> None:
    """Keep the report's paragraphs as handed in, in the place of those from before; in the caller's transaction."""
    Paragraph.objects.filter(report=report).delete()
    paragraphs = []
    for own, wording in own_paragraphs(report.content):
        kept = Paragraph(report=report, year=report.year, words=wording)
        kept.passage, kept.text = own.passage, own.text
        paragraphs.append(kept)

    keys = []
    for kept in Paragraph.objects.bulk_create(paragraphs):
        for key in fingerprints(kept.words):
            keys.append(ParagraphKey(paragraph=kept, year=report.year, key=key))

    ParagraphKey.objects.bulk_create(keys)


def twins_of(report: Report, open_to: Container[int] = ()) -> tuple[Twin, ...]:
    """For each paragraph, the one most like it that another office has handed in for the year. Three queries at most.

    What is not published yet is neither named nor quoted, except to who may read that agency's reports (`open_to`).
    """
    own = list(own_paragraphs(report.content))
    candidates = _candidates(report, [wording for _, wording in own])
    kept = _kept_paragraphs(candidates)
    named = _named_reports(kept.values(), open_to)
    found = []
    for (paragraph, wording), likely in zip(own, candidates, strict=True):
        texts = {pk: kept[pk].words for pk in likely if pk in kept}
        best = nearest(wording, texts)
        if best:
            found.append(_twin(paragraph, kept[best.which], best.percent, named))

    return tuple(found)


def _candidates(report: Report, wordings: list[str]) -> list[list[int]]:
    """For each wording, the paragraphs of other reports of the year that may be like it, by the keys they share."""
    fingerprints_of = [fingerprints(words) for words in wordings]
    keys = {key for some in fingerprints_of for key in some}
    if not keys:
        return [[] for _ in wordings]

    rows = ParagraphKey.objects.filter(year=report.year, key__in=keys)
    rows = rows.exclude(paragraph__report=report)
    holders: dict[int, list[int]] = defaultdict(list)
    for key, paragraph in rows.values_list("key", "paragraph_id")[:MOST]:
        holders[key].append(paragraph)

    candidates = []
    for some in fingerprints_of:
        sharing = [pk for key in some for pk in holders.get(key, ())]
        candidates.append(likeliest(sharing))

    return candidates


def _kept_paragraphs(candidates: list[list[int]]) -> dict[int, Paragraph]:
    wanted = {pk for likely in candidates for pk in likely}
    if not wanted:
        return {}

    paragraphs = Paragraph.objects.filter(pk__in=wanted)
    return paragraphs.select_related("report__agency").in_bulk()


def _named_reports(
    paragraphs: Iterable[Paragraph], open_to: Container[int]
) -> set[int]:
    """The reports that may be named and quoted: published ones, and those of agencies in `open_to`."""
    reports = {paragraph.report for paragraph in paragraphs}
    if not reports:
        return set()

    published = Report.objects.filter(pk__in=[report.pk for report in reports])
    published = published.filter(entry__isnull=False)
    readable = {report.pk for report in reports if report.agency_id in open_to}
    return readable | set(published.values_list("pk", flat=True))


def _twin(own: Excerpt, kept: Paragraph, percent: int, named: Container[int]) -> Twin:
    end = own.start + len(own.text)
    if kept.report_id not in named:
        return Twin(own.passage, own.start, end, NAMELESS, "", percent)

    whose = f"{kept.report.agency.name} {kept.year} 年报告"
    return Twin(own.passage, own.start, end, whose, kept.text, percent)
