"""The files that the site offers: of drafts to those who may read them, of releases to everybody."""

import re
from urllib.parse import quote, unquote

import pytest
from django.urls import reverse

from disclosure.models import Release, RequestsLine
from disclosure.outputs import document
from disclosure.outputs.formats import FORMATS, print_file, print_files
from tests.support import papers
from tests.support.append_only import lifted
from tests.support.stage import approve

NOT_PDF = [key for key in FORMATS if key != "pdf"]


@pytest.mark.pdf
@pytest.mark.xdist_group("pdf")
def test_all_files_of_a_report_come_from_one_place():
    made = papers.printed("ordinary")
    files = print_files(made)
    assert list(files) == ["pdf", "docx", "xlsx", "csv", "html", "fragment", "json"]
    assert all(files[key] == print_file(made, key) for key in NOT_PDF)
    names = {
        key: file.name.removeprefix(
            "望汀区棠溪街道办事处2023年政府信息公开工作年度报告"
        )
        for key, file in files.items()
    }
    assert names["pdf"] == ".pdf"
    assert names["fragment"] == ".fragment.html"
    assert len(set(names.values())) == len(names)
    begin = {
        "pdf": b"%PDF-1.7",
        "docx": b"PK",
        "xlsx": b"PK",
        "csv": b"\xef\xbb\xbf",
        "html": b"<!DOCTYPE",
        "json": b"{",
    }
    assert all(files[key].body.startswith(start) for key, start in begin.items())


@pytest.mark.parametrize("kind", NOT_PDF)
def test_a_draft_is_had_in_every_format_by_those_who_may_read_it(
    kind, client, draft, clerk, outsider
):
    address = reverse("disclosure:report_file", args=[draft.pk, kind])
    client.force_login(clerk)
    response = client.get(address)
    expected = print_file(document.build(draft.content), kind)
    assert (response.content, response["Content-Type"]) == (
        expected.body,
        expected.content_type,
    )
    assert (
        response["Content-Disposition"]
        == f"attachment; filename*=UTF-8''{quote(expected.name)}"
    )
    client.force_login(outsider)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("kind", [key for key in FORMATS if key != "fragment"])
def test_a_release_is_had_in_every_format_by_everybody(kind, client, published):
    response = client.get(
        reverse(
            "disclosure:public_release_file",
            args=[published.agency.code, published.year, kind],
        )
    )
    assert response.status_code == 200
    assert unquote(response["Content-Disposition"]).endswith(
        f"{published.title}.{FORMATS[kind].suffix}"
    )
    release = published.releases.get()
    frozen = {file.format: bytes(file.body) for file in release.files.all()} | {
        "json": release.exchange_json.encode()
    }
    made = document.build(release.content)
    assert response.content == (
        frozen[kind] if kind in frozen else print_file(made, kind).body
    )


def test_what_is_published_stays_though_the_report_behind_it_moves(client, published):
    address = reverse(
        "disclosure:public_release_file",
        args=[published.agency.code, published.year, "csv"],
    )
    before = client.get(address).content
    with lifted():
        assert RequestsLine.objects.filter(report=published).update(person=99)
    assert client.get(address).content == before


def test_every_format_is_linked_where_reports_are_offered(client, draft, clerk):
    client.force_login(clerk)
    page = client.get(reverse("disclosure:report", args=[draft.pk])).content.decode()
    linked = set(re.findall(rf"/desk/{draft.pk}/report\.([a-z]+)", page))
    assert linked == set(FORMATS) - {"fragment"}
    assert reverse("disclosure:copy_to_site", args=[draft.pk]) in page


def test_every_format_is_linked_on_the_public_page(client, published):
    page = client.get(
        reverse(
            "disclosure:public_release", args=[published.agency.code, published.year]
        )
    ).content.decode()
    assert set(re.findall(r'<a href="[^"]*report\.([a-z]+)"', page)) == set(FORMATS) - {
        "fragment"
    }


def test_what_is_copied_is_the_published_version(client, clerk, published):
    made = document.build(published.releases.get().content)
    with lifted():
        assert RequestsLine.objects.filter(report=published).update(person=99)
    client.force_login(clerk)
    page = client.get(reverse("disclosure:copy_to_site", args=[published.pk]))
    assert page.context["source"] == print_file(made, "fragment").body.decode()
    assert page.context["title"] == published.title
    assert "还没有发布" not in page.content.decode()


def test_a_draft_that_is_copied_is_called_one(client, draft, clerk):
    client.force_login(clerk)
    page = client.get(reverse("disclosure:copy_to_site", args=[draft.pk]))
    assert "这份报告还没有发布" in page.content.decode()
    assert "&lt;table" in page.content.decode()


@pytest.mark.pdf
def test_publishing_freezes_every_format(client, submitted, leader):
    client.force_login(leader)
    approve(submitted, leader)
    assert (
        client.post(reverse("disclosure:publish", args=[submitted.pk])).status_code
        == 302
    )
    release = Release.objects.get()
    assert {file.format for file in release.files.all()} | {"json"} == set(FORMATS)
    kept = release.file("docx")
    assert kept == print_file(document.build(release.content), "docx").body
