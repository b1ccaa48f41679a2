"""What is known beside a report in the database: offices, dates, limits, and texts like its own with who may see whose."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from disclosure.desk import drafts
from disclosure.models import (
    Membership,
    Paragraph,
    ReportingYear,
    Role,
    RuleLevel,
    Stage,
    User,
    standards_for,
)
from disclosure.review import context, workflow
from disclosure.review.context import (
    due_on,
    note_paragraphs,
    offices,
    offices_around,
    surroundings_of,
    twins_of,
)
from disclosure.review.findings import findings_of
from disclosure.statutory.content import PassageChange, PassageText
from tests.support.make import PASSAGES
from tests.support.stage import fill, fresh, hand_in, release
from tests.support.wording_cases import LONG


def person(name, agency, role=Role.CLERK):
    user = User.objects.create_user(name, password="pass-word-1234", name=name)
    Membership.objects.create(user=user, agency=agency, role=role)
    return user


def write(report, by, text, key="management"):
    now = report.passages.filter(key=key).first()
    change = PassageChange(
        key, PassageText(now.text) if now else PassageText(""), PassageText(text)
    )
    assert not drafts.save_passages(
        report=fresh(report), changes=[change], by=by
    ).conflicts


@pytest.fixture
def twin(other_office, year):
    """听松's report, with a paragraph of its own, handed in."""
    clerk = person("tingsong.clerk", other_office)
    report = fill(
        workflow.open_report(agency=other_office, year=year.year, by=clerk), clerk
    )
    write(report, clerk, "听松街道2023年制度。\n" + LONG + "共25条。")
    return hand_in(fresh(report), clerk)


@pytest.fixture
def copied(ready, clerk):
    """棠溪's draft, with the same paragraph."""
    write(ready, clerk, LONG + "共31条。")
    return fresh(ready)


def test_offices_are_known_by_the_tree(office, other_office, district):
    around = offices_around(office)
    assert {"棠溪街道办事处", "棠溪街道"} <= around.own
    assert (around.above, around.below) == ({"望汀区人民政府"}, set())
    assert other_office.name in around.others
    assert offices_around(district).below == {"棠溪街道办事处", "听松街道办事处"}


def test_the_tree_is_read_once_a_minute_and_not_for_each_report(
    office, other_office, django_assert_num_queries, monkeypatch
):
    clock = [1000.0]
    monkeypatch.setattr(offices.time, "monotonic", lambda: clock[0])
    context.forget()
    with django_assert_num_queries(1):
        first = offices_around(office)
        assert offices_around(office) is first
        assert offices_around(other_office).others is first.others
    clock[0] += 61
    with django_assert_num_queries(1):
        assert offices_around(office) is first
    other_office.name = "新雨街道办事处"
    other_office.save()
    clock[0] += 61
    assert "新雨街道办事处" in offices_around(office).others


def test_a_draft_that_is_being_typed_asks_nothing_more(
    ready, django_assert_num_queries
):
    surroundings_of(ready, "draft", 1000)
    with django_assert_num_queries(0):
        assert surroundings_of(ready, "draft", 1000).today is None


@pytest.mark.parametrize(
    ("days", "codes"), [(8, []), (7, ["F-1"]), (0, ["F-1"]), (-1, ["F-1"])]
)
def test_the_date_is_spoken_of_from_a_week_before(
    ready, year, time_machine, days, codes
):
    time_machine.move_to(
        datetime.datetime(2024, 1, 31, 4, tzinfo=datetime.UTC)
        - datetime.timedelta(days=days)
    )
    ReportingYear.objects.filter(pk=year.pk).update(due_on="2024-01-31")
    assert [f.code for f in findings_of(fresh(ready))] == codes


def test_what_is_published_is_late_no_more_and_neither_is_its_correction(
    published, leader, year
):
    ReportingYear.objects.filter(pk=year.pk).update(due_on="2024-01-31")
    assert findings_of(fresh(published)) == []
    workflow.correct(report=fresh(published), by=leader, reason="更正一处。")
    assert fresh(published).stage == Stage.DRAFT
    assert findings_of(fresh(published)) == []


def test_a_government_has_until_the_end_of_march(district, year, clerk):
    ReportingYear.objects.filter(pk=year.pk).update(due_on="2024-01-31")
    chief = person("chief", district)
    report = workflow.open_report(agency=district, year=year.year, by=chief)
    assert due_on(report) == datetime.date(2024, 3, 31)


def test_a_jurisdiction_sets_how_long_part_one_may_be(
    ready, office, district, clerk, admin_user
):
    def limited(agency, limit, level="query"):
        RuleLevel.objects.create(
            agency=agency,
            code="D-6",
            level=level,
            limit=limit,
            reason="区办通知",
            by=admin_user,
        )

    assert standards_for(office).limit == 1000
    limited(district, 30)
    assert standards_for(office).limit == 30
    (finding,) = findings_of(fresh(ready))
    assert (finding.code, finding.right) == ("D-6", 30)
    limited(office, 300)
    assert findings_of(fresh(ready)) == []
    limited(office, None)
    assert standards_for(office).limit == 1000


def test_only_the_rule_of_length_has_a_limit(office, admin_user):
    row = RuleLevel(
        agency=office, code="D-7", level="hint", limit=5, reason="x", by=admin_user
    )
    with pytest.raises(ValidationError, match="D-6"):
        row.full_clean()


def test_handing_in_keeps_the_paragraphs_and_handing_in_again_replaces_them(
    ready, clerk
):
    assert not Paragraph.objects.exists()
    write(ready, clerk, LONG)
    report = hand_in(fresh(ready), clerk)
    assert [(p.passage, p.text, p.keys.count()) for p in report.paragraphs.all()] == [
        ("management", LONG, 20)
    ]
    report = workflow.withdraw(report=fresh(report), by=clerk)
    write(report, clerk, "先审后发。")
    hand_in(fresh(report), clerk)
    assert not Paragraph.objects.exists()


def test_a_paragraph_that_another_office_handed_in_is_found(twin, copied):
    (found,) = twins_of(copied)
    assert (found.passage, found.start, found.end) == ("management", 0, len(LONG) + 5)
    assert found.percent == 100
    (finding,) = findings_of(copied)
    assert finding.code == "D-9"


def test_what_is_not_published_is_neither_named_nor_quoted_to_another_office(
    twin, copied
):
    (found,) = twins_of(copied)
    assert (found.whose, found.text) == ("本年另一机关已提交的报告", "")
    (finding,) = findings_of(copied)
    assert "听松" not in finding.message
    assert finding.beside == ""


def test_who_reviews_both_reads_the_name_and_the_words(twin, copied, other_office):
    (finding,) = findings_of(copied, open_to=[other_office.pk])
    assert "听松街道办事处 2023 年报告" in finding.message
    assert finding.beside == LONG + "共25条。"
    (unnamed,) = findings_of(copied)
    assert finding.fingerprint == unnamed.fingerprint


def test_what_is_published_is_named_to_everybody(twin, copied, other_office):
    release(twin, person("tingsong.leader", other_office, Role.LEADER))
    (found,) = twins_of(copied)
    assert (found.whose, found.text) == (
        "听松街道办事处 2023 年报告",
        LONG + "共25条。",
    )


def test_the_reviewer_above_sees_whose_it_is_on_the_page(
    twin, copied, clerk, reviewer, leader, client
):
    (finding,) = findings_of(copied)
    workflow.answer(
        report=copied,
        fingerprint=finding.fingerprint,
        reason="两街道共用一套制度。",
        by=clerk,
    )
    report = hand_in(fresh(copied), clerk)
    page = reverse("disclosure:review", args=[report.pk])
    for who, named in ((leader, False), (reviewer, True)):
        client.force_login(who)
        html = client.get(page).content.decode()
        assert "D-9" in html
        assert ("听松街道办事处" in html) is named
        assert ("对照两段" in html) is named
        assert ("共25条" in html) is named


def test_a_draft_is_compared_with_nothing_and_nothing_with_a_draft(
    copied, twin, other_office, year
):
    assert [f.code for f in findings_of(copied, "draft")] == []
    assert twins_of(twin) == ()


def test_another_years_report_is_no_twin(copied, twin):
    Paragraph.objects.update(year=2022)
    for paragraph in Paragraph.objects.all():
        paragraph.keys.update(year=2022)
    assert twins_of(copied) == ()


def test_looking_for_twins_takes_three_queries(twin, copied, django_assert_num_queries):
    _ = copied.content
    with django_assert_num_queries(3):
        twins_of(copied)


def test_nothing_is_asked_for_a_report_of_short_paragraphs(
    ready, django_assert_num_queries
):
    assert PASSAGES["management"] == ready.content.passage("management").text
    with django_assert_num_queries(0):
        assert twins_of(ready) == ()
    note_paragraphs(ready)
    assert not Paragraph.objects.exists()
