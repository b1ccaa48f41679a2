"""A file's own text, drawn: in its order, with an id for every place, nothing moved, nothing of it able to run."""

import re

from disclosure.intake.source import (
    GridCell,
    Picture,
    Source,
    SourceGrid,
    SourceParagraph,
    Where,
)
from disclosure.outputs import original
from disclosure.outputs.original import original_html, source_anchor

EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&"


def source(*blocks, **more):
    return Source("pdf", blocks, **more)


def grid(*cells, block=1):
    return SourceGrid(cells, Where(block=block))


def cell(text, row, column, **more):
    return GridCell(
        text, row, column, Where(block=1, row=row + 1, cell=column + 1), **more
    )


def test_every_place_has_an_id():
    drawn = original_html(
        source(
            SourceParagraph("甲", Where(block=1, page=1)),
            grid(cell("乙", 0, 0), block=2),
        )
    )
    assert 'id="s-1"' in drawn
    assert f'id="{source_anchor(Where(block=1, row=1, cell=1))}"' in drawn
    assert source_anchor(None) == source_anchor(Where(page=3)) == ""


def test_nothing_in_a_file_can_run_on_our_page():
    where = Where(block=1)
    drawn = original_html(
        source(
            SourceParagraph(EVIL, where, level=1),
            grid(cell(EVIL, 0, 0)),
            Picture(where, alternative=EVIL),
        )
    )
    assert set(re.findall(r"<(\w+)", drawn)) <= {
        "p",
        "div",
        "table",
        "tr",
        "td",
        "th",
        "span",
        "br",
    }
    assert drawn.count("&lt;script&gt;") == 3


def test_a_cell_that_is_missing_moves_no_other():
    drawn = original_html(
        source(
            grid(
                cell("甲", 0, 0, rowspan=2),
                cell("乙", 0, 1),
                cell("丙", 1, 2),
                cell("丁", 2, 1),
            )
        )
    )
    lines = [
        re.sub(r' id="[^"]*" tabindex="-1"', "", line)
        for line in re.findall(r"<tr>(.*?)</tr>", drawn)
    ]
    assert lines == [
        '<td rowspan="2">甲</td><td>乙</td>',
        "<td></td><td>丙</td>",
        "<td></td><td>丁</td>",
    ]


def test_pages_and_sheets_are_named_where_they_begin():
    two = [
        SourceParagraph("甲", Where(block=1, page=1)),
        SourceParagraph("乙", Where(block=2, page=2)),
    ]
    assert re.findall(
        r'source-page">([^<]*)', original_html(source(*two, pages=2))
    ) == ["第 1 页", "第 2 页"]
    sheet = Source(
        "xlsx", (SourceParagraph("甲", Where(block=1, page=1), sheet="表三"),), pages=1
    )
    assert re.findall(r'source-page">([^<]*)', original_html(sheet)) == ["表三"]


def test_what_the_file_sets_aside_looks_so():
    drawn = original_html(
        source(
            SourceParagraph("首页 导航", Where(block=1), aside=True),
            SourceParagraph("一\n二", Where(block=2)),
        )
    )
    assert 'class="source-aside"' in drawn
    assert "一<br>二" in drawn


def test_a_file_without_end_is_drawn_as_far_as_people_read(monkeypatch):
    monkeypatch.setattr(original, "MOST_BLOCKS", 2)
    drawn = original_html(
        source(*(SourceParagraph(str(n), Where(block=n)) for n in range(1, 6)))
    )
    assert "后面还有 3 段没有显示" in drawn
    monkeypatch.setattr(original, "MOST_CELLS", 1)
    assert "后面还有 1 段没有显示" in original_html(
        source(grid(cell("甲", 0, 0), cell("乙", 0, 1)))
    )


def test_a_span_larger_than_its_table_is_cut():
    drawn = original_html(
        source(grid(cell("甲", 0, 0, colspan=3, rowspan=5), cell("乙", 1, 5)))
    )
    assert 'colspan="3"' in drawn
    assert 'rowspan="5"' in drawn
