"""「与上年对照」: every cell of both years with its difference, paragraphs taken over from last year said to be so."""

import re

import pytest
from django.urls import reverse

from disclosure.desk import drafts
from disclosure.models import ReportingYear
from disclosure.review import workflow
from disclosure.statutory.content import CellChange, PassageChange, PassageText
from disclosure.statutory.places import Place
from tests.support.make import PASSAGES, make_content
from tests.support.stage import fresh, type_in


@pytest.fixture
def this(published, clerk):
    """The year after a published report, half filled: one figure, one paragraph taken over, one new."""
    ReportingYear.objects.create(year=2024, due_on="2025-01-31")
    report = workflow.open_report(agency=published.agency, year=2024, by=clerk)
    type_in(
        report,
        clerk,
        requests__new__person="3",
        requests__new__business="0",
        charges__fees__amount="0.50",
    )
    preamble = PASSAGES["preamble"].replace("2023", "2024")
    texts = [
        PassageChange("preamble", PassageText(""), PassageText(preamble)),
        PassageChange("proactive", PassageText(""), PassageText("全年公开信息30条。")),
    ]
    drafts.save_passages(report=fresh(report), changes=texts, by=clerk)
    return fresh(report)


def opened(client, who, report):
    client.force_login(who)
    response = client.get(reverse("disclosure:beside", args=[report.pk]))
    assert response.status_code == 200
    return response.content.decode()


def test_both_years_and_the_difference_stand_in_every_cell(client, clerk, this):
    page = opened(client, clerk, this)
    cells = re.findall(r"<td(?! class=\"remark\").*?</td>", page)
    assert len(cells) == sum(len(cells) for cells in this.content.completed.values())
    assert '<td class="up"><b>3</b><small class="was">0 <i>+3</i></small></td>' in cells
    assert '<td class="even"><b>0</b><small class="was">＝</small></td>' in cells
    assert (
        '<td class="up"><b>0.50</b><small class="was">0 <i>+0.50</i></small></td>'
        in cells
    )
    assert '<td><b>空</b><small class="was">0</small></td>' in cells


def test_a_fall_is_told_by_its_sign(client, clerk, draft):
    last = make_content({"requests": {"new": {"person": 7}}}, year=2022, passages={})
    workflow.enter_prior(report=draft, content=last, source="年报", by=clerk)
    type_in(fresh(draft), clerk, requests__new__person="5")
    page = opened(client, clerk, draft)
    assert (
        '<td class="down"><b>5</b><small class="was">7 <i>−2</i></small></td>' in page
    )
    assert "2022 年只有数字，没有文字" in page


def test_paragraphs_taken_over_are_said_to_be_so_on_both_sides(client, clerk, this):
    page = opened(client, clerk, this)
    assert "有 1 段与上年相同" in page
    taken = re.findall(r'<p class="beside-text taken-over">(.*?)</p>', page, re.DOTALL)
    assert len(taken) == 2
    assert "与上年相同" in taken[0]
    assert "与本年相同" in taken[1]
    assert "全年公开信息30条。" in page
    assert "没有相应的一段" in page


def test_an_older_form_says_which_cells_it_lacks(client, clerk, office, year):
    ReportingYear.objects.create(year=2021, due_on="2022-01-31")
    report = workflow.open_report(agency=office, year=2021, by=clerk)
    workflow.enter_prior(
        report=report,
        content=make_content(year=2020, passages={}),
        source="年报",
        by=clerk,
    )
    assert '<small class="was">无此项</small>' in opened(client, clerk, report)


def test_where_last_year_is_unknown_the_clerk_is_shown_where_to_enter_it(
    client, clerk, leader, draft
):
    enter = reverse("disclosure:last_year", args=[draft.pk])
    page = opened(client, clerk, draft)
    assert "无法对照" in page
    assert enter in page
    page = opened(client, leader, draft)
    assert "无法对照" in page
    assert enter not in page


def test_the_page_is_linked_from_the_report_and_from_its_review(
    client, clerk, leader, submitted
):
    link = f'href="{reverse("disclosure:beside", args=[submitted.pk])}"'
    client.force_login(leader)
    for name in ("report", "review"):
        assert (
            link
            in client.get(
                reverse(f"disclosure:{name}", args=[submitted.pk])
            ).content.decode()
        )
    assert reverse("disclosure:review", args=[submitted.pk]) in opened(
        client, leader, submitted
    )
    assert reverse("disclosure:review", args=[submitted.pk]) not in opened(
        client, clerk, submitted
    )


def test_the_page_takes_the_same_queries_however_much_is_filled_in(
    client, clerk, this, django_assert_num_queries
):
    url = reverse("disclosure:beside", args=[this.pk])
    client.force_login(clerk)
    client.get(url)
    with django_assert_num_queries(16):
        client.get(url)
    blank = [c for c in this.edition.entry_cells if this.content[c] is None]
    drafts.save_cells(
        report=this,
        changes=[CellChange(Place(*cell), "", "4") for cell in blank],
        by=clerk,
    )
    hand = [
        PassageChange(k, PassageText(""), PassageText(t))
        for k, t in PASSAGES.items()
        if k not in this.content.passages
    ]
    drafts.save_passages(report=fresh(this), changes=hand, by=clerk)
    with django_assert_num_queries(16):
        client.get(url)
