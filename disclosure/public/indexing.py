"""Writes what the public finds: one entry for each published or archived report, in the transaction that makes it so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction

from disclosure.models import ArchiveReport, Entry, EntryText, Release
from disclosure.public.pinyin import fold, keys_of
from disclosure.public.series import series_of
from disclosure.statutory.content import Content

READ = ("report__agency", "report")


@transaction.atomic
def index_release(release: Release) -> Entry:
    """Make the release findable in place of the version before it, or of an archived report of its year.

    An older version than the known one changes nothing.
    """
    report = release.report
    known = Entry.objects.filter(agency=report.agency, year=report.year).first()
    if known and known.release_id and known.number > release.number:
        return known

    first = report.releases.order_by("number").values_list("published_at", flat=True)[0]
    content = release.content
    entry, _ = Entry.objects.update_or_create(
        agency=report.agency,
        year=report.year,
        defaults={
            "report": report,
            "release": release,
            "archive": None,
            "code": known.code if known else report.agency.code,
            "number": release.number,
            "published_at": first,
            "released_at": release.published_at,
            **_said(release, content),
        },
    )
    _put_text(entry, content)
    return entry


@transaction.atomic
def index_archive(archive: ArchiveReport) -> Entry | None:
    """Make an archived report findable in place of an older one; None where a release speaks for the year."""
    content = archive.content
    at = {"published_at": archive.at, "released_at": archive.at}
    values = {"archive": archive, "number": 1, **at, **_said(archive, content)}
    entry, made = Entry.objects.select_for_update().get_or_create(
        agency=archive.agency,
        year=archive.year,
        defaults={"code": archive.agency.code, **values},
    )
    if entry.release_id:
        return None

    if not made:
        for name, value in values.items():
            setattr(entry, name, value)

        entry.save()

    _put_text(entry, content)
    return entry


def _said(source: Release | ArchiveReport, content: Content) -> dict[str, Any]:
    """What a release or an archived report itself says."""
    return {
        "title": source.title,
        "office": content.agency_name,
        "keys": keys_of(content.agency_name),
        "figures": series_of(content),
        "content_hash": source.content_hash,
    }


def _put_text(entry: Entry, content: Content) -> None:
    text = text_of(content)
    EntryText.objects.update_or_create(
        entry=entry, defaults={"text": text, "folded": fold(text)}
    )


def text_of(content: Content) -> str:
    """The running text as it is searched: title and passages, without what the form prints in every report."""
    return "\n".join((content.title, *_lines(content)))


def _lines(content: Content) -> Iterator[str]:
    for slot in content.edition.passages:
        passage = content.passage(slot.key)
        yield from filter(None, (passage.heading, passage.text.strip()))


def index_all() -> int:
    """Every published or archived report anew; how many there are."""
    newest = 0
    known = Release.objects.order_by("report", "-number").values_list("pk", flat=True)
    # One at a time: a release holds its printed files, and an installation tens of thousands of them.
    for pk in known.iterator():
        release = Release.objects.select_related(*READ).defer("answers").get(pk=pk)
        if index_release(release).release_id == pk:
            newest += 1

    return newest + _index_archives()


def _index_archives() -> int:
    """The newest archived report of each office and year that no release speaks for."""
    newest: dict[tuple[int, int], int] = {}
    known = ArchiveReport.objects.order_by("pk")
    for pk, agency, year in known.values_list("pk", "agency_id", "year"):
        newest[agency, year] = pk

    archives, indexed = ArchiveReport.objects.select_related("agency"), 0
    for pk in newest.values():
        if index_archive(archives.get(pk=pk)) is not None:
            indexed += 1

    return indexed
