"""The public pages, drawn without a request: the server and the export write the same ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from disclosure.comparison import (
    Comparison,
    FigureChange,
    PassageComparison,
    Piece,
    compare,
)
from disclosure.models import ArchiveReport, Entry, Release, public_name
from disclosure.outputs import document, html
from disclosure.public.charts import charts
from disclosure.public.directory import Directory, Office
from disclosure.public.files import OFFERED
from disclosure.public.search import Found
from disclosure.statutory.content import Content
from disclosure.statutory.figures import format_figure

SHEETS = (
    "disclosure/design.css",
    "disclosure/report.css",
    "disclosure/public.css",
    "disclosure/icon.svg",
)
"""What the pages ask for beside themselves."""
RECENT = 10


@dataclass(frozen=True, slots=True)
class FigureShown:
    """A changed figure by its official place, as it was and is printed; `difference` carries its sign."""

    place: str
    before: str
    after: str
    difference: str
    total: bool


@dataclass(frozen=True, slots=True)
class PassageShown:
    """A changed passage: where it stands, and its changed paragraphs in pieces of (same, gone or new; words)."""

    place: str
    paragraphs: list[tuple[Piece, ...]]


@dataclass(frozen=True, slots=True)
class Version:
    """A version in the list of versions; what it changed in the one before it, None for the first."""

    release: Release
    figures: list[FigureShown]
    passages: list[PassageShown]
    corrects: bool

    @property
    def same(self) -> bool:
        return not (self.figures or self.passages)


def home(directory: Directory, *, found: Found | None = None, live: bool = True) -> str:
    """Years, the tree, the newest, the search box; with `found`, what was found. Not `live`: there is no server."""
    context = {
        "directory": directory,
        "recent": directory.newest[:RECENT],
        "found": found,
        "live": live,
    }
    return render_to_string(
        "public/search.html" if found else "public/home.html", context
    )


def offices(directory: Directory) -> str:
    """Every office on one page, for where there is no server to search."""
    return render_to_string("public/offices.html", {"directory": directory})


def year(directory: Directory, year: int) -> str:
    """All reports of a year."""
    groups = list(directory.of_year(year))
    total = sum(len(reports) for _, reports in groups)
    return render_to_string(
        "public/year.html",
        {"year": year, "groups": groups, "total": total, "directory": directory},
    )


def office(office: Office) -> str:
    """An office: its reports, its years side by side, the offices below it."""
    figures = dict(
        Entry.objects.filter(agency=office.pk).values_list("year", "figures")
    )
    context = {
        "office": office,
        "charts": charts(figures.items()) if figures else [],
        "formats": OFFERED.values(),
    }
    return render_to_string("public/office.html", context)


def report(entry: Entry, release: Release) -> str:
    """A version of a report, with the list of all."""
    known = list(
        Release.objects.filter(report=entry.report_id)
        .defer("answers")
        .order_by("number")
    )
    versions = list(_versions(known))
    context = {
        "entry": entry,
        "release": release,
        "newest": release.number == entry.number,
        "office": release.content.agency_name,
        "fragment": drawn(release.content),
        "first": known[0],
        "versions": versions[::-1],
        "formats": OFFERED.values(),
        "tables": [
            (table.key, _table_name(release.content, table.key))
            for table in release.content.edition.tables
        ],
    }
    return render_to_string("public/report.html", context)


def archived(entry: Entry, archive: ArchiveReport) -> str:
    """A report that was published before and elsewhere, as read from its file."""
    tables = archive.content.edition.tables
    context = {
        "entry": entry,
        "archive": archive,
        "original": public_name(archive.file.name),
        "office": archive.content.agency_name,
        "fragment": drawn(archive.content),
        "tables": [
            (table.key, _table_name(archive.content, table.key)) for table in tables
        ],
    }
    return render_to_string("public/archive.html", context)


def missing() -> str:
    """The one page for what is not there."""
    return render_to_string("public/missing.html")


def drawn(content: Content) -> SafeString:
    """The report itself; the printer escapes what people wrote."""
    return mark_safe(html.print_fragment(document.build(content)))


def _table_name(content: Content, key: str) -> str:
    part, caption = content.edition.part_of(key), content.edition.table(key).caption
    return f"{part.table_name}（{caption}）" if caption else part.table_name


def _versions(releases: list[Release]) -> Iterator[Version]:
    before: Release | None = None
    for release in releases:
        if before is None:
            yield Version(release, [], [], corrects=False)
        else:
            change = compare(before.content, release.content)
            yield Version(
                release,
                list(_figures(release.content, change)),
                [_passage(release.content, passage) for passage in change.passages],
                corrects=True,
            )
        before = release


def _figures(content: Content, change: Comparison) -> Iterator[FigureShown]:
    for figure in (*change.figures, *change.totals):
        place = content.edition.cell_name(figure.table, figure.row, figure.column)
        before, after = (
            format_figure(value) or "空白" for value in (figure.before, figure.after)
        )
        yield FigureShown(place, before, after, _signed(figure), figure.total)


def _signed(figure: FigureChange) -> str:
    return (
        ""
        if figure.difference is None
        else f"{figure.difference:+f}"
        if figure.difference % 1
        else f"{figure.difference:+.0f}"
    )


def _passage(content: Content, passage: PassageComparison) -> PassageShown:
    part, slot = (
        content.edition.part_of(passage.key),
        content.edition.passage(passage.key),
    )
    place = (
        part.heading if part.label == slot.label else f"{part.heading} {slot.heading}"
    )
    heading = (
        [passage.heading] if any(mark != "same" for mark, _ in passage.heading) else []
    )
    return PassageShown(
        place, [*heading, *(paragraph.pieces for paragraph in passage.changed)]
    )
