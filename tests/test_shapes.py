"""The JSON that the server sends has the shapes that the browser's modules are checked against, no field more or less."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.urls import reverse

from disclosure.forms.echo import edition_echo, report_echo
from disclosure.rules import Level
from disclosure.statutory.editions import EDITIONS
from tests.support.make import as_bytes, make_content, make_file
from tests.support.stage import type_in

ROOT = Path(__file__).resolve().parent.parent
SHAPES = ROOT / "static" / "disclosure" / "shapes.d.ts"
TSC = ROOT / "node_modules" / "typescript" / "bin" / "tsc"
JSON = "application/json"


def refusals(tmp_path, **samples):
    """What TypeScript says of samples, {name of a shape: [values]}: as literals no field may be unknown to it."""
    lines = [f'/// <reference path="{SHAPES}" />']
    for shape, values in samples.items():
        for number, value in enumerate(values):
            literal = json.dumps(value, ensure_ascii=False)
            lines.append(f"const {shape.lower()}{number}: {shape} = {literal};")
    file = tmp_path / "samples.ts"
    file.write_text("\n".join(lines), encoding="utf-8")
    options = ["--noEmit", "--strict", "--lib", "es2023,dom"]
    command = [shutil.which("node"), str(TSC), *options, str(file)]
    ran = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, timeout=120
    )
    assert ran.returncode == 0 or "error TS" in ran.stdout, ran.stderr
    return [line for line in ran.stdout.splitlines() if "error TS" in line]


def element(page, name):
    """The JSON in a script element of a page."""
    found = re.search(
        rf'<script id="{name}" type="application/json">(.*?)</script>', page, re.DOTALL
    )
    return json.loads(found[1])


@pytest.fixture
def desk(client, clerk, draft):
    """What the clerk's page asks and is answered."""
    client.force_login(clerk)

    def ask(name, body, *args):
        url = reverse(f"disclosure:{name}", args=[draft.pk, *args])
        return client.post(url, json.dumps(body), content_type=JSON).json()

    return ask


def test_forms_as_pages_have_them(tmp_path):
    editions = [edition_echo(edition) for edition in EDITIONS.values()]
    assert refusals(tmp_path, EditionEcho=editions) == []


def test_what_the_page_of_a_part_is_given(tmp_path, client, clerk, draft):
    client.force_login(clerk)
    parts = [
        client.get(reverse("disclosure:part", args=[draft.pk, key])).content.decode()
        for key in ("requests", "disputes")
    ]
    last = client.get(reverse("disclosure:last_year", args=[draft.pk]))
    pages = [*parts, last.content.decode()]
    echoes = [element(page, "echo") for page in pages]
    answers = [element(page, "answers") for page in parts]
    given = [{"abc": {"reason": "已核实", "by": "沈禾"}}]
    last = make_content({"requests": {"new": {"person": 3}}}, year=2022)
    # One rule switched off, the level of another changed, and last year's figures.
    levels = {"Y-3": None, "Y-4": Level.QUERY}
    told = report_echo(make_content(), last, levels)
    assert (told["levels"]["Y-3"], told["last"]["had_requests"]) == (None, True)
    found = refusals(
        tmp_path, PartEcho=echoes, ReportEcho=[told], AnswersGiven=answers + given
    )
    assert found == []


def test_what_saving_sends_and_is_answered(tmp_path, client, clerk, draft, desk):
    type_in(draft, clerk, requests__new__person="3")
    change = {"cell": "requests.new.person", "was": "", "now": "5", "how": "typed"}
    other = {"cell": "requests.new.business", "was": "", "now": "1", "how": "pasted"}
    cells = {"changes": [change, other]}
    text = {"heading": None, "text": "一"}
    first = {"was": {"heading": None, "text": ""}, "now": text}
    second = {"was": {"heading": None, "text": ""}, "now": {**text, "text": "二"}}
    settings = {"signature_date": "2024-01-15"}
    saved = desk("cells", cells)
    passages = [desk("passage", body, "preamble") for body in (first, second)]
    assert [answer["saved"] for answer in passages] == [True, False]
    assert len(saved["conflicts"]) == 1
    history = reverse("disclosure:history", args=[draft.pk, "requests.new.person"])
    found = refusals(
        tmp_path,
        Session=[client.get(reverse("disclosure:session")).json()],
        CellsSave=[cells],
        CellsSaved=[saved],
        PassageSave=[first, second],
        PassageSaved=passages,
        SettingsSave=[settings],
        Saved=[desk("settings", settings)],
        CellHistory=[client.get(history).json()],
        Refused=[desk("reason", {"fingerprint": "nothing", "reason": "因为"})],
    )
    assert found == []


def test_what_becomes_of_a_file_that_is_sent(tmp_path, client, clerk, draft):
    client.force_login(clerk)
    url = reverse("disclosure:intake")
    upload = tmp_path / "report.json"
    upload.write_bytes(as_bytes(make_file(year=2022)))
    with upload.open("rb") as file:
        data = {"agency": draft.agency_id, "files": file}
        taken = client.post(url, data, headers={"Accept": JSON}).json()
    data = {"agency": draft.agency_id}
    missing = client.post(url, data, headers={"Accept": JSON}).json()
    assert ("row" in taken, "refusal" in missing) == (True, True)
    assert refusals(tmp_path, FileTaken=[taken, missing]) == []


def test_a_field_that_is_missing_unknown_or_of_another_kind_is_refused(tmp_path):
    missing = {"signed_in": True, "user": 1}
    unknown = {"signed_in": True, "user": 1, "token": "t", "name": "沈禾"}
    other = {"signed_in": "yes", "user": 1, "token": "t"}
    found = refusals(tmp_path, Session=[missing, unknown, other])
    says = ["'token' is missing", "does not exist in type 'Session'", "not assignable"]
    assert [words in line for words, line in zip(says, found, strict=True)] == [
        True
    ] * 3
