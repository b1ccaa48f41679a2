"""Files that mean harm, files that are broken: each is answered in its time, nothing is reached, nothing is left."""

import os
import socket
import tempfile
import threading
import time
from pathlib import Path

import pytest

from disclosure.intake.sandbox import read_in_sandbox
from disclosure.intake.source import IntakeError
from disclosure.outputs import document
from disclosure.outputs.formats import FORMATS
from tests.support import hostile, papers
from tests.support.shared import SHARED

SECONDS, MEGABYTES = 4.0, 700
NOT_READ = {
    *(
        "zip bomb",
        "zip bomb that lies",
        "zip of forty thousand",
        "zip that overlaps",
        "laughs in docx",
    ),
    *(
        "one entity many times",
        "a PDF bomb",
        "a locked document",
        "a locked PDF",
        "a program",
        "zeros",
    ),
    *(
        "a compound file of nothing",
        "a compound file that loops",
        "a PDF that is its own child",
    ),
    *("a page without end", "entities from outside", "a document type from outside"),
}
"""Cases that must not be read at all; of the others, a reading is as good as a refusal."""
CASES = hostile.harmful(0)


class Listener:
    """Counts whoever knocks."""

    def __init__(self):
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        self.knocks = 0
        self.thread = threading.Thread(target=self.listen)
        self.thread.start()

    def listen(self):
        while True:
            connection, _ = self.server.accept()
            with connection:
                if connection.recv(4) == b"stop":
                    return
                self.knocks += 1

    def stop(self):
        with socket.create_connection(("127.0.0.1", self.port)) as connection:
            connection.sendall(b"stop")
        self.thread.join()
        self.server.close()


@pytest.fixture(scope="module")
def listener():
    listening = Listener()
    yield listening
    listening.stop()


@pytest.fixture(autouse=True)
def scratch(monkeypatch, tmp_path):
    """Where the reading process gets its folder."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def held():
    """What this process holds: children (zombies too), descriptors, threads, folders of reading processes."""
    return (
        children(),
        descriptors(),
        threading.active_count(),
        list(Path(tempfile.gettempdir()).iterdir()),
    )


def children():
    return [
        pid
        for task in Path("/proc/self/task").iterdir()
        for pid in (task / "children").read_text().split()
    ]


def descriptors():
    links = Path("/proc/self/fd").iterdir()
    return sorted(
        str(link.readlink()) for link in links if link.is_symlink() and link.exists()
    )


def answer(body, name, seconds=SECONDS):
    """The reading, or the sentence; in its time."""
    started, before = time.monotonic(), held()
    try:
        source, reading = read_in_sandbox(
            body, name, seconds=seconds, megabytes=MEGABYTES
        )
    except IntakeError as refusal:
        sentence = str(refusal)
        assert sentence.endswith("。")
        assert "\n" not in sentence
        assert "Error" not in sentence
        assert "Traceback" not in sentence
        return sentence
    finally:
        assert time.monotonic() - started < seconds + 4
        assert held() == before
    assert source.format == reading.format
    return reading


@pytest.mark.parametrize("what", CASES)
def test_what_means_harm_is_answered(listener, what):
    name, make = hostile.harmful(listener.port)[what]
    body, knocks = make(), listener.knocks
    made = answer(body, name)
    assert listener.knocks == knocks
    if what in NOT_READ:
        assert isinstance(made, str)
    if not isinstance(made, str):
        figures = [value for cells in made.entered.values() for value in cells.values()]
        assert figures == []  # none of them holds a table
        assert "root:" not in repr(made)


def test_the_listener_hears_whoever_reaches_it(listener):
    """Or the silence above would mean nothing."""
    with socket.create_connection(("127.0.0.1", listener.port)) as connection:
        connection.sendall(b"GET ")
    deadline = time.monotonic() + 5
    while not listener.knocks and time.monotonic() < deadline:
        time.sleep(0.01)
    assert listener.knocks


def seeds():
    made = document.build(papers.ordinary())
    return {
        f"报告.{key}": FORMATS[key].print(made)
        for key in ("docx", "html", "xlsx", "pdf", "json")
    }


@pytest.fixture(scope="module")
def printed():
    return seeds()


@pytest.mark.pdf
@pytest.mark.xdist_group("pdf")
@pytest.mark.parametrize("kind", ["docx", "html", "xlsx", "pdf", "json"])
def test_a_file_cut_short_or_under_a_wrong_name_is_answered(printed, kind):
    whole = {f"报告.{kind}": printed[f"报告.{kind}"]}
    right = answer(whole[f"报告.{kind}"], f"报告.{kind}", 20)
    assert not isinstance(right, str)
    for what, name, body in hostile.broken(whole):
        made = answer(body, name, 20)
        # Our own format is read by its name alone.
        about_json = kind == "json" or name.endswith("json")
        if " as " in what and not about_json:
            # The name is not believed.
            assert not isinstance(made, str), f"{what}: {made}"
            assert made.entered == right.entered
        elif "cut at" in what and not isinstance(made, str):
            # Fewer figures, never others.
            assert figures_of(made) <= figures_of(right), what


def figures_of(reading):
    """Every cell of every table with its figure."""
    return {
        (key, cell, value)
        for key, cells in reading.entered.items()
        for cell, value in cells.items()
    }


@pytest.mark.parametrize("name", ["hongze-2023.pdf", "qudong-2023.txt"])
def test_a_real_file_cut_short_is_answered(name):
    path = SHARED / "reports" / name
    if not path.exists():
        pytest.skip(f"needs ../shared/reports/{name}")
    body = path.read_bytes()
    for share in (0.3, 0.95):
        answer(body[: int(len(body) * share)], name, 20)


def test_as_many_files_as_one_likes_leave_nothing():
    for number in range(12):
        answer(os.urandom(2000), f"{number}.{('pdf', 'docx', 'txt')[number % 3]}")
