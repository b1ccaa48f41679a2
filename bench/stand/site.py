"""A site in a temporary folder, of this checkout or of another: seeded, its static files collected, served by gunicorn."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Site:
    """Where it listens, a signed-in clerk's session, and the clerk's report."""

    port: int
    session: str
    report: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def page(self) -> str:
        """Table three, to be typed into."""
        return f"{self.address}/desk/{self.report}/parts/requests/"


@contextlib.contextmanager
def site(checkout: Path = ROOT) -> Iterator[Site]:
    """The checkout as deploy/ would run it, on a free port of this machine; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="report-bench-") as name:
        folder = Path(name)
        shutil.copytree(ROOT / "var" / "vendor", folder / "vendor")
        environment = settings_of(folder) | {
            "DJANGO_SETTINGS_MODULE": "reportsite.settings"
        }
        seed = [Path(__file__).with_name("seed.py")]
        seeded = json.loads(_run(seed, checkout, environment))
        _run(["manage.py", "collectstatic", "--noinput"], checkout, environment)
        with served(folder, environment, checkout, "-c", "deploy/gunicorn.py") as port:
            yield Site(port, **seeded)


def settings_of(folder: Path) -> dict[str, str]:
    """The environment of a site whose data is in the folder; a database for tests, where one is given, comes first."""
    return {
        "DATA_DIR": str(folder),
        "HTTPS_ONLY": "0",
        "SECRET_KEY": "only-for-this-run-" + "0" * 50,
        "DATABASE_URL": os.environ.get("TEST_DATABASE_URL")
        or f"sqlite:///{folder / 'report.sqlite3'}",
    }


@contextlib.contextmanager
def served(
    folder: Path, environment: dict[str, str], checkout: Path = ROOT, *options: str
) -> Iterator[int]:
    """Gunicorn on a free port of this machine, which is given; stopped afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])

    command = [
        sys.executable,
        "-m",
        "gunicorn",
        *options,
        "-b",
        f"127.0.0.1:{port}",
        "-w",
        "2",
        "--threads",
        "4",
    ]
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "reportsite.wsgi"],
            cwd=checkout,
            env=os.environ | environment,
            stdout=log,
            stderr=log,
        )
        try:
            _wait(port, process, folder / "server.log")
            yield port
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(START_SECONDS)


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < end:
        with (
            contextlib.suppress(OSError),
            socket.create_connection(("127.0.0.1", port), 1),
        ):
            return

        time.sleep(0.05)

    raise SystemExit(f"The server did not start:\n{log.read_text()}")


def _run(command: list[str | Path], checkout: Path, environment: dict[str, str]) -> str:
    ran = subprocess.run(
        [sys.executable, *command],
        cwd=checkout,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        raise SystemExit(f"{command} failed:\n{ran.stdout}\n{ran.stderr}")
    return ran.stdout
