"""The machinery of the mutation tests: what the copies hold, and that survivors and notes answer each other."""

import pytest

from tests.mutation.notes import Mutant, Note, complaints, read_notes
from tests.mutation.plain import undecorated
from tests.mutation.trees import ROOT, mutated_files

DECORATED = '''
def mark(name, sign="!"):
    def enter(function):
        seen.append(name)
        function.mark = name + sign
        return function
    return enter

@mark("outer")
@mark(
    "inner",
    sign="?",
)
def f(x):
    """Twice."""
    return 2 * x

class C:
    @property
    def five(self):
        return 5

    @staticmethod
    def six():
        return 6
'''
ONE = Mutant("disclosure/statutory/figures.py", "number", "return None", "return 1")
OTHER = Mutant("disclosure/statutory/figures.py", "", "LIMIT = 1", "LIMIT = 2")


def test_decorators_written_as_calls_do_the_same_in_the_same_order():
    plain = undecorated(DECORATED)
    assert "@property" not in plain
    assert "@mark" not in plain
    for source in (DECORATED, plain):
        names = {"seen": []}
        exec(source, names)
        assert (names["f"](4), names["f"].__doc__, names["f"].mark) == (
            8,
            "Twice.",
            "outer!",
        )
        assert (names["C"]().five, names["C"].six(), names["seen"]) == (
            5,
            6,
            ["inner", "outer"],
        )


def test_a_survivor_needs_a_note_and_a_note_a_survivor():
    note = Note((ONE,), "It returns the same.")
    assert complaints([ONE], [note]) == []
    assert complaints([], []) == []
    assert len(complaints([ONE, OTHER], [note])) == 1
    assert "number" in complaints([], [note])[0]


def test_the_same_change_twice_in_a_function_needs_two_notes():
    note = Note((ONE,), "It returns the same.")
    assert len(complaints([ONE, ONE], [note])) == 1
    assert complaints([ONE, ONE], [note, note]) == []


def test_a_mutant_is_known_by_its_lines_whatever_stands_around():
    difference = [
        "--- a",
        "+++ b",
        "@@ -1,3 +1,3 @@",
        " def number():",
        "-    return None",
        "+    return 1",
    ]
    assert (
        Mutant.of_difference("disclosure/statutory/figures.py", "number", difference)
        == ONE
    )


@pytest.mark.parametrize(
    "note",
    read_notes(),
    ids=lambda note: f"{note.mutants[0].file}-{note.mutants[0].was}",
)
def test_a_note_gives_its_reason_and_its_line_still_stands(note):
    assert note.why.endswith(".")
    for mutant in note.mutants:
        assert mutant.file in mutated_files()
        lines = [
            line.strip()
            for line in (ROOT / mutant.file).read_text(encoding="utf-8").splitlines()
        ]
        assert set(mutant.was.splitlines()) <= set(lines)
