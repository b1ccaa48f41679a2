"""The reading process: every way in which it can end is an answer, and nothing of it is left behind."""

import logging
import os
import socket
import subprocess
import tempfile
import threading
import time
from pathlib import Path

import pytest

from disclosure.intake import sandbox as parent
from disclosure.intake.sandbox import MAX_BYTES, read_in_sandbox
from disclosure.intake.source import IntakeError
from tests.support.make import as_bytes, make_file

STRANGE = parent._START.replace(
    "from disclosure", "import tests.support.strange_readers; from disclosure"
)


@pytest.fixture
def strange(monkeypatch):
    """Reading processes in which the readers do what the file's first word says."""
    monkeypatch.setattr(parent, "_START", STRANGE)


@pytest.fixture
def scratch(monkeypatch, tmp_path):
    """Where temporary folders are made, watched."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture(autouse=True)
def nothing_is_left(scratch):
    """No child, no descriptor, no thread, no folder."""
    before = children(), descriptors(), threading.active_count()
    yield
    assert (children(), descriptors(), threading.active_count()) == before
    assert list(scratch.iterdir()) == []


def children():
    """Of this process, zombies too."""
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


def read(word, **limits):
    return read_in_sandbox(
        word.encode(), "报告.txt", **({"seconds": 10, "megabytes": 400} | limits)
    )


def refused(word, **limits):
    with pytest.raises(IntakeError) as caught:
        read(word, **limits)
    sentence = str(caught.value)
    assert sentence.endswith("。")
    assert "\n" not in sentence
    return sentence


ENDINGS = {
    "crash": "程序中断了",
    "killed": "程序中断了",
    "fail": "程序中断了",
    "deep": "程序中断了",
    "hog_native": "程序中断了",
    "fill_disk": "程序中断了",
    "files": "程序中断了",
    "leave": "读出的结果不完整",
    "garbage": "读出的结果不完整",
    "forged": "读出的结果不完整",
    "hog": "需要的内存太多",
    "much": "文件里的内容太多",
    "refuse": "这不是年度报告。",
}


@pytest.mark.parametrize("word", ENDINGS)
def test_every_end_is_a_sentence(strange, word):
    assert ENDINGS[word] in refused(word)


@pytest.mark.parametrize("word", ["spin", "wait"])
def test_a_process_that_does_not_end_is_ended(strange, word):
    started = time.monotonic()
    assert "1.5 秒内没有读完" in refused(word, seconds=1.5)
    assert time.monotonic() - started < 4


def test_the_kernel_counts_processor_time_as_well(strange, monkeypatch):
    monkeypatch.setattr(parent, "_wait", lambda pid, seconds: _wait(pid, 30))
    started = time.monotonic()
    assert "1 秒内没有读完" in refused("spin", seconds=1)
    assert time.monotonic() - started < 20


_wait = parent._wait


def test_a_file_that_is_too_large_or_empty_starts_no_process(monkeypatch):
    monkeypatch.setattr(subprocess, "Popen", None)
    with pytest.raises(IntakeError, match=r"32\.0 MB，超过了 32 MB"):
        read_in_sandbox(bytes(MAX_BYTES + 1), "x.pdf")
    with pytest.raises(IntakeError, match="空的"):
        read_in_sandbox(b"", "x.pdf")


def test_what_the_process_says_is_bounded_and_for_operators(strange, caplog):
    source, _ = read("chatter")
    assert [block.text for block in source.blocks] == ["说完了"]
    (record,) = caplog.records
    assert (record.name, record.levelno) == ("disclosure.intake", logging.WARNING)
    assert 1000 < len(record.getMessage()) < 5000


def test_a_crash_is_told_to_operators_and_not_to_people(strange, caplog):
    assert "ZeroDivisionError" not in refused("fail")
    assert "ZeroDivisionError: 不是给人看的" in caplog.text


def test_what_a_reader_started_ends_with_it(strange):
    read("started")
    assert not [
        line
        for line in subprocess.run(
            ["ps", "-eo", "args"], capture_output=True, text=True
        ).stdout.splitlines()
        if line.startswith("sleep 300")
    ]


def test_the_process_knows_nothing_of_the_site_and_reaches_nothing(
    strange, monkeypatch, scratch
):
    monkeypatch.setenv("SECRET_KEY", "hidden")
    monkeypatch.setenv("DATABASE_URL", "postgresql://hidden")
    monkeypatch.setenv("PYTHONPATH", "/hidden")
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        open(os.devnull) as _inherited,  # noqa: PTH123
    ):
        listener.settimeout(0.2)
        port = listener.getsockname()[1]
        monkeypatch.setattr(
            parent,
            "_environment",
            lambda home: _environment(home) | {"PORT": str(port)},
        )
        source, _ = read("tell")
        with pytest.raises(TimeoutError):
            listener.accept()
    told = [block.text for block in source.blocks]
    facts = dict(line.split("=", 1) for line in told if "=" in line)
    assert Path(facts["cwd"]).parent == scratch
    assert not {"django", "psycopg", "sqlite3", "pdfplumber", "docx", "lxml"} & set(
        facts["modules"].split(",")
    )
    assert "pydantic" not in facts["modules"].split(",")  # slow to import
    assert (
        len(facts["fds"].split(",")) <= 5
    )  # in, out, err, the answer, and the listing itself
    assert {line.split("=")[0] for line in told if line.startswith("env ")} <= {
        "env PATH",
        "env LANG",
        "env HOME",
        "env TMPDIR",
        "env PORT",
        "env LC_CTYPE",
    }
    assert (facts["group"], facts["session"]) == ("True", "True")
    refusals = {
        line.removeprefix("refused ") for line in told if line.startswith("refused ")
    }
    assert refusals >= {
        "socket",
        "name",
        "program",
        "system",
        "fork",
        "kill",
        "write",
        "climb",
    }
    assert "antiword" not in refusals  # the one program that a reader has
    if can_unshare():
        assert "native network" in refusals


_environment = parent._environment


def can_unshare():
    return any(
        subprocess.run(["unshare", *how, "true"], capture_output=True).returncode == 0
        for how in (["-n"], ["-Un"])
    )


def test_an_interruption_leaves_nothing_either(strange, monkeypatch):
    def interrupted(pid, seconds):
        time.sleep(0.3)
        raise KeyboardInterrupt

    monkeypatch.setattr(parent, "_wait", interrupted)
    with pytest.raises(KeyboardInterrupt):
        read("wait")


def test_four_at_once_do_not_disturb_each_other(strange):
    ends = {}

    def one(word):
        try:
            ends[word] = read(word, seconds=8)[0].blocks[0].text
        except IntakeError as refusal:
            ends[word] = str(refusal)

    threads = [
        threading.Thread(target=one, args=(word,))
        for word in ("chatter", "crash", "hog", "refuse")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ends["chatter"] == "说完了"
    assert ends["refuse"] == "这不是年度报告。"
    assert ENDINGS["crash"] in ends["crash"]
    assert ENDINGS["hog"] in ends["hog"]


def test_a_name_is_only_a_name(strange):
    for name in ("../../etc/passwd", "a\x00b.txt", "\udcff.txt", "长" * 5000, ""):
        source, _ = read_in_sandbox(b"chatter", name, seconds=10)
        assert "/" not in source.titles[0]


def test_a_report_file_of_ours_is_read_without_any_reader():
    data = make_file()
    source, reading = read_in_sandbox(as_bytes(data), "report.json")
    assert (source.format, reading.format, reading.year) == ("json", "json", 2023)
    assert reading.complete
    assert len(reading.found) == len(reading.edition.entry_cells) + len(
        data["passages"]
    )
    data["figures"]["requests"]["new"]["person"] = None
    data["stated"] = {"requests": {"new": {"total": 4}}}
    _, reading = read_in_sandbox(b"\xef\xbb\xbf " + as_bytes(data), "no-matter.docx")
    assert [entry.place.anchor for entry in reading.open] == ["c-requests-new-person"]
    assert "新收" in reading.open[0].message
    assert reading.stated["requests"]["new", "total"] == 4
    assert (reading.printed.tables["requests"], reading.printed.tables["disputes"]) == (
        "partly",
        "read",
    )


def test_what_is_wrong_in_a_report_file_is_said_with_its_place():
    data = make_file()
    data["figures"]["requests"]["new"]["person"] = "3"
    with pytest.raises(
        IntakeError, match=r"^figures\.requests\.new\.person：件数应为整数"
    ):
        read_in_sandbox(as_bytes(data), "report.json")
    for wrong in (b"{", b"{}", b'{"a": ' * 100_000, b"\xff\xfe{\x00"):
        with pytest.raises(IntakeError, match=r"。$"):
            read_in_sandbox(wrong, "report.json")
