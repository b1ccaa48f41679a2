"""DATABASE_URL as Django's settings. A mistake in it is named; the password never is."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# WAL lets readers go on while one writes; IMMEDIATE takes the write lock at BEGIN, so that a transaction that reads
# first and writes later waits for its turn instead of failing half way.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON"
)
SQLITE_WAIT_SECONDS = 20
POSTGRES_OPTIONS = frozenset(
    {
        "application_name",
        "connect_timeout",
        "host",
        "port",
        "sslcert",
        "sslkey",
        "sslmode",
        "sslrootcert",
        "target_session_attrs",
    }
)
POOL_SIZE = 8
EXAMPLES = "postgres://USER:PASSWORD@HOST:5432/NAME or sqlite:////absolute/path.sqlite3"


def database_from_url(url: str, base: Path) -> dict[str, Any]:
    """DATABASES["default"] for a URL; `base` is where a relative SQLite path starts.

    postgres://USER:PASSWORD@HOST:PORT/NAME?sslmode=require&pool=8, or sqlite:///relative or sqlite:////absolute.
    Raises ImproperlyConfigured.
    """
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  reading it is what checks it
    except ValueError as error:
        raise mistake(f"cannot be read ({error})") from error

    readers: dict[str, Callable[[SplitResult, Path], dict[str, Any]]] = {
        "sqlite": sqlite,
        "postgres": postgres,
        "postgresql": postgres,
    }
    if parts.scheme not in readers:
        raise mistake(
            f"begins with {parts.scheme!r}" if parts.scheme else "has no scheme"
        )
    return readers[parts.scheme](parts, base)


def sqlite(parts: SplitResult, base: Path) -> dict[str, Any]:
    if parts.netloc or not parts.path.strip("/"):
        raise mistake("names no file: sqlite takes three slashes and a path")
    if parts.query:
        raise mistake("has options after '?', and sqlite takes none")

    path = base / unquote(parts.path)[1:]
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": SQLITE_WAIT_SECONDS,
            "init_command": SQLITE_PRAGMAS,
        },
    }


def postgres(parts: SplitResult, base: Path) -> dict[str, Any]:
    name = unquote(parts.path.removeprefix("/"))
    if not name or "/" in name:
        raise mistake("names no database after the host")

    given = dict(parse_qsl(parts.query, keep_blank_values=True))
    pool = _pool_size(given.pop("pool", str(POOL_SIZE)))
    unknown = sorted(given.keys() - POSTGRES_OPTIONS)
    if unknown:
        known = ", ".join(sorted(POSTGRES_OPTIONS))
        raise mistake(f"has the option {unknown[0]!r}, and knows {known}, pool")

    # A socket's folder is no host of a URL: it is given as ?host=/run/postgresql.
    host = given.pop("host", unquote(parts.hostname or ""))
    port = given.pop("port", str(parts.port or ""))
    options: dict[str, Any] = dict(given)
    if pool:
        # One connection a thread, kept open: opening one costs more than most of our queries.
        options["pool"] = {"min_size": 1, "max_size": pool, "timeout": 10}

    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": port,
        "OPTIONS": options,
    }


def _pool_size(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise mistake(f"has pool={text!r}, which is not a whole number (0 is no pool)")
    return int(text)


def mistake(found: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"DATABASE_URL {found}: set it to {EXAMPLES}.")
