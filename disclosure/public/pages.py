"""Draws the public pages without a request, so that the server and the export write the same ones."""

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
from disclosure.public.search import SearchResult
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


def home(
    directory: Directory, *, found: SearchResult | None = None, live: bool = True
) -> str:
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
        "tables": _table_names(release.content),
    }
    return render_to_string("public/report.html", context)


def archived(entry: Entry, archive: ArchiveReport) -> str:
    """A report that was published before and elsewhere, as read from its file."""
    context = {
        "entry": entry,
        "archive": archive,
        "original": public_name(archive.file.name),
        "office": archive.content.agency_name,
        "fragment": drawn(archive.content),
        "tables": _table_names(archive.content),
    }
    return render_to_string("public/archive.html", context)


def missing() -> str:
    """The one page for what is not there."""
    return render_to_string("public/missing.html")


def drawn(content: Content) -> SafeString:
    """The report itself; the printer escapes what people wrote."""
    return mark_safe(html.print_fragment(document.build(content)))


def _table_names(content: Content) -> list[tuple[str, str]]:
    """(key, `表三` or `表二（第二十条第（一）项）`) of every table, in paper order."""
    names = []
    for part in content.edition.parts:
        for table in part.tables:
            caption = f"（{table.caption}）" if table.caption else ""
            names.append((table.key, f"{part.table_name}{caption}"))

    return names


def _versions(releases: list[Release]) -> Iterator[Version]:
    first, *later = releases
    yield Version(first, [], [], corrects=False)
    for before, release in zip(releases, later, strict=False):
        change = compare(before.content, release.content)
        figures = list(_figures(release.content, change))
        passages = [_passage(release.content, passage) for passage in change.passages]
        yield Version(release, figures, passages, corrects=True)


def _figures(content: Content, change: Comparison) -> Iterator[FigureShown]:
    for figure in (*change.figures, *change.totals):
        place = content.edition.cell_name(figure.table, figure.row, figure.column)
        before = format_figure(figure.before) or "空白"
        after = format_figure(figure.after) or "空白"
        yield FigureShown(place, before, after, _signed(figure), figure.total)


def _signed(figure: FigureChange) -> str:
    difference = figure.difference
    if difference is None:
        return ""
    # Amounts keep their decimals, counts and round sums have none.
    return f"{difference:+f}" if difference % 1 else f"{difference:+.0f}"


def _passage(content: Content, passage: PassageComparison) -> PassageShown:
    part = content.edition.part_of(passage.key)
    slot = content.edition.passage(passage.key)
    place = part.heading
    # Part six has one passage, which is called as the part is.
    if part.label != slot.label:
        place = f"{part.heading} {slot.heading}"

    paragraphs = [paragraph.pieces for paragraph in passage.changed]
    if any(mark != "same" for mark, _ in passage.heading):
        paragraphs.insert(0, passage.heading)

    return PassageShown(place, paragraphs)
