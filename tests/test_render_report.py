"""manage.py render_report: from a file to a file, without the database, and one sentence when it cannot."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from disclosure.exchange import dump_report, load_report
from disclosure.outputs import document
from disclosure.outputs.formats import FORMATS
from tests.support import papers

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "report.json"
    path.write_text(dump_report(papers.ordinary()), encoding="utf-8")
    return path


def test_html(file, tmp_path):
    call_command("render_report", file, "--to", "html", "--out", tmp_path / "out.html")
    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "望汀区" in page


@pytest.mark.parametrize("kind", [key for key in FORMATS if key != "pdf"])
def test_every_format(file, tmp_path, kind):
    call_command("render_report", file, "--to", kind, "--out", tmp_path / "out")
    made = document.build(load_report(file.read_bytes()))
    assert (tmp_path / "out").read_bytes() == FORMATS[kind].print(made)


@pytest.mark.pdf
@pytest.mark.xdist_group("pdf")
def test_pdf_where_there_is_no_database(file, tmp_path):
    out = tmp_path / "out.pdf"
    env = os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path}/none.sqlite3",
        "SECRET_KEY": "0" * 50,
        "DJANGO_SETTINGS_MODULE": "reportsite.settings",
    }
    command = [
        sys.executable,
        ROOT / "manage.py",
        "render_report",
        file,
        "--to",
        "pdf",
        "--out",
        out,
    ]
    done = subprocess.run(command, env=env, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert out.read_bytes().startswith(b"%PDF-1.7")
    assert not (tmp_path / "none.sqlite3").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "文件是空的"),
        (b"\xff\xfe", "UTF-8"),
        (b"[]", "应为对象"),
        (json.dumps({"format": "x"}).encode(), "edition"),
    ],
)
def test_a_file_that_is_no_report_gets_one_sentence(tmp_path, content, said):
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=said) as raised:
        call_command(
            "render_report", path, "--to", "html", "--out", tmp_path / "out.html"
        )
    assert raised.value.returncode == 2
    assert "\n" not in str(raised.value)
    assert not (tmp_path / "out.html").exists()


def test_files_that_cannot_be_read_or_written_are_named(file, tmp_path):
    with pytest.raises(CommandError, match=r"none\.json 读不出") as raised:
        call_command(
            "render_report",
            tmp_path / "none.json",
            "--to",
            "html",
            "--out",
            tmp_path / "out.html",
        )
    assert raised.value.returncode == 2
    with pytest.raises(CommandError, match=r"out\.html 写不了") as raised:
        call_command(
            "render_report",
            file,
            "--to",
            "html",
            "--out",
            tmp_path / "none" / "out.html",
        )
    assert raised.value.returncode == 2


def test_stated_totals_are_not_printed(tmp_path):
    path = tmp_path / "stated.json"
    data = json.loads(dump_report(papers.ordinary()))
    data["stated"] = {"disputes": {"cases": {"direct_suit_total": 777}}}
    path.write_text(json.dumps(data), encoding="utf-8")
    call_command("render_report", path, "--to", "html", "--out", tmp_path / "out.html")
    assert "777" not in (tmp_path / "out.html").read_text(encoding="utf-8")
