"""A published report: its page, its files, its tables; the newest version, or the one that is named."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from disclosure.access import get_entry, get_version
from disclosure.public import pages
from disclosure.public.answering import FOREVER, NEWEST, answer, public
from disclosure.public.files import CSV, OFFERED, file_of, saved_as, table_csv


@public
def report(request: HttpRequest, code: str, year: int, number: int | None = None) -> HttpResponse:
    """The page of a version. A later version changes also the pages of the earlier ones: they say so."""
    entry = get_entry(code, year)
    if number is not None and not 1 <= number <= entry.number:
        raise Http404
    return answer(
        request,
        lambda: pages.report(entry, get_version(entry, number)),
        of=f"report {entry.pk} {entry.number} {entry.content_hash} {entry.changed_at} {number}",
        modified=entry.released_at,
        keep=True,
    )


@public
def file(request: HttpRequest, code: str, year: int, kind: str, number: int | None = None) -> HttpResponse:
    """A file, byte for byte as frozen."""
    entry = get_entry(code, year)
    if kind not in OFFERED:
        raise Http404
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
        name=saved_as(release.title, made.suffix, "inline" if kind == "pdf" else "attachment"),
    )


@public
def table(request: HttpRequest, code: str, year: int, table: str, number: int | None = None) -> HttpResponse:
    """One statutory table alone."""
    entry = get_entry(code, year)
    release = get_version(entry, number)
    edition = release.content.edition
    if table not in (known.key for known in edition.tables):
        raise Http404
    return answer(
        request,
        lambda: table_csv(release.content, table),
        of=f"table {table} {release.pk} {release.content_hash}",
        modified=release.published_at,
        content_type=CSV,
        lasting=FOREVER if number else NEWEST,
        name=saved_as(f"{release.title}-{edition.table_name(table)}", "csv"),
    )
