"""The house rules: imports run one way, every module says what it is for, the docs are as fresh as the code."""

import ast
import json
import re
import tomllib
from pathlib import Path

import pytest

from disclosure.exchange import report_schema
from disclosure.intake.formats import READERS
from disclosure.management.rule_page import rule_page
from disclosure.rules import CATALOGUE
from tests.support import database_only, quick

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "disclosure"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
OUTSIDE_THE_FLOORS = ("migrations",)
MODULES = sorted(
    path
    for path in HOUSE.rglob("*.py")
    if path.relative_to(HOUSE).parts[0] not in OUTSIDE_THE_FLOORS
)


def floors():
    """The floors that import-linter holds, the lowest first: each a set of rooms."""
    contract = CONTRACTS["tool"]["importlinter"]["contracts"][0]
    return [set(layer.split(" : ")) for layer in reversed(contract["layers"])]


def rooms_of_the_table():
    """The rows of the room table in CONTRIBUTING.md: the rooms that each names."""
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = page.split("## Rooms of `disclosure/`")[1].split("\n\n")[2]
    first_cells = [line.split("|")[1] for line in table.splitlines()[2:]]
    return [re.findall(r"`(\w+)(?:/|\.py)`", cell) for cell in first_cells]


def test_the_table_of_rooms_is_true_and_short():
    rows = rooms_of_the_table()
    on_disk = {path.relative_to(HOUSE).parts[0].removesuffix(".py") for path in MODULES}
    named = [room for row in rows for room in row]
    assert len(rows) <= 16
    assert sorted(named) == sorted(on_disk - {"__init__"})


def test_the_table_of_rooms_goes_up_floor_by_floor():
    at = {room: number for number, rooms in enumerate(floors()) for room in rooms}
    numbers = [max(at[room] for room in row) for row in rooms_of_the_table()]
    assert numbers == sorted(numbers)


def test_modules_named_in_strings_are_of_the_same_floor():
    """What import-linter cannot see: readers are imported by name when a file asks for one."""
    named = set(
        re.findall(r'"(disclosure(?:\.\w+)+)"', _source("intake/formats/__init__.py"))
    )
    assert len(named) == len(set(READERS.values()))
    assert all(name.startswith("disclosure.intake.formats.") for name in named)
    elsewhere = [
        path
        for path in MODULES
        if "import_module(" in path.read_text(encoding="utf-8")
        and path != HOUSE / "intake" / "formats" / "__init__.py"
    ]
    assert elsewhere == []


def _source(name):
    return (HOUSE / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "path",
    [p for p in MODULES if p.parent == HOUSE / "views"],
    ids=lambda p: str(p.relative_to(HOUSE)),
)
def test_no_view_asks_the_database(path):
    """A question has a name on a lower floor: in models, access, review, desk or notices."""
    assert ".objects" not in path.read_text(encoding="utf-8")
    assert "django.db" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "path",
    sorted(
        p
        for folder in ("disclosure", "reportsite", "tests", "bench")
        for p in (ROOT / folder).rglob("*.py")
    ),
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_every_module_has_a_door_sign(path):
    if "migrations" in path.parts and path.name != "__init__.py":
        return
    sign = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert sign
    assert sign.splitlines()[0].endswith((".", "…"))


def test_a_class_name_means_one_thing():
    """Django wants its commands and options called Command and Meta."""
    homes = {}
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and node.name not in ("Command", "Meta"):
                homes.setdefault(node.name, []).append(path.relative_to(HOUSE))
    assert {name: where for name, where in homes.items() if len(where) > 1} == {}


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_rule_gives_its_source(code):
    assert "Source:" in (CATALOGUE[code].judge.__doc__ or "")


def test_the_rule_page_is_fresh():
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == rule_page()


def test_the_published_schema_is_fresh():
    published = json.loads(
        (ROOT / "docs" / "disclosure-report-1.schema.json").read_text(encoding="utf-8")
    )
    assert published == report_schema()


@pytest.mark.parametrize(
    "word", ["@receiver(", "post_save", "import signals", "raise NotImplementedError"]
)
def test_what_the_house_does_without(word):
    assert not [path for path in MODULES if word in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("plugin", [quick, database_only], ids=lambda it: it.__name__)
def test_what_a_plugin_leaves_out_or_keeps_is_there(plugin):
    """Or a test renamed would silently be run, or not be."""
    files = {path.stem: path for path in (ROOT / "tests").rglob("test_*.py")}
    modules = plugin.MODULES if plugin is quick else plugin.SCREENS
    assert modules.keys() <= files.keys()
    screens = "".join(files[name].read_text() for name in database_only.SCREENS)
    for name in database_only.ASKED_NOWHERE_ELSE:
        assert f"def {name}(" in screens
