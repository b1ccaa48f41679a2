"""What a reviewer is shown of changes: counted from what they knew before, until they act or the content changes again."""

import datetime
import re

import pytest
from django.urls import reverse

from disclosure.desk import drafts
from disclosure.models import Seen, note_look
from disclosure.review import workflow
from disclosure.review.findings import findings_of
from disclosure.statutory.content import CellChange, PassageChange, PassageText
from disclosure.statutory.places import Place
from tests.support.make import PASSAGES
from tests.support.stage import approve, fresh, hand_in, release


@pytest.fixture
def page(client, leader, submitted):
    """Opens the review page of the report as its leader and gives the HTML."""
    client.force_login(leader)

    def opened():
        response = client.get(reverse("disclosure:review", args=[submitted.pk]))
        assert response.status_code == 200
        return response.content.decode()

    return opened


def retype(report, by, was="0", now="5", row="new", text=None):
    """Taken back, changed and handed in again."""
    report = workflow.withdraw(report=fresh(report), by=by)
    change(report, by, was, now, row, text)
    return hand_in(fresh(report), by)


def change(report, by, was="0", now="5", row="new", text=None):
    balance = "granted" if row == "new" else "new"
    cells = [
        CellChange(Place("requests", name, "person"), was, now)
        for name in (row, balance)
    ]
    saved = drafts.save_cells(report=fresh(report), changes=cells, by=by)
    assert not saved.conflicts
    if text:
        changes = [
            PassageChange("proactive", PassageText(text[0]), PassageText(text[1]))
        ]
        assert not drafts.save_passages(
            report=fresh(report), changes=changes, by=by
        ).conflicts


def told(html):
    found = re.search(r"您上次看过之后（.*?）.*?。", html)
    return found[0] if found else None


def test_the_first_visit_and_an_unchanged_report_say_nothing(page):
    assert told(page()) is None
    assert told(page()) is None
    assert "has-changed" not in page()


def test_what_changed_is_listed_with_its_places_and_marked_in_the_paper(
    page, submitted, clerk, time_machine
):
    time_machine.move_to(
        datetime.datetime(2026, 11, 26, 10, 3, tzinfo=datetime.UTC), tick=False
    )
    page()
    time_machine.shift(3600)
    retype(
        submitted, clerk, text=(PASSAGES["proactive"], "全年公开信息26条。\n新设专区。")
    )
    html = page()
    assert told(html) == "您上次看过之后（11月26日 18:03）改了 2 个数字、2 段文字。"
    assert "随之变动的合计 4 个" in html
    for place in (
        "c-requests-new-person",
        "c-requests-new-total",
        "p-proactive-1",
        "p-proactive-2",
    ):
        assert f'id="{place}" class="marked has-changed"' in html
        assert f'href="#{place}"' in html
    assert 'aria-label="改动，原为 0">改</a>' in html
    assert "［删去］</span>25</del>" in html
    assert "［新增］</span>26</ins>" in html
    for target in re.findall(r'href="#([^"]+)"', html):
        assert f'id="{target}"' in html


def test_the_changes_stay_until_the_content_changes_again(page, submitted, clerk):
    page()
    retype(submitted, clerk)
    first = told(page())
    assert "2 个数字" in first
    assert told(page()) == told(page()) == first
    retype(submitted, clerk, was="5", now="7", row="granted")
    html = page()
    assert "5 <span" in html
    assert "0 <span aria-hidden" not in html


def test_a_change_that_was_unmade_between_two_looks_is_none(page, submitted, clerk):
    page()
    retype(submitted, clerk)
    retype(submitted, clerk, was="5", now="0")
    assert told(page()) is None


@pytest.mark.parametrize("act", ["approve", "send_back"])
def test_who_acted_on_the_changes_has_done_with_them(
    act, page, submitted, clerk, leader
):
    page()
    retype(submitted, clerk)
    assert told(page())
    if act == "approve":
        approve(submitted, leader)
    else:
        workflow.send_back(report=fresh(submitted), by=leader, note="请补充。")
        hand_in(fresh(submitted), clerk)
    assert told(page()) is None
    if act == "approve":
        workflow.send_back(report=fresh(submitted), by=leader, note="请再改。")
    else:
        workflow.withdraw(report=fresh(submitted), by=clerk)
    change(submitted, clerk, was="5", now="9")
    hand_in(fresh(submitted), clerk)
    assert "2 个数字" in told(page())


def test_a_glance_into_the_draft_does_not_move_the_mark(page, submitted, clerk):
    page()
    report = workflow.withdraw(report=fresh(submitted), by=clerk)
    change(report, clerk)
    saved = drafts.save_cells(
        report=fresh(report),
        changes=[CellChange(Place("requests", "carried_in", "person"), "0", "十三")],
        by=clerk,
    )
    assert not saved.conflicts
    assert "3 个数字" in told(page())
    drafts.save_cells(
        report=fresh(report),
        changes=[CellChange(Place("requests", "carried_in", "person"), "十三", "0")],
        by=clerk,
    )
    hand_in(fresh(report), clerk)
    assert "2 个数字" in told(page())


def test_a_first_glance_into_a_draft_is_not_a_look(ready, leader):
    assert note_look(report=fresh(ready), by=leader) is None
    assert not Seen.objects.exists()


def test_everybody_has_a_memory_of_their_own(submitted, clerk, leader, reviewer):
    note_look(report=submitted, by=leader)
    changed = retype(submitted, clerk)
    assert note_look(report=fresh(changed), by=reviewer) is None
    earlier = note_look(report=fresh(changed), by=leader)
    assert earlier.content["requests", "new", "person"] == 0
    approve(changed, leader)
    changed = workflow.send_back(report=fresh(changed), by=leader, note="请再改。")
    change(changed, clerk, was="5", now="6")
    changed = hand_in(fresh(changed), clerk)
    assert (
        note_look(report=fresh(changed), by=reviewer).content[
            "requests", "new", "person"
        ]
        == 5
    )
    assert Seen.objects.filter(report=submitted).count() == 2


def test_a_published_report_says_nothing_to_who_published_it(page, submitted, leader):
    page()
    release(submitted, leader)
    assert told(page()) is None


def test_findings_and_their_places_lead_to_each_other(client, draft, clerk, leader):
    fill_cells = [
        CellChange(Place("requests", "new", "person"), "", "60"),
        CellChange(Place("requests", "carried_in", "person"), "", "0"),
        CellChange(Place("documents", "regulations", "made"), "", "1"),
    ]
    drafts.save_cells(report=draft, changes=fill_cells, by=clerk)
    query = next(f for f in findings_of(fresh(draft)) if f.code == "T2-1")
    workflow.answer(
        report=fresh(draft),
        fingerprint=query.fingerprint,
        reason="代区政府拟定。",
        by=clerk,
    )
    client.force_login(leader)
    html = client.get(reverse("disclosure:review", args=[draft.pk])).content.decode()
    entry = re.search(
        r'<li class="asked" id="(f-\d+)" tabindex="-1">(?:(?!</li>).)*T2-1.*?</li>',
        html,
        re.DOTALL,
    )
    assert 'href="#c-documents-regulations-made"' in entry[0]
    assert "代区政府拟定。" in entry[0]
    cell = re.search(r'<td id="c-documents-regulations-made".*?</td>', html)[0]
    assert f'class="mark mark-query" href="#{entry[1]}"' in cell
    assert ">疑</a>" in cell
    assert cell.startswith(
        '<td id="c-documents-regulations-made" class="marked has-query">1'
    )
    for target in re.findall(r'href="#([^"]+)"', html):
        assert f'id="{target}"' in html
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_looking_takes_the_same_queries_whatever_changed(
    client, submitted, clerk, leader, django_assert_num_queries
):
    client.force_login(leader)
    url = reverse("disclosure:review", args=[submitted.pk])
    client.get(url)
    retype(submitted, clerk)
    client.get(url)
    with django_assert_num_queries(38):
        client.get(url)
    report = workflow.withdraw(report=fresh(submitted), by=clerk)
    texts = [
        PassageChange(k, PassageText(t), PassageText(t + "\n另有一段。"))
        for k, t in PASSAGES.items()
    ]
    drafts.save_passages(report=fresh(report), changes=texts, by=clerk)
    hand_in(fresh(report), clerk)
    client.get(url)
    with django_assert_num_queries(38):
        assert "9 段文字" in told(client.get(url).content.decode())
