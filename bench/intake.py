"""Reading a whole report beside a bare read of the same file by the same library: time and memory, with ratios.

    .venv/bin/python bench/intake.py [ROUNDS]

A six-page PDF, the DOCX and the HTML of one report. "bare" is what the library alone does: pdfplumber's text and tables,
python-docx's paragraphs and cells, lxml's parse. "reader" is ours for the format, "whole" the reader and the report made
of what it found. Each in a process of its own that stays alive, in turns; one round is thrown away. "apart" is read_in_sandbox
as the site calls it: a fresh process each time, limits, JSON and back. Memory is the most that the process that read held.
"""

from __future__ import annotations

import dataclasses
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
KINDS = ("pdf", "docx", "html")
WAYS = ("bare", "reader", "whole", "apart")


def main() -> int:
    if len(sys.argv) > 2:
        return work(sys.argv[1], sys.argv[2], Path(sys.argv[3]))

    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    with tempfile.TemporaryDirectory() as folder:
        files = make(Path(folder))
        workers = {
            (kind, way): Worker(kind, way, files[kind])
            for kind in KINDS
            for way in WAYS
        }
        for _ in range(rounds + 1):
            for worker in workers.values():
                worker.read()

        for worker in workers.values():
            worker.stop()

        print(
            f"{'':18} {'median':>9} {'best':>9} {'× bare':>7} {'peak MB':>8} {'× bare':>7}"
        )
        for (kind, way), worker in workers.items():
            bare = workers[kind, "bare"]
            print(
                f"{kind:5} {way:12} {worker.time * 1000:6.0f} ms {min(worker.times[1:]) * 1000:6.0f} ms"
                f" {worker.time / bare.time:7.2f} {worker.memory:8.0f} {worker.memory / bare.memory:7.2f}"
            )

        start = [
            start_up(code)
            for code in (
                "pass",
                "import disclosure.intake.transport.dump",
                "import pdfplumber",
            )
        ]
        print(
            "a fresh interpreter, with nothing, with our types, with pdfplumber:",
            *(f"{s * 1000:.0f} ms" for s in start),
        )

    return 0


def make(folder: Path) -> dict[str, Path]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import pypdfium2

    from disclosure.outputs import document
    from disclosure.outputs.formats import FORMATS
    from disclosure.statutory.content import PassageText
    from tests.support import papers

    ordinary = papers.ordinary()
    longer = {
        key: PassageText("\n".join([passage.text] * 3))
        for key, passage in ordinary.passages.items()
    }
    made, files = document.build(dataclasses.replace(ordinary, passages=longer)), {}
    for kind in KINDS:
        files[kind] = folder / f"report.{kind}"
        files[kind].write_bytes(FORMATS[kind].print(made))

    opened = pypdfium2.PdfDocument(files["pdf"])
    print(
        f"a PDF of {len(opened)} pages, {', '.join(f'{k} {f.stat().st_size // 1000} kB' for k, f in files.items())}"
    )
    opened.close()
    return files


class Worker:
    """A child process that reads the file for every line it gets."""

    def __init__(self, kind: str, way: str, path: Path) -> None:
        self.times: list[float] = []
        self.memory = 0.0
        command = [sys.executable, __file__, kind, way, str(path)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def read(self) -> None:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write("read\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            sys.exit(f"{self.process.args} stopped.")

        taken, self.memory = json.loads(answer)
        self.times.append(taken)

    @property
    def time(self) -> float:
        return median(self.times[1:])

    def stop(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(10)


def work(kind: str, way: str, path: Path) -> int:
    """In the child: read whenever asked; answer with seconds and the peak memory so far in MB."""
    body = path.read_bytes()
    read = {
        "bare": globals()[f"bare_{kind}"],
        "reader": reader,
        "whole": whole,
        "apart": apart,
    }[way]
    for _ in sys.stdin:
        started = time.perf_counter()
        read(body, path.name)
        taken = time.perf_counter() - started
        print(
            json.dumps([taken, of_children() if way == "apart" else of_this_process()]),
            flush=True,
        )

    return 0


def of_this_process() -> float:
    """Peak memory in MB since the interpreter began; getrusage would count what this process was before."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return (
        next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024
    )


def of_children() -> float:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def reader(body: bytes, name: str) -> None:
    from disclosure.intake.formats import read_source

    assert read_source(body, name).blocks


def whole(body: bytes, name: str) -> None:
    from disclosure.intake.formats import read_source
    from disclosure.intake.report import read_report

    assert read_report(read_source(body, name)).entered


def apart(body: bytes, name: str) -> None:
    from disclosure.intake.sandbox import read_in_sandbox

    assert read_in_sandbox(body, name)[1].entered


def bare_pdf(body: bytes, _: str) -> None:
    import io

    import pdfplumber

    with pdfplumber.open(io.BytesIO(body)) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.extract_tables()


def bare_docx(body: bytes, _: str) -> None:
    import io

    import docx
    from docx.table import Table

    for block in docx.Document(io.BytesIO(body)).iter_inner_content():
        if isinstance(block, Table):
            assert [cell.text for row in block.rows for cell in row.cells]
        else:
            assert block.text is not None


def bare_html(body: bytes, _: str) -> None:
    from lxml import html

    assert [element.text for element in html.fromstring(body).iter()]


def start_up(code: str) -> float:
    times = []
    for _ in range(5):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-B", "-c", code], cwd=ROOT, check=True)
        times.append(time.perf_counter() - started)

    return min(times)


if __name__ == "__main__":
    sys.exit(main())
