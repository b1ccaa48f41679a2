"""The house rules: imports run one way, every module says what it is for, the docs are as fresh as the code."""

import ast
import json
from pathlib import Path

import pytest

from disclosure.exchange import report_schema
from disclosure.management.rule_page import rule_page
from disclosure.rules import CATALOGUE

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "disclosure"
FLOORS = (
    ("statutory",),
    ("rules", "exchange", "comparison"),
    ("intake",),
    ("models",),
    ("access", "audit", "outputs"),
    ("public",),
    ("review",),
    ("notices",),
    ("desk",),
    ("forms",),
    ("views",),
    ("urls", "admin", "management", "checks", "refusals", "templatetags"),
    ("apps",),
)
PURE = ("statutory", "rules", "exchange", "comparison", "intake")
OUTSIDE_THE_FLOORS = ("migrations",)
MODULES = sorted(
    p
    for p in HOUSE.rglob("*.py")
    if p.relative_to(HOUSE).parts[0] not in OUTSIDE_THE_FLOORS
)


def room(path):
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def floor(name):
    return next(number for number, rooms in enumerate(FLOORS) if name in rooms)


def test_every_room_has_a_floor():
    rooms = {room(path) for path in MODULES} - {"__init__"}
    assert rooms == {name for rooms in FLOORS for name in rooms}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_imports_run_downstairs(path):
    if room(path) == "__init__":
        return
    for module in imported(path):
        if module.startswith("disclosure."):
            target = module.split(".")[1]
            same = target == room(path)
            assert same or floor(target) < floor(room(path)), (
                f"{path.name} imports {module}"
            )


@pytest.mark.parametrize(
    "path",
    [p for p in MODULES if room(p) in PURE],
    ids=lambda p: str(p.relative_to(HOUSE)),
)
def test_the_lower_floors_know_no_django(path):
    assert not [module for module in imported(path) if module.split(".")[0] == "django"]


@pytest.mark.parametrize(
    "path",
    [p for p in MODULES if room(p) == "views"],
    ids=lambda p: str(p.relative_to(HOUSE)),
)
def test_no_view_asks_the_database(path):
    """A question has a name on a lower floor: in models, access, review, desk or notices."""
    assert ".objects" not in path.read_text(encoding="utf-8")
    assert not [module for module in imported(path) if module.startswith("django.db")]


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
