"""Our own reports, printed by us, by LibreOffice and by Chromium, read again: every figure and every paragraph."""

import os
import shutil
import subprocess

import pytest

from disclosure.intake.formats import pdf, sheets
from disclosure.intake.source import SourceGrid, SourceParagraph
from disclosure.outputs.formats import FORMATS
from tests.support import papers, readers

pytestmark = [pytest.mark.pdf, pytest.mark.xdist_group("office")]

NARROW = [name for name in papers.CASES if name != "widest"]
"""What fits on the paper that Chromium takes."""


def expected(made):
    """Title, headings and paragraphs as they are; tables line by line, without the breaks in their labels."""
    for kind, what in readers.told(made, title=True):
        if kind == "t":
            yield from ([papers.bare(text) for text in line] for line in what)
        else:
            yield what


def found(source):
    for block in source.blocks:
        if isinstance(block, SourceGrid):
            yield from (
                [papers.bare(cell.text) for cell in line] for line in block.lines()
            )
        elif not block.aside:
            yield block.text


@pytest.fixture(scope="module")
def office(libreoffice, tmp_path_factory):
    """Files of all cases converted by LibreOffice in one run: (kind from, kind to) -> {case: bytes}."""

    def convert(source, target):
        folder = tmp_path_factory.mktemp(target)
        for name in papers.CASES:
            (folder / f"{name}.{source}").write_bytes(
                FORMATS[source].print(papers.printed(name))
            )
        libreoffice(folder, target, sorted(folder.glob(f"*.{source}")))
        return {
            name: (folder / f"{name}.{target}").read_bytes() for name in papers.CASES
        }

    return convert


@pytest.mark.parametrize("name", papers.CASES)
def test_our_own_pdf(name):
    made = papers.printed(name)
    source = pdf.read(FORMATS["pdf"].print(made))
    assert list(found(source)) == list(expected(made))
    numbers = [
        block.text
        for block in source.blocks
        if isinstance(block, SourceParagraph) and block.aside
    ]
    assert numbers == [f"—{number}—" for number in range(1, source.pages + 1)]
    assert source.titles == (made.title,)


@pytest.mark.parametrize("name", papers.CASES)
def test_our_docx_on_the_paper_of_libreoffice(papers_by_libreoffice, name):
    source = pdf.read(papers_by_libreoffice[name].read_bytes())
    assert list(found(source)) == list(expected(papers.printed(name)))


def by_chromium(name, folder):
    (folder / "report.html").write_bytes(FORMATS["html"].print(papers.printed(name)))
    chromium = (
        os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    )
    flags = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-pdf-header-footer",
        f"--user-data-dir={folder}/profile",
    ]
    command = [
        chromium,
        *flags,
        f"--print-to-pdf={folder}/report.pdf",
        (folder / "report.html").as_uri(),
    ]
    subprocess.run(command, capture_output=True, timeout=120, check=True)
    return pdf.read((folder / "report.pdf").read_bytes())


@pytest.mark.parametrize("name", NARROW)
def test_our_page_on_the_paper_of_chromium(name, tmp_path):
    assert list(found(by_chromium(name, tmp_path))) == list(
        expected(papers.printed(name))
    )


def test_a_table_too_wide_for_the_paper_of_chromium_gives_no_wrong_figure(tmp_path):
    source = by_chromium("widest", tmp_path)
    wanted, read = list(expected(papers.printed("widest"))), list(found(source))
    assert [line for line in read if line not in wanted] == [
        ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 2
        + ["结果维持", "结果纠正", "其他结果", ""],
        [*wanted[wanted.index("五、存在的主要问题及改进情况") - 1][:13], "9…"],
    ]
    assert [remark[:14] for remark in source.remarks] == ["第 2 页的表格右边超出了页"]


@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_our_workbook_saved_by_libreoffice(office, kind):
    for name, data in office("xlsx", kind).items():
        if (kind, name) == ("xls", "blank"):
            continue  # LibreOffice writes 0 there for a total that is blank
        ours = sheets.read(FORMATS["xlsx"].print(papers.printed(name)))
        theirs = sheets.read(data)
        assert theirs.format == kind
        assert list(found(theirs)) == list(found(ours))
        assert [block.where for block in theirs.blocks] == [
            block.where for block in ours.blocks
        ]


@pytest.mark.parametrize("name", papers.CASES)
def test_our_workbook(name):
    made = papers.printed(name)
    source = sheets.read(FORMATS["xlsx"].print(made))
    assert source.remarks == ()
    tables = [what for kind, what in readers.told(made, title=True) if kind == "t"]
    grids = [block for block in source.blocks if isinstance(block, SourceGrid)]
    for table, grid in zip(tables, grids, strict=False):
        begins_with(grid, table)
    texts, records = grids[-2:]
    assert (texts.sheet, records.sheet) == ("文字", "数据")
    _, *lines = [[cell.text for cell in line] for line in records.lines()]
    assert {tuple(line[3:8:2]): line[9] for line in lines} == readers.figures_of(made)


def begins_with(grid, table):
    lines = [bare_line(cell.text for cell in line) for line in grid.lines()]
    # A caption is a line of its own above; a line of checks stands below table three.
    wanted = [bare_line(line) for line in table if len(line) > 1]
    assert lines[: len(wanted)] == wanted


def bare_line(texts):
    return [papers.bare(text) for text in texts]
