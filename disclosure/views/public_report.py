"""A published report: its page, its files, its tables; the newest version, or the one that is named; an archived one."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse

from disclosure.access import get_archive, get_entry, get_version
from disclosure.models import Entry, public_name
from disclosure.public import pages
from disclosure.public.answering import FOREVER, NEWEST, answer, public
from disclosure.public.files import CSV, OFFERED, file_of, saved_as, table_csv
from disclosure.statutory.content import Content


@public
def report(
    request: HttpRequest, code: str, year: int, number: int | None = None
) -> HttpResponse:
    """The page of a version. A later version changes also the pages of the earlier ones: they say so."""
    entry = get_entry(code, year)
    if number is not None and (entry.archive_id or not 1 <= number <= entry.number):
        raise Http404
    return answer(
        request,
        lambda: (
            pages.archived(entry, get_archive(entry))
            if entry.archive_id
            else pages.report(entry, get_version(entry, number))
        ),
        of=f"report {entry.pk} {entry.number} {entry.content_hash} {entry.changed_at} {number}",
        modified=entry.released_at,
        keep=True,
    )


@public
def file(
    request: HttpRequest, code: str, year: int, kind: str, number: int | None = None
) -> HttpResponse:
    """A file, byte for byte as frozen; of an archived report its content, beside the original."""
    entry = get_entry(code, year)
    if kind not in OFFERED:
        raise Http404
    if entry.archive_id and kind == "json" and number is None:
        return _archived_content(request, entry)

    release = get_version(entry, number)
    body, frozen = file_of(release, kind)
    made = OFFERED[kind]
    return answer(
        request,
        lambda: body,
        of=f"file {kind} {release.pk} {release.content_hash} {frozen}",
        modified=release.published_at,
        content_type=made.content_type,
        lasting=FOREVER if number and frozen else NEWEST,
        name=saved_as(
            release.title, made.suffix, "inline" if kind == "pdf" else "attachment"
        ),
    )


@public
def table(
    request: HttpRequest, code: str, year: int, table: str, number: int | None = None
) -> HttpResponse:
    """One statutory table alone."""
    entry = get_entry(code, year)
    content, title, of, modified = _stated(entry, number)
    if table not in (known.key for known in content.edition.tables):
        raise Http404
    return answer(
        request,
        lambda: table_csv(content, table),
        of=f"table {table} {of}",
        modified=modified,
        content_type=CSV,
        lasting=FOREVER if number else NEWEST,
        name=saved_as(f"{title}-{content.edition.table_name(table)}", "csv"),
    )


def _stated(entry: Entry, number: int | None) -> tuple[Content, str, str, datetime]:
    """What stands at an address: content, title, what it was made from, and when."""
    if entry.archive_id and number is None:
        archive = get_archive(entry)
        return archive.content, archive.title, f"archive {archive.pk}", archive.at

    release = get_version(entry, number)
    return (
        release.content,
        release.title,
        f"{release.pk} {release.content_hash}",
        release.published_at,
    )


def _archived_content(request: HttpRequest, entry: Entry) -> HttpResponse:
    archive = get_archive(entry)
    return answer(
        request,
        archive.exchange_json.encode,
        of=f"archive {archive.pk} {archive.content_hash}",
        modified=archive.at,
        content_type=OFFERED["json"].content_type,
        name=saved_as(archive.title, "json"),
    )


@public
def original(request: HttpRequest, code: str, year: int, name: str) -> HttpResponse:
    """The file that an archived report was read from, byte for byte; saved and never shown as a page of this site."""
    archive = get_archive(get_entry(code, year))
    if name != public_name(archive.file.name):
        raise Http404
    return answer(
        request,
        lambda: bytes(archive.file.body),
        of=f"original {archive.pk} {archive.file.sha256}",
        modified=archive.at,
        content_type="application/octet-stream",
        name=f"attachment; filename*=UTF-8''{quote(archive.file.name)}",
    )
