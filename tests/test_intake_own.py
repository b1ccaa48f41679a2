"""Our own report file as a reading: the same findings as check_report's, and a text without impossible characters."""

import dataclasses

from disclosure.exchange import load_report
from disclosure.intake.cleaning import clean
from disclosure.intake.examine import examine_reading
from disclosure.intake.exchange_file import read_own
from disclosure.intake.source import (
    GridCell,
    Picture,
    Source,
    SourceGrid,
    SourceParagraph,
    Where,
)
from disclosure.rules import examine
from disclosure.statutory.printed import Printed
from tests.support.make import as_bytes, make_file


def wrong():
    data = make_file()
    data["figures"]["requests"]["new"]["person"] = 3
    data["figures"]["requests"]["new"]["business"] = -1
    del data["figures"]["documents"]["regulations"]["made"]
    data["stated"] = {"requests": {"new": {"total": 5}}}
    del data["passages"]["problems"]
    return as_bytes(data)


def test_the_findings_are_those_of_the_report_file():
    raw = wrong()
    expected = [finding.as_data() for finding in examine(load_report(raw))]
    _, reading = read_own(raw)
    assert [finding.as_data() for finding in examine_reading(reading)] == expected
    assert {"T3-1", "V-1", "V-2"} <= {finding["code"] for finding in expected}


def test_how_a_report_was_printed_is_judged_unless_it_never_was():
    seen = []

    def judge(report, last, around):
        seen.append(around)
        return iter(())

    from disclosure.rules import catalogue

    entry = catalogue.Rule("T-0", catalogue.Level.HINT, "", {}, judge, "draft", False)
    catalogue.CATALOGUE["T-0"] = entry
    try:
        _, reading = read_own(wrong())
        examine_reading(reading)
        printed = Printed(extra=("（六）其他处理",))
        examine_reading(dataclasses.replace(reading, format="pdf", printed=printed))
    finally:
        del catalogue.CATALOGUE["T-0"]
    assert [around.printed for around in seen] == [None, printed]


def test_what_no_page_can_hold_is_replaced_and_nothing_moves():
    where = Where(block=1)
    bad = "甲\x00乙\ud800丙\ufffe\x1b\t\n丁"
    source = Source(
        "html",
        (
            SourceParagraph(bad, where, 2, bad),
            SourceGrid(
                (GridCell(bad, 0, 0, where), GridCell("好", 0, 1, where)),
                where,
                sheet=bad,
            ),
            Picture(where, 3, 4, bad),
        ),
        (bad,),
        3,
        (bad,),
    )
    made = clean(source)
    good = "甲\ufffd乙\ufffd丙\ufffd\ufffd\t\n丁"
    assert (made.titles, made.remarks, made.pages) == ((good,), (good,), 3)
    paragraph, grid, picture = made.blocks
    assert paragraph == SourceParagraph(good, where, 2, good)
    assert [cell.text for cell in grid.cells] == [good, "好"]
    assert (grid.sheet, picture.alternative) == (good, good)
