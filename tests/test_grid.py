"""Tables as they lie on paper: every line fills its width exactly, spans included."""

from itertools import product

import pytest

from disclosure.statutory.editions import EDITIONS
from disclosure.statutory.grid import FigureCell, LabelCell, grid_for

TABLES = [
    pytest.param(table, id=f"{key}-{table.key}")
    for key, e in EDITIONS.items()
    for table in e.tables
]


def occupied(lines, width):
    """Lay the cells out; returns which cell stands at each (line, column). Fails where two overlap or one is missing."""
    places = {}
    for y, line in enumerate(lines):
        x = 0
        for cell in line.cells:
            while (y, x) in places:
                x += 1
            tall = wide = 1
            if isinstance(cell, LabelCell):
                tall, wide = cell.rowspan, cell.colspan
            covered = set(product(range(y, y + tall), range(x, x + wide)))
            assert not covered & places.keys()
            places |= dict.fromkeys(covered, cell)
    assert set(places) == set(product(range(len(lines)), range(width)))
    return places


@pytest.mark.parametrize("table", TABLES)
def test_header_and_body_tile_the_table_without_gap_or_overlap(table):
    grid = grid_for(table)
    occupied(grid.head, grid.width)
    occupied(grid.body, grid.width)


@pytest.mark.parametrize("table", TABLES)
def test_every_cell_of_the_edition_has_one_slot_in_paper_order(table):
    slots = [(slot.row, slot.column) for slot in grid_for(table).slots]
    assert slots == [
        (row.key, column.key) for row in table.rows for column in table.columns
    ]
    assert [(s.row, s.column) for s in grid_for(table).slots if not s.total] == list(
        table.entry_cells
    )


def test_table_three_has_the_printed_brackets():
    grid = grid_for(EDITIONS["2021"].table("requests"))
    heads = {
        cell.text: cell
        for line in grid.body
        for cell in line.cells
        if isinstance(cell, LabelCell)
    }
    assert (
        heads["三、本年度办理结果"].rowspan,
        heads["三、本年度办理结果"].vertical,
    ) == (22, True)
    assert heads["（三）不予公开"].rowspan == 8
    assert heads["（七）总计"].colspan == 2
    assert heads["一、本年新收政府信息公开申请数量"].colspan == 3
    assert [len(line.cells) for line in grid.head] == [2, 3, 5]


def test_table_four_has_three_bands_and_no_label_column():
    grid = grid_for(EDITIONS["2021"].table("disputes"))
    bands = [
        [(cell.text, cell.colspan, cell.rowspan) for cell in line.cells]
        for line in grid.head
    ]
    assert bands[0] == [("行政复议", 5, 2), ("行政诉讼", 10, 1)]
    assert bands[1] == [("未经复议直接起诉", 5, 1), ("复议后起诉", 5, 1)]
    assert len(bands[2]) == 15
    assert all(isinstance(cell, FigureCell) for cell in grid.body[0].cells)


def test_a_slot_is_called_by_line_and_column():
    slot = next(
        s
        for s in grid_for(EDITIONS["2021"].table("requests")).slots
        if s.row == "refused_inquiry"
    )
    assert slot.name == "（三）不予公开 8.属于行政查询事项 · 自然人"


@pytest.mark.parametrize("table", TABLES)
def test_places_say_where_each_cell_lies(table):
    grid = grid_for(table)
    laid = occupied(grid.lines, grid.width)
    covered = {}
    for place in grid.laid:
        for down in range(place.rowspan):
            for right in range(place.colspan):
                covered[place.line + down, place.column + right] = place.cell
    assert covered == laid
    assert [place.cell for place in grid.laid] == [
        cell for line in grid.lines for cell in line.cells
    ]
