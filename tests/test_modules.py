"""What goes with a page: a link to each module its script imports, and compression for what is text."""

import gzip
import re
import shutil
from pathlib import Path

import pytest
from django.urls import reverse

from disclosure.templatetags.modules import imports_of, module
from reportsite.static_files import Storage

FOLDER = Path(__file__).resolve().parent.parent / "static" / "disclosure"
WORD = re.compile(r"from\s*['\"](\.{1,2}/[\w/]+\.mjs)['\"]")
MODULES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.mjs"))


def code_of(path):
    """A module without its remarks, which import types for the checker alone."""
    return re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)


def imported(name):
    """What a module imports, each as a path in the folder."""
    here = (FOLDER / name).parent
    for word in WORD.findall(code_of(FOLDER / name)):
        yield str((here / word).resolve().relative_to(FOLDER))


@pytest.mark.parametrize("name", MODULES)
def test_a_module_is_linked_with_all_that_it_imports_and_each_once(name):
    known, new = set(), {name}
    while new:
        known |= new
        new = {word for one in new for word in imported(one)} - known
    linked = imports_of(f"disclosure/{name}")
    assert len(linked) == len(set(linked))
    assert {f"disclosure/{one}" for one in known - {name}} == set(linked)


def test_the_links_stand_before_the_script():
    drawn = module("disclosure/pages/leftover.mjs")
    assert re.findall(r'(?:href|src)="[^"]*/(\w+\.mjs)"', drawn) == [
        *(
            "outbox.mjs",
            "sender.mjs",
            "sent.mjs",
            "stored.mjs",
            "change_names.mjs",
            "leftover.mjs",
        ),
    ]


def test_every_module_is_asked_for_by_a_name_that_changes_with_it(tmp_path):
    shutil.copytree(FOLDER, tmp_path / "disclosure")
    storage = Storage(location=tmp_path, base_url="/static/")
    paths = {f"disclosure/{name}": (storage, f"disclosure/{name}") for name in MODULES}
    stored = {
        name: hashed
        for name, hashed, _ in storage.post_process(paths)
        if hashed.endswith(".mjs")
    }
    asked = 0
    for name in paths:
        wanted = re.findall(
            r"""(?:from|import)\s*\(?\s*["'](\.{1,2}/[^"']+)["']""",
            code_of(tmp_path / stored[name]),
        )
        hashed = r"\.{1,2}/(?:\w+/)?\w+\.[0-9a-f]{12}\.mjs"
        assert all(re.fullmatch(hashed, one) for one in wanted), name
        asked += len(wanted)
    assert asked > len(paths)


@pytest.fixture
def at_desk(client, clerk):
    client.force_login(clerk)
    return client


def test_a_page_is_compressed_and_its_length_does_not_tell(at_desk, draft):
    def answers():
        return at_desk.get(
            reverse("disclosure:part", args=[draft.pk, "requests"]),
            headers={"Accept-Encoding": "gzip"},
        )

    answer = answers()
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert len(answer.content) * 4 < len(page := gzip.decompress(answer.content))
    assert 'data-table="requests"' in page.decode()
    assert len({len(answers().content) for _ in range(8)}) > 1
    plain = at_desk.get(reverse("disclosure:part", args=[draft.pk, "requests"]))
    assert "Content-Encoding" not in plain.headers


def test_a_file_that_is_compressed_already_is_left_as_it_is(at_desk, draft):
    url = reverse("disclosure:report_file", args=[draft.pk, "pdf"])
    answer = at_desk.get(url, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "Content-Encoding" not in answer.headers
