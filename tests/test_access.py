"""Every address × everybody: its status. An address missing from the table fails the test."""

import pytest
from django.contrib import admin
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from disclosure.desk import accepting, importing
from disclosure.exchange import content_hash, dump_report
from disclosure.intake import sandbox
from disclosure.models import Membership, Role
from disclosure.review import workflow
from tests.support.make import make_content
from tests.support.sent import read_here
from tests.support.stage import approve

PEOPLE = ("anonymous", "outsider", "clerk", "leader", "reviewer")
SIGN_IN = 302
"""Sent to the sign-in page."""

# (name, kwargs, method, fixture that brings the report to its stage): status for each of PEOPLE, in that order.
TABLE = {
    ("home", "", "get", "draft"): (SIGN_IN, 200, 200, 200, 200),
    ("login", "", "get", "draft"): (200, 200, 200, 200, 200),
    ("logout", "", "post", "draft"): (302, 302, 302, 302, 302),
    ("password_change", "", "get", "draft"): (SIGN_IN, 200, 200, 200, 200),
    ("password_done", "", "get", "draft"): (SIGN_IN, 200, 200, 200, 200),
    ("open_report", "", "post", "draft"): (SIGN_IN, 404, 302, 404, 404),
    ("queue", "", "get", "draft"): (SIGN_IN, 200, 200, 200, 200),
    ("batch", "", "get", "draft"): (SIGN_IN, 200, 200, 200, 200),
    ("batch", "", "post", "submitted"): (SIGN_IN, 302, 302, 302, 302),
    ("notices", "", "get", "published"): (SIGN_IN, 200, 200, 200, 200),
    ("notice_settings", "", "get", "draft"): (SIGN_IN, 200, 200, 200, 200),
    ("notice_settings", "", "post", "draft"): (SIGN_IN, 302, 302, 302, 302),
    ("report", "pk", "get", "draft"): (SIGN_IN, 404, 200, 200, 404),
    ("report", "pk", "get", "submitted"): (SIGN_IN, 404, 200, 200, 200),
    ("part", "pk key", "get", "draft"): (SIGN_IN, 404, 200, 200, 404),
    ("part", "pk key", "get", "submitted"): (SIGN_IN, 404, 200, 200, 200),
    ("part", "pk key", "post", "draft"): (SIGN_IN, 404, 302, 403, 404),
    ("part", "pk key", "post", "submitted"): (SIGN_IN, 404, 409, 403, 403),
    ("part_findings", "pk key", "get", "draft"): (401, 404, 200, 403, 404),
    ("part_findings", "pk key", "get", "submitted"): (401, 404, 200, 403, 403),
    ("submit", "pk", "get", "draft"): (SIGN_IN, 404, 200, 403, 404),
    ("submit", "pk", "post", "draft"): (SIGN_IN, 404, 422, 403, 404),
    ("submit", "pk", "post", "ready"): (SIGN_IN, 404, 302, 403, 404),
    ("answer", "pk", "post", "draft"): (SIGN_IN, 404, 302, 403, 404),
    ("withdraw", "pk", "post", "submitted"): (SIGN_IN, 404, 302, 403, 403),
    ("withdraw", "pk", "post", "draft"): (SIGN_IN, 404, 409, 403, 404),
    ("review", "pk", "get", "submitted"): (SIGN_IN, 404, 403, 200, 200),
    ("comment", "pk", "post", "draft"): (SIGN_IN, 404, 403, 422, 404),
    ("comment", "pk", "post", "submitted"): (SIGN_IN, 404, 403, 422, 422),
    ("comment_act", "pk comment", "post", "submitted"): (SIGN_IN, 404, 404, 404, 404),
    ("comment_act", "pk comment", "post", "commented"): (SIGN_IN, 404, 422, 422, 422),
    ("approve", "pk", "post", "submitted"): (SIGN_IN, 404, 403, 409, 403),
    ("send_back", "pk", "post", "submitted"): (SIGN_IN, 404, 403, 422, 403),
    ("recall", "pk", "post", "submitted"): (SIGN_IN, 404, 403, 409, 409),
    ("correct", "pk", "post", "published"): (SIGN_IN, 404, 302, 302, 403),
    ("drop", "pk", "post", "draft"): (SIGN_IN, 404, 409, 409, 404),
    ("publish", "pk", "post", "submitted"): (SIGN_IN, 404, 403, 409, 403),
    ("report_file", "pk json", "get", "draft"): (SIGN_IN, 404, 200, 200, 404),
    ("report_file", "pk html", "get", "submitted"): (SIGN_IN, 404, 200, 200, 200),
    ("report_file", "pk exe", "get", "draft"): (SIGN_IN, 404, 404, 404, 404),
    ("copy_to_site", "pk", "get", "draft"): (SIGN_IN, 404, 200, 200, 404),
    ("copy_to_site", "pk", "get", "published"): (SIGN_IN, 404, 200, 200, 200),
    ("session", "", "get", "draft"): (200, 200, 200, 200, 200),
    ("last_year", "pk", "get", "draft"): (SIGN_IN, 404, 200, 403, 404),
    ("last_year", "pk", "post", "draft"): (SIGN_IN, 404, 422, 403, 404),
    ("beside", "pk", "get", "draft"): (SIGN_IN, 404, 200, 200, 404),
    ("beside", "pk", "get", "submitted"): (SIGN_IN, 404, 200, 200, 200),
    ("intake", "", "get", "draft"): (SIGN_IN, 200, 200, 200, 403),
    ("intake", "agency", "post", "draft"): (SIGN_IN, 404, 302, 404, 404),
    ("intake_file", "file", "get", "sent"): (SIGN_IN, 404, 200, 200, 404),
    ("intake_file", "file", "post", "sent"): (SIGN_IN, 404, 302, 403, 404),
    ("intake_read", "file", "post", "sent"): (SIGN_IN, 404, 302, 403, 404),
    ("intake_original", "file", "get", "sent"): (SIGN_IN, 404, 200, 200, 404),
    ("intake_examine", "file", "get", "sent"): (SIGN_IN, 404, 200, 200, 404),
    ("intake_archive", "file", "post", "sent"): (SIGN_IN, 404, 403, 302, 404),
    ("intake_draft", "file", "get", "sent"): (SIGN_IN, 404, 200, 403, 404),
    ("intake_draft", "file", "post", "sent"): (SIGN_IN, 404, 302, 403, 404),
    ("examine", "", "get", "draft"): (200, 200, 200, 200, 200),
    ("examine", "", "post", "draft"): (422, 422, 422, 422, 422),
    ("examine_pdf", "", "post", "draft"): (410, 410, 410, 410, 410),
    ("examine_xlsx", "", "post", "draft"): (410, 410, 410, 410, 410),
    ("cells", "pk", "post", "draft"): (401, 404, 400, 403, 404),
    ("passage", "pk passage", "post", "draft"): (401, 404, 400, 403, 404),
    ("settings", "pk", "post", "draft"): (401, 404, 400, 403, 404),
    ("reason", "pk", "post", "draft"): (401, 404, 400, 403, 404),
    ("history", "pk cell", "get", "draft"): (401, 404, 200, 200, 404),
    ("history", "pk cell", "get", "submitted"): (401, 404, 200, 200, 200),
    ("public_office", "office", "get", "submitted"): (404, 404, 404, 404, 404),
    ("public_office", "office", "get", "published"): (200, 200, 200, 200, 200),
    ("public_release", "code", "get", "submitted"): (404, 404, 404, 404, 404),
    ("public_release", "code", "get", "published"): (200, 200, 200, 200, 200),
    ("public_release_file", "code json", "get", "submitted"): (404, 404, 404, 404, 404),
    ("public_release_file", "code json", "get", "published"): (200, 200, 200, 200, 200),
    ("public_table", "code table", "get", "submitted"): (404, 404, 404, 404, 404),
    ("public_table", "code table", "get", "published"): (200, 200, 200, 200, 200),
    ("public_version", "code number", "get", "submitted"): (404, 404, 404, 404, 404),
    ("public_version", "code number", "get", "published"): (200, 200, 200, 200, 200),
    ("public_version_file", "code number json", "get", "submitted"): (
        404,
        404,
        404,
        404,
        404,
    ),
    ("public_version_file", "code number json", "get", "published"): (
        200,
        200,
        200,
        200,
        200,
    ),
    ("public_version_table", "code number table", "get", "submitted"): (
        404,
        404,
        404,
        404,
        404,
    ),
    ("public_version_table", "code number table", "get", "published"): (
        200,
        200,
        200,
        200,
        200,
    ),
    ("public_release_file", "code exe", "get", "published"): (404, 404, 404, 404, 404),
    ("public_original", "code original", "get", "published"): (404, 404, 404, 404, 404),
    ("public_original", "code original", "get", "archived"): (200, 200, 200, 200, 200),
    ("public_release", "code", "get", "archived"): (200, 200, 200, 200, 200),
    ("public_release_file", "code json", "get", "archived"): (200, 200, 200, 200, 200),
    ("public_release_file", "code pdf", "get", "archived"): (404, 404, 404, 404, 404),
    ("public_table", "code table", "get", "archived"): (200, 200, 200, 200, 200),
    ("public_version", "code number", "get", "archived"): (404, 404, 404, 404, 404),
    ("public_version_table", "code number table", "get", "archived"): (
        404,
        404,
        404,
        404,
        404,
    ),
    ("public_version_file", "code number json", "get", "archived"): (
        404,
        404,
        404,
        404,
        404,
    ),
    ("public_year", "year", "get", "submitted"): (404, 404, 404, 404, 404),
    ("public_year", "year", "get", "published"): (200, 200, 200, 200, 200),
    ("public_home", "", "get", "submitted"): (200, 200, 200, 200, 200),
    ("public_feed", "", "get", "submitted"): (200, 200, 200, 200, 200),
    ("public_index", "", "get", "submitted"): (200, 200, 200, 200, 200),
    ("public_sitemap", "", "get", "submitted"): (200, 200, 200, 200, 200),
    ("public_robots", "", "get", "submitted"): (200, 200, 200, 200, 200),
}
ONLY_POST = (
    *(
        "open_report",
        "withdraw",
        "approve",
        "send_back",
        "recall",
        "correct",
        "drop",
        "publish",
        "logout",
    ),
    *(
        "comment",
        "comment_act",
        "intake_read",
        "intake_archive",
        "examine_pdf",
        "examine_xlsx",
    ),
)


def address(name, kwargs, report):
    given = {}
    for word in kwargs.split():
        given |= {
            "pk": {"pk": report.pk},
            "key": {"key": "requests"},
            "passage": {"key": "preamble"},
            "comment": {
                "comment": first.pk if (first := report.comments.first()) else 0
            },
            "cell": {"cell": "requests.new.person"},
            "code": {"code": report.agency.code, "year": report.year},
            "office": {"code": report.agency.code},
            "year": {"year": report.year},
            "number": {"number": 1},
            "table": {"table": "requests"},
            "file": {"pk": getattr(report, "file", None) and report.file.pk},
            "original": {"name": "original.docx"},
            "agency": {},
        }.get(word, {"kind": word})
    return reverse(f"disclosure:{name}", kwargs=given)


def names(resolver):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from (
                (f"{pattern.namespace or ''}:{name}" for name in names(pattern))
                if pattern.namespace
                else names(pattern)
            )
        elif isinstance(pattern, URLPattern):
            yield pattern.name or str(pattern.pattern)


def test_every_address_of_the_application_is_in_the_table():
    ours = {
        name.removeprefix("disclosure:")
        for name in names(get_resolver())
        if name.startswith("disclosure:")
    }
    assert ours == {name for name, *_ in TABLE}
    others = {
        name.split(":")[0]
        for name in names(get_resolver())
        if not name.startswith("disclosure:")
    }
    assert others == {"admin"}


@pytest.fixture
def sent(draft, clerk, monkeypatch):
    """A draft, and a file of its office and year that was read."""
    monkeypatch.setattr(sandbox, "read_in_sandbox", read_here)
    body = dump_report(make_content(year=draft.year, name=draft.agency.name)).encode()
    draft.file = importing.keep_file(
        agency=draft.agency, name="年报.docx", body=body, by=clerk
    )
    importing.read_file(file=draft.file)
    return draft


@pytest.fixture
def archived(sent, leader):
    """The file archived."""
    found = importing.imported(sent.file)
    accepting.accept_as_archive(
        found=found, seen=content_hash(found.content), by=leader
    )
    return sent


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("row", TABLE, ids=lambda row: " ".join(row).replace("  ", " "))
def test_status(row, who, client, request):
    name, kwargs, method, stage = row
    report = request.getfixturevalue(stage)
    request.getfixturevalue("clerk")
    for person in PEOPLE[1:]:
        request.getfixturevalue(person)
    if who != "anonymous":
        client.force_login(request.getfixturevalue(who))
    data = (
        {"agency": report.agency_id, "year": report.year}
        if name in ("open_report", "intake")
        else {}
    )
    response = getattr(client, method)(address(name, kwargs, report), data)
    assert response.status_code == TABLE[row][PEOPLE.index(who)]
    if who == "anonymous" and TABLE[row][0] == SIGN_IN and name != "logout":
        assert response["Location"].startswith(reverse("disclosure:login"))


@pytest.mark.parametrize("name", ONLY_POST)
def test_moves_are_made_by_post_only(name, client, clerk, draft):
    client.force_login(clerk)
    kwargs = (
        {}
        if name in ("open_report", "logout", "examine_pdf", "examine_xlsx")
        else {"pk": draft.pk}
    )
    kwargs |= {"comment": 1} if name == "comment_act" else {}
    assert client.get(reverse(f"disclosure:{name}", kwargs=kwargs)).status_code == 405


@pytest.mark.parametrize(
    "name",
    [
        *(
            "part",
            "submit",
            "withdraw",
            "approve",
            "send_back",
            "publish",
            "open_report",
            "comment",
            "comment_act",
        ),
        *("intake", "intake_file", "intake_read", "intake_archive", "intake_draft"),
        *("examine", "examine_pdf", "examine_xlsx"),
    ],
)
def test_a_post_without_its_token_is_refused(name, clerk, draft):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(clerk)
    odd = {
        "part": {"pk": draft.pk, "key": "requests"},
        **{
            key: {}
            for key in (
                "open_report",
                "intake",
                "examine",
                "examine_pdf",
                "examine_xlsx",
            )
        },
        "comment_act": {"pk": draft.pk, "comment": 1},
    }
    kwargs = odd.get(name, {"pk": draft.pk})
    assert client.post(reverse(f"disclosure:{name}", kwargs=kwargs)).status_code == 403


def test_a_reviewer_reads_below_and_not_beside(
    submitted, reviewer, client, other_office
):
    Membership.objects.filter(user=reviewer).delete()
    Membership.objects.create(user=reviewer, agency=other_office, role=Role.REVIEWER)
    client.force_login(reviewer)
    assert (
        client.get(reverse("disclosure:report", args=[submitted.pk])).status_code == 404
    )


def test_an_administrator_has_no_way_to_a_report(submitted, admin_client):
    assert (
        admin_client.get(reverse("disclosure:report", args=[submitted.pk])).status_code
        == 404
    )
    index = admin_client.get("/admin/").content.decode()
    assert "/admin/disclosure/event/" in index
    kept = {
        model.__name__
        for model in admin.site._registry
        if model._meta.app_label == "disclosure"
    }
    assert kept == {
        "User",
        "Agency",
        "ReportingYear",
        "RuleLevel",
        "ReviewStep",
        "Deputy",
        "Event",
        "Release",
        "MailFailure",
    }


def test_an_administrator_reads_the_record_and_not_what_people_wrote_to_each_other(
    submitted, leader, admin_client
):
    report = workflow.send_back(report=submitted, by=leader, note="第五部分太笼统。")
    event = report.events.last()
    assert event.hash in admin_client.get("/admin/disclosure/event/").content.decode()
    page = admin_client.get(
        f"/admin/disclosure/event/{event.pk}/change/"
    ).content.decode()
    assert event.previous_hash in page
    assert "太笼统" not in page
    assert 'name="_save"' not in page


def test_an_administrator_reads_what_was_published_when(published, admin_client):
    release = published.releases.get()
    for path in ("", f"{release.pk}/change/"):
        assert (
            release.content_hash
            in admin_client.get(f"/admin/disclosure/release/{path}").content.decode()
        )


@pytest.mark.parametrize(
    "page", ["agency", "user", "reportingyear", "rulelevel", "reviewstep", "deputy"]
)
def test_administrators_keep_offices_people_and_years(
    admin_client, office, clerk, page
):
    for path in (f"/admin/disclosure/{page}/", f"/admin/disclosure/{page}/add/"):
        assert admin_client.get(path).status_code == 200


def test_an_office_that_has_reported_cannot_be_deleted(admin_client, draft):
    admin_client.post(
        f"/admin/disclosure/agency/{draft.agency_id}/delete/", {"post": "yes"}
    )
    draft.agency.refresh_from_db()


def test_moving_a_branch_moves_what_a_reviewer_reaches(
    submitted, district, reviewer, other_office, client
):
    submitted.agency.parent = other_office
    submitted.agency.save()
    client.force_login(reviewer)
    assert (
        client.get(reverse("disclosure:report", args=[submitted.pk])).status_code == 200
    )
    other_office.parent = None
    other_office.save()
    assert (
        client.get(reverse("disclosure:report", args=[submitted.pk])).status_code == 404
    )


def test_the_second_of_two_leaders_reads_what_happened(submitted, leader, client):
    client.force_login(leader)
    approve(submitted, leader)
    response = client.post(
        reverse("disclosure:send_back", args=[submitted.pk]), {"note": "再看看。"}
    )
    assert response.status_code == 302  # an approved report can still be returned
    response = client.post(
        reverse("disclosure:approve", args=[submitted.pk]), {"seen": "x"}
    )
    assert response.status_code == 409
    assert "填报中" in response.content.decode()


def test_an_approval_of_older_content_is_refused_with_a_page(submitted, leader, client):
    client.force_login(leader)
    response = client.post(
        reverse("disclosure:approve", args=[submitted.pk]), {"seen": "0" * 64}
    )
    assert response.status_code == 409
    assert "有了改动" in response.content.decode()


def test_security_headers_stand_on_every_page(client, clerk, draft):
    client.force_login(clerk)
    for url in (
        reverse("disclosure:home"),
        reverse("disclosure:part", args=[draft.pk, "requests"]),
    ):
        response = client.get(url)
        policy = response["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        body = response.content.decode()
        assert " style=" not in body
        assert "<style" not in body
        assert " onclick=" not in body
