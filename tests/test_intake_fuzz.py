"""Sixty harmed files, and as many more as script/nightly likes: each is answered in its time, nothing is left."""

import os

import pytest

from tests.support import fuzz_intake

FILES = int(os.environ.get("FUZZ_FILES") or 60)


@pytest.mark.pdf
@pytest.mark.xdist_group("pdf")
def test_harmed_files_are_answered_and_nothing_is_left(capsys):
    files = fuzz_intake.seeds()
    before = fuzz_intake.held()
    answers = list(fuzz_intake.run(range(FILES), files))
    assert fuzz_intake.held() == before
    with capsys.disabled():
        print(f"\n{fuzz_intake.report(answers)}")
    assert [
        (a.harmed.number, a.harmed.name, a.wrong, a.said) for a in answers if a.wrong
    ] == []
    assert {answer.said == "read" for answer in answers} == {True, False}


def test_a_harmed_file_can_be_made_again():
    files = {"a.html": b"<p>1</p><b>2</b>" * 50, "b.txt": b"x" * 500}
    made = [fuzz_intake.harmed(number, files) for number in range(200)]
    assert made == [fuzz_intake.harmed(number, files) for number in range(200)]
    assert len({one.body for one in made}) > 150
    assert {way for one in made for way in one.what.split("+")} == {
        "flip",
        "cut",
        "splice",
        "repeat",
        "swap_words",
    }
