"""Writing what the public finds: one entry for each published report, made from its newest release in the same transaction."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from disclosure.content import Content
from disclosure.models import Entry, EntryText, Release
from disclosure.pinyin import fold, keys_of
from disclosure.series import series_of

READ = ("report__agency", "report")


@transaction.atomic
def index_release(release: Release) -> Entry:
    """Make the release findable in place of the version before it. An older version than the known one changes nothing."""
    report = release.report
    known = Entry.objects.filter(report=report).first()
    if known and known.number > release.number:
        return known
    first = report.releases.order_by("number").values_list("published_at", flat=True)[0]
    content = release.content
    entry, _ = Entry.objects.update_or_create(
        report=report,
        defaults={
            "release": release,
            "agency": report.agency,
            "code": known.code if known else report.agency.code,
            "year": report.year,
            "number": release.number,
            "title": release.title,
            "office": content.agency_name,
            "keys": keys_of(content.agency_name),
            "figures": series_of(content),
            "content_hash": release.content_hash,
            "published_at": first,
            "released_at": release.published_at,
        },
    )
    text = text_of(content)
    EntryText.objects.update_or_create(entry=entry, defaults={"text": text, "folded": fold(text)})
    return entry


def text_of(content: Content) -> str:
    """The running text as it is searched: title and passages, without what the form prints in every report."""
    return "\n".join((content.title, *_lines(content)))


def _lines(content: Content) -> Iterator[str]:
    for slot in content.edition.passages:
        passage = content.passage(slot.key)
        yield from filter(None, (passage.heading, passage.text.strip()))


def index_all() -> int:
    """Every published report anew; how many there are."""
    newest = 0
    for pk in Release.objects.order_by("report", "-number").values_list("pk", flat=True).iterator():
        release = Release.objects.select_related(*READ).defer("answers").get(pk=pk)
        if index_release(release).release_id == pk:
            newest += 1
    return newest
