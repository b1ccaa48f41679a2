"""Saving what is typed: everything is kept, only what changed is written, conflicts are seen by value."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from disclosure.desk import drafts
from disclosure.models import (
    CellEdit,
    ChargesLine,
    RequestsLine,
    UnreadEntry,
    line_model,
)
from disclosure.review import moves, workflow
from disclosure.statutory.content import (
    CellChange,
    PassageChange,
    PassageText,
    Signature,
)
from disclosure.statutory.editions import EDITIONS
from disclosure.statutory.figures import Unreadable, parse_figure
from disclosure.statutory.places import Place
from tests.support.stage import fill, fresh, type_in


@pytest.mark.parametrize("key", EDITIONS)
def test_every_entered_cell_of_every_edition_has_its_column(key):
    for table in EDITIONS[key].tables:
        columns = set(line_model(table).columns())
        assert {column.role for column in table.entry_columns} <= columns


def test_a_table_is_kept_by_the_model_of_its_role(draft):
    table = draft.edition.table_as("requests")
    column = replace(table.column_as("person"), key="natural_person", role="person")
    renamed = replace(
        table,
        key="applications",
        role=table.role,
        columns=(column,),
        header=(),
        column_totals=(),
    )
    assert line_model(renamed) is RequestsLine
    line = RequestsLine(report=draft, table=renamed.key, row="new", person=3)
    assert line.cells(renamed) == {("new", "natural_person"): 3}


def test_a_blank_draft_has_blank_cells_everywhere(draft):
    assert all(
        value is None
        for cells in draft.content.completed.values()
        for value in cells.values()
    )


@pytest.mark.django_db
def test_what_is_typed_comes_back_as_entered(draft, clerk):
    type_in(
        draft,
        clerk,
        requests__new__person="１３，６１２",
        charges__fees__amount="59237.2449",
        disputes__cases__direct_suit_pending="999999999999",
    )
    content = fresh(draft).content
    assert content["requests", "new", "person"] == 13612
    assert content["charges", "fees", "amount"] == Decimal("59237.2449")
    assert content["disputes", "cases", "direct_suit_total"] == 999999999999


@pytest.mark.parametrize("amount", ["12.50", "0", "0.000001", "4068.208", "100"])
def test_an_amount_keeps_the_decimals_it_was_entered_with(draft, clerk, amount):
    type_in(draft, clerk, charges__fees__amount=amount)
    assert str(fresh(draft).content["charges", "fees", "amount"]) in (
        amount,
        f"{Decimal(amount):f}",
    )
    assert format(fresh(draft).content["charges", "fees", "amount"], "f") == amount


def test_what_cannot_be_read_is_kept_as_typed_and_forgotten_when_mended(draft, clerk):
    type_in(draft, clerk, requests__new__person="十三", requests__new__business="2")
    assert fresh(draft).content["requests", "new", "person"] == Unreadable(
        "十三", "not_a_number"
    )
    assert RequestsLine.objects.get(report=draft, row="new").person is None
    change = CellChange(Place("requests", "new", "person"), "十三", "13")
    assert drafts.save_cells(report=draft, changes=[change], by=clerk).changed == 1
    assert fresh(draft).content["requests", "new", "person"] == 13
    assert fresh(draft).content["requests", "new", "business"] == 2
    assert not UnreadEntry.objects.exists()


def test_an_unreadable_entry_can_be_replaced_by_another(draft, clerk):
    type_in(draft, clerk, requests__new__person="x")
    change = CellChange(Place("requests", "new", "person"), "x", "-3")
    drafts.save_cells(report=draft, changes=[change], by=clerk)
    assert fresh(draft).content["requests", "new", "person"] == Unreadable(
        "-3", "negative"
    )


def test_a_figure_made_unreadable_leaves_the_column_blank(draft, clerk):
    type_in(draft, clerk, requests__new__person="3")
    drafts.save_cells(
        report=draft,
        changes=[CellChange(Place("requests", "new", "person"), "3", "3x")],
        by=clerk,
    )
    assert fresh(draft).content["requests", "new", "person"] == Unreadable(
        "3x", "not_a_number"
    )
    assert RequestsLine.objects.get(report=draft, row="new").person is None


def test_a_cleared_cell_is_blank_again_not_zero(draft, clerk):
    type_in(draft, clerk, requests__new__person="3")
    drafts.save_cells(
        report=draft,
        changes=[CellChange(Place("requests", "new", "person"), "3", "")],
        by=clerk,
    )
    assert fresh(draft).content["requests", "new", "person"] is None


def test_different_cells_of_one_line_merge(draft, clerk):
    type_in(draft, clerk, requests__new__person="3")
    type_in(draft, clerk, requests__new__business="4")
    assert fresh(draft).content["requests", "new", "total"] == 7


def test_the_same_cell_is_a_conflict_with_both_values_and_the_rest_is_saved(
    draft, clerk
):
    type_in(draft, clerk, requests__new__person="3")
    saved = type_in(
        draft, clerk, requests__new__person="5", requests__new__business="1"
    )
    (conflict,) = saved.cells
    assert (conflict.place.column, conflict.yours, conflict.theirs) == (
        "person",
        "5",
        "3",
    )
    assert fresh(draft).content["requests", "new", "person"] == 3
    assert fresh(draft).content["requests", "new", "business"] == 1


def test_the_same_value_typed_by_both_is_no_conflict(draft, clerk):
    type_in(draft, clerk, requests__new__person="3")
    saved = type_in(draft, clerk, requests__new__person="３")
    assert not saved.conflicts
    assert saved.changed == 0


def test_a_cell_the_edition_does_not_have_is_refused(draft, clerk):
    with pytest.raises(KeyError):
        type_in(draft, clerk, requests__new__total="3")


def test_passages_keep_their_heading_and_conflict_by_value(draft, clerk):
    first = PassageText("一是不足。", "（一）存在问题")
    change = PassageChange("problems", PassageText(""), first)
    assert not drafts.save_passages(report=draft, changes=[change], by=clerk).conflicts
    assert fresh(draft).content.passage("problems") == first
    late = PassageChange("problems", PassageText(""), PassageText("二是不足。"))
    (conflict,) = drafts.save_passages(report=draft, changes=[late], by=clerk).passages
    assert (conflict.yours.text, conflict.theirs) == ("二是不足。", first)
    assert fresh(draft).content.passage("problems") == first


def test_an_emptied_heading_is_not_the_official_one(draft, clerk):
    change = PassageChange("problems", PassageText(""), PassageText("文字。", ""))
    drafts.save_passages(report=draft, changes=[change], by=clerk)
    passage = fresh(draft).content.passage("problems")
    assert passage.printed_heading(draft.edition.passage("problems")) == ""


def test_settings_are_kept(draft, clerk):
    drafts.save_settings(
        report=draft, opening="before", signature=Signature("棠溪街道办事处"), by=clerk
    )
    assert fresh(draft).content.opening == "before"
    assert fresh(draft).content.signature == Signature("棠溪街道办事处")


def test_a_submitted_report_cannot_be_typed_into(submitted, clerk):
    with pytest.raises(moves.WrongStage):
        type_in(submitted, clerk, requests__new__person="1")


@pytest.mark.parametrize("who", ["leader", "reviewer", "outsider"])
def test_only_the_offices_clerk_types(draft, who, request):
    with pytest.raises(moves.NotAllowed):
        type_in(draft, request.getfixturevalue(who), requests__new__person="1")


def test_a_blank_that_somebody_filled_with_what_cannot_be_read_is_a_conflict(
    draft, clerk
):
    type_in(draft, clerk, requests__new__person="十三", requests__new__business="2")
    (conflict,) = type_in(draft, clerk, requests__new__person="13").cells
    assert (conflict.yours, conflict.theirs) == ("13", "十三")
    assert RequestsLine.objects.get(report=draft, row="new").person is None


@pytest.mark.parametrize(
    ("cell", "texts"),
    [
        ("requests.new.person", ["３", "0", "", "7", "x", "8", "-1", ""]),
        ("charges.fees.amount", ["12.5", "12.50", "", "0", "二", "1.25"]),
    ],
)
def test_one_cell_typed_again_and_again_holds_the_last_text_and_its_history_all_of_them(
    draft, clerk, cell, texts
):
    table, row, column = cell.split(".")
    was = ""
    for now in texts:
        saved = drafts.save_cells(
            report=draft,
            changes=[CellChange(Place(table, row, column), was, now)],
            by=clerk,
        )
        assert (saved.changed, saved.conflicts) == (1, False), (was, now)
        content = fresh(draft).content
        assert content.entered[table][row, column] == parse_figure(
            now, content.edition.table(table).kind_of(column)
        )
        was = now
    assert [edit.now for edit in CellEdit.objects.all()] == texts
    assert UnreadEntry.objects.count() == 0


def test_a_count_over_another_is_three_statements_and_touches_no_other_cell(
    draft, clerk, django_assert_num_queries
):
    type_in(draft, clerk, requests__new__person="1", requests__new__business="5")
    with django_assert_num_queries(
        2 + 3
    ):  # within a savepoint: mark the draft, write the cell, write its history
        drafts.save_cells(
            report=draft,
            changes=[CellChange(Place("requests", "new", "person"), "1", "2")],
            by=clerk,
        )
    line = RequestsLine.objects.get(report=draft, row="new")
    assert (line.person, line.business) == (2, 5)


def test_saving_takes_the_same_queries_for_one_line_and_for_all(
    draft, clerk, django_assert_max_num_queries
):
    with django_assert_max_num_queries(18) as one:
        type_in(draft, clerk, requests__new__person="1")
    cells = [
        CellChange(Place("requests", r, c), "", "2")
        for r, c in draft.edition.table("requests").entry_cells[6:]
    ]
    with django_assert_max_num_queries(
        len(one) + 1
    ):  # SQLite takes the history of 138 cells in two statements
        assert drafts.save_cells(report=draft, changes=cells, by=clerk).changed == 138


def test_the_database_itself_refuses_negatives_and_second_lines(draft, clerk):
    type_in(draft, clerk, charges__fees__amount="1.5")
    with pytest.raises(IntegrityError), transaction.atomic():
        ChargesLine.objects.filter(report=draft).update(amount=Decimal(-1))
    with pytest.raises(IntegrityError), transaction.atomic():
        ChargesLine.objects.create(report=draft, table="charges", row="fees")


def test_a_tree_is_added_up_by_one_group_by(ready, clerk, outsider, other_office):
    other = fill(
        workflow.open_report(agency=other_office, year=ready.year, by=outsider),
        outsider,
    )
    for report, by, text in ((ready, clerk, "3"), (other, outsider, "4")):
        drafts.save_cells(
            report=report,
            changes=[CellChange(Place("requests", "new", "person"), "0", text)],
            by=by,
        )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT row, SUM(person) FROM disclosure_requestsline WHERE row = 'new' GROUP BY row"
        )
        assert cursor.fetchall() == [("new", 7)]
