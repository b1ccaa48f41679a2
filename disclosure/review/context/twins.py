"""Paragraphs like a report's own, among everything that was handed in for the year: one indexed look-up, not all pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container

from disclosure.models import Paragraph, ParagraphKey, Report
from disclosure.review.context.likeness import fingerprints, likeliest, nearest
from disclosure.rules import Twin
from disclosure.rules.wording.own_words import own_paragraphs

MOST = 20_000
"""Rows read at most for one report: a text that thousands share is found among any of them."""
NAMELESS = "本年另一机关已提交的报告"


def note_paragraphs(report: Report) -> None:
    """Keep the report's paragraphs as handed in, in the place of those from before; in the caller's transaction."""
    Paragraph.objects.filter(report=report).delete()
    told = list(own_paragraphs(report.content))
    paragraphs = Paragraph.objects.bulk_create(
        Paragraph(
            report=report,
            year=report.year,
            passage=stretch.passage,
            text=stretch.text,
            words=words,
        )
        for stretch, words in told
    )
    ParagraphKey.objects.bulk_create(
        ParagraphKey(paragraph=paragraph, year=report.year, key=key)
        for paragraph in paragraphs
        for key in fingerprints(paragraph.words)
    )


def twins_of(report: Report, open_to: Container[int] = ()) -> tuple[Twin, ...]:
    """For each paragraph, the one most like it that another office has handed in for the year. Three queries at most.

    What is not published yet is neither named nor quoted, except to who may read that agency's reports (`open_to`).
    """
    told = list(own_paragraphs(report.content))
    keys = {key for _, words in told for key in fingerprints(words)}
    if not keys:
        return ()
    rows = ParagraphKey.objects.filter(year=report.year, key__in=keys).exclude(
        paragraph__report=report
    )
    holders: dict[int, list[int]] = defaultdict(list)
    for key, paragraph in rows.values_list("key", "paragraph_id")[:MOST]:
        holders[key].append(paragraph)
    likely = [
        likeliest(
            which for key in fingerprints(words) for which in holders.get(key, ())
        )
        for _, words in told
    ]
    wanted = {which for some in likely for which in some}
    if not wanted:
        return ()
    known = (
        Paragraph.objects.filter(pk__in=wanted)
        .select_related("report__agency")
        .in_bulk()
    )
    published = _published({kept.report_id for kept in known.values()})
    found = []
    for (stretch, words), some in zip(told, likely, strict=True):
        best = nearest(
            words, {which: known[which].words for which in some if which in known}
        )
        if best:
            kept, percent = known[best[0]], best[1]
            may_see = kept.report_id in published or kept.report.agency_id in open_to
            whose = (
                f"{kept.report.agency.name} {kept.year} 年报告" if may_see else NAMELESS
            )
            end = stretch.start + len(stretch.text)
            found.append(
                Twin(
                    stretch.passage,
                    stretch.start,
                    end,
                    whose,
                    kept.text if may_see else "",
                    percent,
                )
            )
    return tuple(found)


def _published(reports: set[int]) -> set[int]:
    return set(
        Report.objects.filter(pk__in=reports, entry__isnull=False).values_list(
            "pk", flat=True
        )
    )
