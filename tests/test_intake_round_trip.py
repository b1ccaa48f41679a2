"""Random reports out through every format and back in: figures and texts equal, or listed as open; never wrong in silence.

ROUND_TRIPS=200 pytest -s tests/test_intake_round_trip.py    as script/nightly does; prints the share read completely
"""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from disclosure.intake.sandbox import read_in_sandbox
from disclosure.outputs import document
from disclosure.outputs.formats import FORMATS
from disclosure.statutory.figures import Unreadable, format_figure
from disclosure.statutory.places import WHOLE, Place
from tests.support.plausible_reports import plausible_report

REPORTS = int(os.environ.get("ROUND_TRIPS") or 6)
OWN = ("json", "xlsx", "docx", "html", "fragment", "pdf")
OFFICE = {"docx": "MS Word 2007 XML", "doc": "MS Word 97", "pdf": "writer_pdf_Export"}
NAMELESS = ("fragment",)
"""The site's editor has a field for the title, so what is pasted has none, and neither office nor year."""
pytestmark = [pytest.mark.pdf, pytest.mark.xdist_group("office")]


def bare(text):
    """Paper leaves out blanks between Han characters and digits."""
    return "".join(text.split())


def shown(value):
    """A figure of more than twelve digits cannot be read, and may be broken into lines; what stands there is kept."""
    return bare(format_figure(value))


def wrong_figures(content, reading):
    """Cells that came back as another number than went out, without being listed."""
    found = []
    opened = {entry.place for entry in reading.open}
    for table, row, column in content.edition.entry_cells:
        place = Place(table, row, column)
        if place in opened:
            continue
        sent = content[place.cell]
        got = reading.entered.get(table, {}).get((row, column))
        if not is_the_same(sent, got):
            found.append(f"{place.anchor}: {sent!r} went out, {got!r} came back")
    return found + wrong_totals(content, reading)


def wrong_totals(content, reading):
    found = []
    for table, cells in reading.stated.items():
        for (row, column), got in cells.items():
            sent = content[table, row, column]
            if got is None or isinstance(sent, Unreadable):
                continue
            if shown(got) != shown(sent):
                found.append(
                    f"total {table}.{row}.{column}: {sent!r} was printed, {got!r} came back"
                )
    return found


def is_the_same(sent, got):
    if is_figure(sent):
        return type(got) is type(sent) and format_figure(got) == format_figure(sent)
    # `1 2` on paper may be a 12 that was spaced.
    return got is not None and shown(got) == shown(sent)


def wrong_texts(content, reading):
    opened = {entry.place for entry in reading.open}
    found = []
    for slot in content.edition.passages:
        place = Place(passage=slot.key)
        sent, got = content.passage(slot.key), reading.passages.get(slot.key)
        if place not in opened and bare(sent.text) != bare(got.text if got else ""):
            found.append(
                f"{place.anchor}: {sent.text!r} went out, {got and got.text!r} came back"
            )
        if (
            got
            and place not in opened
            and bare(got.printed_heading(slot)) != bare(sent.printed_heading(slot))
        ):
            found.append(
                f"{place.anchor}: heading {sent.printed_heading(slot)!r}, {got.printed_heading(slot)!r}"
            )
    return found


def wrong_facts(content, reading):
    """Edition, year, office: right, or said to be open."""
    found = []
    if reading.edition is not content.edition:
        found.append(f"edition {content.edition.key}, {reading.edition.key}")
    doubtful = any(entry.place == WHOLE for entry in reading.open)
    if reading.year != content.year and not (reading.year == 0 and doubtful):
        found.append(f"year {content.year}, {reading.year}")
    if reading.agency_name != content.agency_name and not (
        reading.agency_name == "" and doubtful
    ):
        found.append(f"office {content.agency_name!r}, {reading.agency_name!r}")
    return found


def is_complete(content, reading, kind):
    """Everything that a file of this kind says was read, and nothing else is open than what it leaves open."""
    said = {
        Place(*cell) for cell in content.edition.entry_cells if is_figure(content[cell])
    }
    said |= {
        Place(passage=key)
        for key, passage in content.passages.items()
        if passage.text.strip()
    }
    opened = {entry.place for entry in reading.open}
    return not said & opened and (kind in NAMELESS or WHOLE not in opened)


def is_figure(value):
    return value is not None and not isinstance(value, Unreadable)


def come_back(kind, name, contents, files):
    """Reads all of them, two at a time; prints the share read completely."""
    with ThreadPoolExecutor(2) as pool:
        readings = [
            reading
            for _, reading in pool.map(
                lambda body: read_in_sandbox(body, name, seconds=60), files
            )
        ]
    wrong, complete = [], 0
    for seed, (content, reading) in enumerate(zip(contents, readings, strict=True)):
        if reading.edition is content.edition:
            wrong += [
                f"report {seed}: {said}" for said in wrong_figures(content, reading)
            ]
            wrong += [
                f"report {seed}: {said}" for said in wrong_texts(content, reading)
            ]
            complete += is_complete(content, reading, kind)
        wrong += [f"report {seed}: {said}" for said in wrong_facts(content, reading)]
    print(
        f"\n{kind:16} {complete} of {len(readings)} read completely, {len(wrong)} wrong in silence"
    )
    return wrong


@pytest.fixture(scope="module")
def contents():
    return [plausible_report(seed) for seed in range(REPORTS)]


def test_the_reports_hold_what_has_to_be_tried():
    reports = [plausible_report(seed) for seed in range(40)]
    values = [report[cell] for report in reports for cell in report.edition.entry_cells]
    assert {report.edition.key for report in reports} == {"2019", "2021"}
    assert {report.opening for report in reports} == {"before", "inside"}
    assert values.count(None) > 500
    assert values.count(999999999999) > 500
    assert sum(isinstance(value, Unreadable) for value in values) > 50
    assert sum("." in format_figure(value) for value in values) > 5


@pytest.mark.parametrize("kind", OWN)
def test_our_own_formats_come_back(contents, kind, capsys):
    files = [FORMATS[kind].print(document.build(content)) for content in contents]
    with capsys.disabled():
        wrong = come_back(kind, f"报告.{FORMATS[kind].suffix}", contents, files)
    assert wrong == []


@pytest.fixture(scope="module")
def word_files(contents, tmp_path_factory):
    folder = tmp_path_factory.mktemp("docx")
    made = [folder / f"{seed}.docx" for seed in range(len(contents))]
    for path, content in zip(made, contents, strict=True):
        path.write_bytes(FORMATS["docx"].print(document.build(content)))
    return made


@pytest.mark.parametrize("kind", OFFICE)
def test_what_libreoffice_makes_of_our_word_file_comes_back(
    contents, word_files, kind, libreoffice, tmp_path, capsys
):
    made = libreoffice(
        tmp_path,
        kind,
        word_files,
        filter_name=OFFICE[kind],
        seconds=1800,
    )
    with capsys.disabled():
        wrong = come_back(
            f"office {kind}",
            f"报告.{kind}",
            contents,
            [path.read_bytes() for path in made],
        )
    assert wrong == []
