"""Files that an office sends in: kept once, read once, settled by hand, and accepted only as whoever may accepts them."""

import dataclasses

import pytest

from disclosure.comparison import comparable
from disclosure.desk import accepting, filling, importing
from disclosure.desk.drafts import save_cells, save_passages
from disclosure.exchange import content_hash, dump_report
from disclosure.intake import sandbox
from disclosure.intake.formats import read_source
from disclosure.intake.report import read_report
from disclosure.intake.settling import Hand
from disclosure.models import (
    Acceptance,
    ArchiveReport,
    CellEdit,
    Entry,
    FileReading,
    HandEntry,
    ImportedFile,
    PriorFigures,
    ReportingYear,
)
from disclosure.public.indexing import index_all
from disclosure.review import moves, workflow
from disclosure.review.findings import last_content
from disclosure.statutory.content import CellChange, PassageChange, PassageText
from disclosure.statutory.editions import EDITIONS
from disclosure.statutory.places import WHOLE, Place
from tests.conftest import make_person
from tests.support.make import make_content
from tests.support.sent import read_here
from tests.support.stage import fresh, hand_in, release, type_in

FIGURES = {
    "requests": {
        "new": {"person": 3},
        "granted": {"person": 1},
        "carried_out": {"person": 2},
    }
}
STATED = {"requests": {"outcome_total": {"person": 5}}}


@pytest.fixture(autouse=True)
def read_in_this_process(monkeypatch):
    monkeypatch.setattr(sandbox, "read_in_sandbox", read_here)


def send(office, clerk, name="2022年年报.docx", **content):
    """A file kept and read, as `Imported`."""
    body = dump_report(
        make_content(
            **{"year": 2022, "name": office.name, "figures": FIGURES} | content
        )
    ).encode()
    file = importing.keep_file(agency=office, name=name, body=body, by=clerk)
    importing.read_file(file=file)
    return importing.imported(file)


def again(found):
    return importing.imported(found.file)


def archive(found, by):
    return accepting.accept_as_archive(
        found=found, seen=content_hash(found.content), by=by
    )


def test_the_same_bytes_are_kept_and_read_once(office, clerk, other_office, outsider):
    first, second = send(office, clerk), send(office, clerk, name="另一个名字.docx")
    assert first.file.pk == second.file.pk
    assert second.file.name == "2022年年报.docx"
    assert (ImportedFile.objects.count(), FileReading.objects.count()) == (1, 1)
    send(other_office, outsider, name="同一个文件.docx")
    assert send(other_office, outsider).file.pk != first.file.pk


def test_what_is_kept_is_what_was_sent(office, clerk):
    found = send(office, clerk)
    body = bytes(ImportedFile.objects.get().body)
    assert (
        body == dump_report(make_content(FIGURES, year=2022, name=office.name)).encode()
    )
    reading = found.file.readings.get()
    assert (reading.year, reading.agency_name, reading.format) == (
        2022,
        office.name,
        "docx",
    )
    assert reading.settled == reading.cells == len(found.reading.edition.entry_cells)
    assert (
        found.file.sha256 in found.file.source_name
        or found.file.sha256[:16] in found.file.source_name
    )


def test_a_refusal_is_kept_as_a_sentence_and_can_be_tried_again(
    office, clerk, monkeypatch
):
    file = importing.keep_file(agency=office, name="坏.docx", body=b"PK", by=clerk)
    assert "请换一个文件" in importing.read_file(file=file).refusal
    assert importing.imported(file) is None
    monkeypatch.setattr(
        sandbox,
        "read_in_sandbox",
        lambda body, name: read_here(dump_report(make_content()).encode(), name),
    )
    assert importing.read_file(file=file).refusal == ""
    assert importing.imported(file).reading.year == 2023
    assert file.readings.count() == 2


@pytest.mark.parametrize(
    ("size", "says"), [(0, "空的"), (importing.MAX_FILE + 1, "最大 20 MB")]
)
def test_a_file_without_a_sensible_size_is_not_kept(office, clerk, size, says):
    with pytest.raises(importing.TooMuch, match=says):
        importing.keep_file(agency=office, name="x", body=b"0" * size, by=clerk)


def test_an_office_sends_in_only_so_much_a_day(office, clerk, monkeypatch):
    monkeypatch.setattr(importing, "MAX_DAY", 100)
    importing.keep_file(agency=office, name="x", body=b"0" * 99, by=clerk)
    importing.keep_file(
        agency=office, name="x", body=b"0" * 99, by=clerk
    )  # the same again weighs nothing
    with pytest.raises(importing.TooMuch, match="请明天再读"):
        importing.keep_file(agency=office, name="x", body=b"1" * 9, by=clerk)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "C:\\文件\\passwd", "pass\nwd\x00", ""]
)
def test_a_files_name_is_a_name(office, clerk, name):
    file = importing.keep_file(agency=office, name=name, body=b"1", by=clerk)
    assert file.name in ("passwd", "没有文件名")


@pytest.mark.parametrize(
    ("name", "strange"),
    [
        ("棠溪街道办事处", False),
        ("望汀区棠溪街道办事处", False),
        ("棠溪 街道办事处", False),
        ("", False),
        ("听松街道办事处", True),
    ],
)
def test_another_offices_file_is_noticed(office, name, strange):
    assert importing.is_strange(name, office) is strange


def test_what_is_settled_by_hand_is_kept_marked_and_in_the_files_place(office, clerk):
    found = send(office, clerk, fill=None)
    assert len(found.reading.open) == len(found.reading.edition.entry_cells) - 3
    hand = {
        "c-requests-new-business": Hand("4"),
        "c-requests-new-person": Hand("3"),
        "p-problems": Hand("问题。", "标题"),
    }
    assert (
        importing.settle_by_hand(found=found, hand=hand, by=clerk) == 2
    )  # 3 is what the file says
    after = again(found)
    assert after.by_hand == {"c-requests-new-business", "p-problems"}
    assert after.content["requests", "new", "business"] == 4
    assert after.content.passage("problems") == PassageText("问题。", "标题")
    assert len(after.reading.open) == len(found.reading.open) - 1
    assert again(found).read.entered == found.read.entered
    importing.settle_by_hand(
        found=after, hand={"p-problems": Hand("解读形式单一。")}, by=clerk
    )
    assert again(found).by_hand == {"c-requests-new-business"}
    assert HandEntry.objects.count() == 3


def test_a_year_that_the_file_does_not_say_is_asked_for(office, clerk):
    found = send(office, clerk)
    for wrong in ("二〇二二", "1999", "22222", "00202212345"):
        with pytest.raises(ValueError, match="年度应为"):
            importing.settle_by_hand(found=found, hand={"year": Hand(wrong)}, by=clerk)
    importing.settle_by_hand(found=found, hand={"year": Hand("2021")}, by=clerk)
    assert again(found).content.year == 2021
    assert not HandEntry.objects.exclude(place="year").exists()


def test_only_the_offices_own_clerk_sends_settles_and_uses(
    office, clerk, outsider, leader, reviewer
):
    found = send(office, clerk)
    for other in (outsider, leader, reviewer):
        with pytest.raises(moves.NotAllowed):
            importing.keep_file(agency=office, name="x", body=b"1", by=other)
        with pytest.raises(moves.NotAllowed):
            importing.settle_by_hand(found=found, hand={"year": Hand("2021")}, by=other)
        with pytest.raises(moves.NotAllowed):
            accepting.accept_as_prior(found=found, by=other)
    for other in (outsider, clerk, reviewer):
        with pytest.raises(moves.NotAllowed):
            archive(found, other)
    assert not Acceptance.objects.exists()


def test_a_file_as_last_years_figures(office, clerk, draft):
    found = send(office, clerk, stated=STATED)
    accepting.accept_as_prior(found=found, by=clerk)
    prior = PriorFigures.objects.get()
    assert prior.source == found.file.source_name
    assert last_content(fresh(draft))["requests", "carried_out", "person"] == 2
    assert (
        last_content(fresh(draft)).stated_figure("requests", "outcome_total", "person")
        == 5
    )
    accepted = Acceptance.objects.get()
    assert (accepted.what, accepted.year, accepted.report, accepted.by_name) == (
        "prior",
        2022,
        draft,
        "沈禾",
    )
    assert [finding["code"] for finding in accepted.findings] == ["T3-2"]


def test_last_years_figures_need_no_report_and_change_none_that_was_handed_in(
    office, clerk, submitted, year
):
    with pytest.raises(moves.WrongStage):
        accepting.accept_as_prior(found=send(office, clerk), by=clerk)
    accepting.accept_as_prior(found=send(office, clerk, year=2020), by=clerk)
    assert PriorFigures.objects.get().year == 2020


def test_where_a_release_or_an_archived_report_speaks_there_are_no_figures_to_enter(
    office, clerk, leader, published
):
    with pytest.raises(accepting.Unfit, match="已经发布"):
        accepting.accept_as_prior(found=send(office, clerk, year=2023), by=clerk)
    archive(send(office, clerk), leader)
    with pytest.raises(accepting.Unfit, match="已经归档"):
        accepting.accept_as_prior(found=send(office, clerk), by=clerk)


def test_a_file_of_no_known_year_becomes_nothing(office, clerk, leader):
    found = send(office, clerk)
    without = dataclasses.replace(found, read=dataclasses.replace(found.read, year=0))
    for accept in (
        lambda: accepting.accept_as_prior(found=without, by=clerk),
        lambda: archive(without, leader),
    ):
        with pytest.raises(accepting.Unfit, match="请先填写年度"):
            accept()


def test_an_archived_report_is_what_this_year_is_compared_with(
    office, clerk, leader, draft
):
    accepting.accept_as_prior(found=send(office, clerk), by=clerk)
    changed = {"requests": {"carried_out": {"person": 9}}}
    archive(send(office, clerk, figures=changed), leader)
    assert last_content(draft)["requests", "carried_out", "person"] == 9
    with pytest.raises(moves.WrongStage):
        workflow.enter_prior(
            report=draft, content=make_content(year=2022), source="x", by=clerk
        )


def test_an_archive_is_of_exactly_what_was_seen(office, clerk, leader):
    found = send(office, clerk)
    importing.settle_by_hand(
        found=found, hand={"c-requests-new-person": Hand("4")}, by=clerk
    )
    with pytest.raises(accepting.Unfit, match="有了改动"):
        accepting.accept_as_archive(
            found=again(found), seen=content_hash(found.content), by=leader
        )
    archive(again(found), leader)
    assert ArchiveReport.objects.get().content["requests", "new", "person"] == 4


def test_another_offices_report_is_archived_only_by_somebody_who_says_that_it_is_ours(
    office, clerk, leader
):
    found = send(office, clerk, name="旧.docx")
    other = dataclasses.replace(
        found, read=dataclasses.replace(found.read, agency_name="棠溪镇人民政府")
    )
    with pytest.raises(accepting.Unfit, match="请勾选"):
        archive(other, leader)
    seen = content_hash(other.content)
    made = accepting.accept_as_archive(found=other, seen=seen, by=leader, ours=True)
    assert (made.content.agency_name, Entry.objects.get().office) == (
        "棠溪镇人民政府",
        "棠溪镇人民政府",
    )


def test_a_newer_archive_replaces_and_a_release_ends_it(
    office, clerk, leader, published
):
    with pytest.raises(accepting.Unfit, match="已经发布"):
        archive(send(office, clerk, year=2023), leader)
    assert not ArchiveReport.objects.exists()
    first = archive(send(office, clerk), leader)
    second = archive(send(office, clerk, passages={"problems": "问题。"}), leader)
    entry = Entry.objects.get(year=2022)
    assert (entry.archive, entry.release, entry.content_hash) == (
        second,
        None,
        second.content_hash,
    )
    assert first.content_hash != second.content_hash
    assert "问题。" in entry.words.text


def test_a_report_published_here_takes_an_archived_ones_place(
    office, clerk, leader, ready
):
    archive(send(office, clerk, year=2023), leader)
    assert Entry.objects.get().archive
    release(hand_in(ready, clerk), leader)
    entry = Entry.objects.get()
    assert (entry.report, entry.archive, entry.number) == (ready, None, 1)
    assert archive_again(office, clerk, leader) == "已经发布"


def archive_again(office, clerk, leader):
    with pytest.raises(accepting.Unfit) as refusal:
        archive(send(office, clerk, year=2023), leader)
    return "已经发布" if "已经发布" in str(refusal.value) else str(refusal.value)


def test_the_index_can_be_made_anew(office, clerk, leader, published):
    archive(send(office, clerk), leader)
    archive(send(office, clerk, passages={}), leader)
    before = list(
        Entry.objects.order_by("year").values(
            "year", "release", "archive", "content_hash"
        )
    )
    Entry.objects.all().delete()
    assert index_all() == 2
    assert (
        list(
            Entry.objects.order_by("year").values(
                "year", "release", "archive", "content_hash"
            )
        )
        == before
    )


def test_a_file_begins_a_draft_and_writes_over_nothing(office, clerk, draft):
    type_in(draft, clerk, requests__new__person="7", requests__new__business="0")
    save_passages(
        report=fresh(draft),
        changes=[PassageChange("problems", PassageText(""), PassageText("我写的。"))],
        by=clerk,
    )
    found = send(office, clerk, year=2023)
    plan = filling.plan(found, fresh(draft))
    assert {difference.anchor for difference in plan.differing} == {
        "c-requests-new-person",
        "p-problems",
    }
    assert (len(plan.blank) + 2 + plan.same, plan.same) == (
        len(draft.edition.entry_cells) + 9,
        1,
    )
    saved = filling.fill_draft(found=found, report=fresh(draft), by=clerk)
    assert saved.changed == len(plan.blank)
    content = fresh(draft).content
    assert content["requests", "new", "person"] == 7
    assert content["requests", "granted", "person"] == 1
    assert content.passage("problems").text == "我写的。"
    assert content.passage("proactive").text == "全年公开信息25条。"
    edit = CellEdit.objects.get(row="granted", column="person")
    assert (edit.how, edit.get_how_display(), edit.now) == ("imported", "导入", "1")
    assert Acceptance.objects.get().places == saved.changed


def test_what_the_clerk_chooses_is_taken_from_the_file_unless_it_changed_meanwhile(
    office, clerk, draft
):
    type_in(draft, clerk, requests__new__person="7", requests__carried_out__person="8")
    found = send(office, clerk, year=2023)
    change = CellChange(Place("requests", "carried_out", "person"), "8", "9")
    save_cells(report=fresh(draft), changes=[change], by=clerk)
    take = {"c-requests-new-person": "7", "c-requests-carried_out-person": "8"}
    saved = filling.fill_draft(found=found, report=fresh(draft), by=clerk, take=take)
    assert [(clash.place.row, clash.theirs) for clash in saved.cells] == [
        ("carried_out", "9")
    ]
    assert fresh(draft).content["requests", "new", "person"] == 3


def test_a_passage_is_chosen_with_its_heading(office, clerk, draft):
    change = PassageChange(
        "problems", PassageText(""), PassageText("我写的。", "我的标题")
    )
    save_passages(report=draft, changes=[change], by=clerk)
    found = send(office, clerk, year=2023)
    held = filling.plan(found, fresh(draft)).differing[0].held
    filling.fill_draft(
        found=found,
        report=fresh(draft),
        by=clerk,
        take={"p-problems": "我的标题\n" + "别的"},
    )
    assert fresh(draft).content.passage("problems").text == "我写的。"
    filling.fill_draft(
        found=found, report=fresh(draft), by=clerk, take={"p-problems": held}
    )
    assert fresh(draft).content.passage("problems") == PassageText("解读形式单一。")


def test_a_draft_is_filled_from_a_file_of_its_own_year_and_office_only(
    office, clerk, draft, other_office, outsider, leader
):
    with pytest.raises(accepting.Unfit, match="2022 年的"):
        filling.fill_draft(found=send(office, clerk), report=draft, by=clerk)
    with pytest.raises(accepting.Unfit):
        filling.fill_draft(
            found=send(other_office, outsider, year=2023), report=draft, by=outsider
        )
    with pytest.raises(moves.NotAllowed):
        filling.fill_draft(
            found=send(office, clerk, year=2023), report=draft, by=leader
        )
    assert fresh(draft).content.entered == draft.content.entered


def test_a_figure_of_an_older_form_without_a_place_is_listed_and_not_put_elsewhere(
    office, clerk, draft
):
    old = EDITIONS["2019"]
    table, row, column = next(
        (table.key, *cell)
        for table in old.tables
        for cell in table.entry_cells
        if table.kind_of(cell[1]) == "count"
        and cell not in comparable(draft.edition.table(table.key), old)
    )
    found = send(
        office, clerk, year=2023, edition="2019", figures={table: {row: {column: 6}}}
    )
    plan = filling.plan(found, draft)
    assert len(plan.unplaced) == 1
    assert plan.unplaced[0].endswith("：6")
    filling.fill_draft(found=found, report=draft, by=clerk)
    assert not CellEdit.objects.filter(now="6").exists()


def test_a_file_whose_report_is_handed_in_is_refused(office, clerk, submitted):
    with pytest.raises(moves.WrongStage):
        filling.fill_draft(
            found=send(office, clerk, year=2023), report=submitted, by=clerk
        )


def test_another_persons_roles_do_not_reach_over(office, district, clerk, year):
    upper = make_person("upper", "程越", district, "leader")
    with pytest.raises(moves.NotAllowed):
        archive(send(office, clerk), upper)
    ReportingYear.objects.get()


def test_a_text_that_names_neither_office_nor_year_is_asked_for_its_year_alone(
    office, clerk, monkeypatch
):
    body = "政府信息公开工作年度报告\n\n一、总体情况\n\n全年公开信息25条。\n\n五、存在的主要问题及改进情况\n\n解读形式单一。\n"
    monkeypatch.setattr(sandbox, "read_in_sandbox", _really)
    file = importing.keep_file(
        agency=office, name="年报.txt", body=body.encode(), by=clerk
    )
    assert importing.read_file(file=file).refusal == ""
    found = importing.imported(file)
    asked = [entry.message for entry in found.reading.open if entry.place == WHOLE]
    assert [("年" in message, "机关" in message) for message in asked] == [
        (True, False)
    ]
    assert (found.content.agency_name, found.strange) == (office.name, False)
    importing.settle_by_hand(found=found, hand={"year": Hand("2022")}, by=clerk)
    assert not [entry for entry in again(found).reading.open if entry.place == WHOLE]


def _really(data, name):
    source = read_source(data, name)
    return source, read_report(source)
