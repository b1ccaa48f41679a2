"""「上年数」: entered by hand with its source, kept beside what stood there before, closed where a release speaks."""

import json

import pytest
from django.urls import reverse

from disclosure.desk import drafts
from disclosure.models import PriorFigures, ReportingYear
from disclosure.review import moves, workflow
from disclosure.review.findings import findings_of, last_content
from disclosure.statutory.content import CellChange
from disclosure.statutory.places import Place
from tests.support.stage import fresh


@pytest.fixture
def page(client, clerk, draft):
    client.force_login(clerk)
    return reverse("disclosure:last_year", args=[draft.pk])


def enter(client, page, source="区政府网站公开的年报", base=None, **cells):
    data = {name.replace("__", "."): text for name, text in cells.items()}
    return client.post(page, data | {"source": source, "base": json.dumps(base or {})})


def test_last_years_figures_are_what_this_year_is_compared_with(
    client, page, draft, clerk
):
    assert enter(client, page, requests__carried_out__person="3").status_code == 302
    assert last_content(draft)["requests", "carried_out", "person"] == 3
    change = CellChange(Place("requests", "carried_in", "person"), "", "2")
    drafts.save_cells(report=draft, changes=[change], by=clerk)
    assert [f.code for f in findings_of(fresh(draft), "draft")] == ["Y-1"]
    assert (
        "填写上年数"
        in client.get(reverse("disclosure:report", args=[draft.pk])).content.decode()
    )


def test_a_correction_is_a_new_row_and_the_newest_counts(client, page, draft):
    enter(client, page, requests__carried_out__person="3")
    enter(
        client,
        page,
        "纸质存档",
        {"requests.carried_out.person": "3"},
        requests__carried_out__person="4",
    )
    assert [row.source for row in PriorFigures.objects.all()] == [
        "纸质存档",
        "区政府网站公开的年报",
    ]
    assert last_content(draft)["requests", "carried_out", "person"] == 4


@pytest.mark.parametrize(("source", "text"), [("", "3"), ("年报", "三")])
def test_without_a_source_or_with_an_unreadable_figure_nothing_is_kept_and_nothing_typed_is_lost(
    client, page, source, text
):
    answer = enter(client, page, source, requests__carried_out__person=text)
    assert answer.status_code == 422
    assert f'value="{text}"' in answer.content.decode()
    assert not PriorFigures.objects.exists()


def test_where_a_release_says_the_figures_they_are_closed(
    published, client, clerk, office
):
    ReportingYear.objects.create(year=2024, due_on="2025-01-31")
    this = workflow.open_report(agency=office, year=2024, by=clerk)
    client.force_login(clerk)
    url = reverse("disclosure:last_year", args=[this.pk])
    enter(client, url, requests__carried_out__person="3")
    assert "已发布的报告为准" in client.get(url).content.decode()
    assert not PriorFigures.objects.exists()
    content = last_content(this)
    with pytest.raises(moves.WrongStage):
        workflow.enter_prior(report=this, content=content, source="x", by=clerk)
