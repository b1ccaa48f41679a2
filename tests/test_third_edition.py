"""The recipe for an edition, followed in a copy of the tree: one module and a line model, and a report goes the whole way.

What the recipe names is put in, nothing else; that a key written into a rule would be noticed is shown by writing one.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ADDED = Path(__file__).parent / "third_edition"
ROOMS = ("disclosure", "reportsite", "static", "templates")
"""What a site runs from."""
OF_THE_TESTS = ("tests/support", "tests/flushing", "tests/js", "tests/third_edition")
FILES = ("manage.py", "tests/__init__.py", "tests/settings.py")
START = (
    "import django; django.setup(); from tests.third_edition.way import main; main()"
)
pytestmark = pytest.mark.pdf


def put(file, before, text):
    """Put some text into a file before a line of it, which stands there once."""
    source = file.read_text(encoding="utf-8")
    assert source.count(before) == 1, (file.name, before)
    file.write_text(source.replace(before, text + before), encoding="utf-8")


def model_source():
    """The class of the new line model, without the door sign and the imports of the file that it is kept in."""
    source = (ADDED / "lines.py").read_text(encoding="utf-8")
    return source[source.index("class ") :]


def add_the_edition(tree):
    """As the recipe in CONTRIBUTING.md says."""
    editions = tree / "disclosure/statutory/editions"
    shutil.copy(ADDED / "e2031.py", editions)
    put(
        editions / "__init__.py",
        "from disclosure.statutory.editions.spec import",
        "from disclosure.statutory.editions.e2031 import EDITION_2031\n",
    )
    names = editions / "__init__.py"
    source = names.read_text(encoding="utf-8")
    listed = source.replace("EDITION_2021)", "EDITION_2021, EDITION_2031)")
    assert listed != source
    names.write_text(listed, encoding="utf-8")
    put(editions / "spec.py", ']\n"""What a table is about', '    "consultation",\n')


def add_the_lines(tree):
    """A model for the table of a new role, a column of a table that there was, and their migration."""
    lines = tree / "disclosure/models/lines.py"
    put(lines, "class UnreadEntry", f"{model_source()}\n\n")
    put(lines, ")\n_MODEL_OF", "    ConsultationLine,\n")
    put(lines, "    projects = _count()\n", "    payers = _count()\n")
    put(lines, '"projects")', '"payers", ')
    migrations = tree / "disclosure/migrations"
    last = max(path.stem for path in migrations.glob("0*.py"))
    number = int(last[:4]) + 1
    source = (ADDED / "migration.py").read_text(encoding="utf-8")
    migration = migrations / f"{number:04}_the_form_of_2031.py"
    migration.write_text(source.replace("THE_ONE_BEFORE", last), encoding="utf-8")


@pytest.fixture
def tree(tmp_path):
    """A copy of the house in which the invented edition is in force from 2031 on."""
    without = shutil.ignore_patterns("__pycache__")
    for name in (*ROOMS, *OF_THE_TESTS):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=without)
    for name in FILES:
        shutil.copy(ROOT / name, tmp_path / name)
    add_the_edition(tmp_path)
    add_the_lines(tmp_path)
    return tmp_path


def go(tree):
    """The way in a process of its own, whose only house is the copy, on a database of its own."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("TEST_DATABASE_URL", "PYTHONPATH")
    }
    environment["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    return subprocess.run(
        [sys.executable, "-c", START],
        cwd=tree,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )


ASKED_BY_KEY = re.compile(
    r"""\. (?: table | passage | part_of | row | column | figure | stated_figure
          | cell_name | cell_label | is_entered )
        \( \s* ["']""",
    re.VERBOSE,
)
"""`.table("requests")`: what asks an edition or a content by a key, and with one that is written there."""


def test_no_module_asks_by_a_key_that_stands_in_it():
    """The demo apart, whose texts are written for one form."""
    found = []
    for path in sorted((ROOT / "disclosure").rglob("*.py")):
        if "editions" in path.parts or "management" in path.parts:
            continue
        source = path.read_text(encoding="utf-8")
        found += [f"{path.name}: {match[0]}" for match in ASKED_BY_KEY.finditer(source)]
    assert found == []


def test_a_report_on_a_third_edition_goes_the_whole_way(tree):
    ran = go(tree)
    assert ran.returncode == 0, ran.stderr[-3000:]
    assert ran.stdout.endswith("the whole way\n")


HARD_CODED = {
    "disclosure/rules/years.py": ('table_as("requests")', 'table("requests")'),
    "disclosure/forms/echo.py": (
        'last.figure_as("documents", row.role, "in_force")',
        'last[("documents", row.key, "in_force")] and content["documents", row.key, "in_force"]',
    ),
    "disclosure/models/lines.py": ("self.get(column.role)", "self.get(column.key)"),
    "rules.mjs": (
        'report.cellAs("requests", "carried_in", role)',
        '({ table: "requests", row: "carried_in", column: role })',
    ),
}
"""Module -> what asks by role there, and the same asked by key."""


@pytest.mark.parametrize("name", HARD_CODED)
def test_a_key_that_is_written_into_a_module_stops_it(tree, name):
    by_role, by_key = HARD_CODED[name]
    (module,) = tree.rglob(name)
    source = module.read_text(encoding="utf-8")
    assert by_role in source
    module.write_text(source.replace(by_role, by_key), encoding="utf-8")
    ran = go(tree)
    assert ran.returncode != 0
    assert re.search(
        r"^(KeyError|AttributeError|AssertionError)", ran.stderr, re.MULTILINE
    )
