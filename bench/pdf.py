"""The PDF against WeasyPrint as it comes and against Chromium, on the same HTML: time and memory, with ratios.

    .venv/bin/python bench/pdf.py [ROUNDS]

Each contender is a process of its own that stays alive; they take turns, so that a busy moment hits all of them. One
round is thrown away. Ours is tagged, archival (PDF/A-3a) and has its data attached; the others are neither.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
AIM_RATIO, AIM_MEMORY = 0.70, 95
CONTENDERS = {
    "ours": "ours",
    "naive": "WeasyPrint as it comes, system CJK fonts",
    "chromium": "headless Chromium, page reused",
}
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
]


def main() -> int:
    if len(sys.argv) > 2:
        return work(sys.argv[1])

    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    names = [
        name for name in CONTENDERS if name != "chromium" or Path(CHROMIUM).exists()
    ]
    workers = {name: Worker(name) for name in names}
    for worker in workers.values():
        worker.print()  # cold: fonts are looked up, pages are faulted in
        worker.times.clear()

    for _ in range(rounds):
        for worker in workers.values():
            worker.print()

    report(workers)
    for worker in workers.values():
        worker.stop()

    ours, naive = workers["ours"], workers["naive"]
    return int(ours.time / naive.time > AIM_RATIO or ours.memory > AIM_MEMORY)


class Worker:
    """A child process that prints one PDF for every line it reads."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.times: list[float] = []
        self.size = 0
        self.memory = 0.0
        command = [sys.executable, __file__, name, "worker"]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def print(self) -> None:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write("print\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().split()
        if not answer:
            sys.exit(f"{self.name} stopped.")

        self.times.append(float(answer[0]))
        self.size, self.memory = int(answer[1]), max(self.memory, float(answer[2]))

    @property
    def time(self) -> float:
        return median(self.times)

    def stop(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(10)


def report(workers: dict[str, Worker]) -> None:
    base = workers["naive"]
    print("PDF of one report, median and best of", len(base.times), "rounds in turn")
    print(f"{'':42} {'median':>9} {'best':>9} {'× naive':>8} {'peak MB':>8} {'kB':>6}")
    for name, worker in workers.items():
        print(
            f"{CONTENDERS[name]:42} {worker.time * 1000:6.0f} ms {min(worker.times) * 1000:6.0f} ms"
            f" {worker.time / base.time:8.2f} {worker.memory:8.0f} {worker.size / 1000:6.0f}"
        )

    print(f"aim: ours at most {AIM_RATIO:.2f} of naive and {AIM_MEMORY} MB a worker")


def work(name: str) -> int:
    """In the child: print whenever asked; answer with seconds, bytes, and the peak memory so far in MB."""
    sys.path.insert(0, str(ROOT))
    draw = {"ours": ours, "naive": naive, "chromium": chromium}[name]()
    for _ in sys.stdin:
        started = time.perf_counter()
        made = draw()
        taken = time.perf_counter() - started
        print(taken, len(made), memory(), flush=True)

    return 0


def prepare():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reportsite.settings")
    os.environ.setdefault("SECRET_KEY", "only-for-measuring-" + "0" * 40)
    from disclosure.outputs import document
    from tests.support import papers

    return document.build(papers.ordinary())


def ours():
    from disclosure.outputs import pdf

    made = prepare()
    return lambda: pdf.print_pdf(made)


def page() -> str:
    """The same elements and the same rules as ours, as one HTML file; our own font subsets are not found."""
    from disclosure.outputs import paper, pdf

    style = f"<style>{pdf.STYLESHEET.read_text(encoding='utf-8')}</style>"
    return paper.print_sheets(prepare()).replace("</head>", f"{style}</head>")


def naive():
    import weasyprint

    source = page()
    return lambda: weasyprint.HTML(string=source).write_pdf()


def chromium():
    from playwright.sync_api import sync_playwright

    browser = (
        sync_playwright().start().chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    )
    tab, source = browser.new_page(), page()

    def draw() -> bytes:
        tab.set_content(source)
        return tab.pdf(prefer_css_page_size=True)

    return draw


def memory() -> float:
    """Of this process: the most it ever held. With children (Chromium): what all of them hold now, shared pages once."""
    tree = descendants(os.getpid())
    if len(tree) == 1:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    return sum(map(proportional, tree)) / 1024


def descendants(pid: int) -> list[int]:
    found = [pid]
    with suppress(OSError):  # it may end while we look
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += descendants(int(child))

    return found


def proportional(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0

    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


if __name__ == "__main__":
    sys.exit(main())
