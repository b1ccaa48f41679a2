"""Settings from the environment, what the checks tell, and what the locks may not hold."""

import re
import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import RequestFactory

from disclosure import checks
from reportsite.database import database_from_url
from reportsite.env import Env
from reportsite.sessions import RENEWED, client_address

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(
    ("read", "value", "says"),
    [
        (
            lambda env: env.flag("X", default=False),
            "maybe",
            "X is 'maybe': set it to 1 or 0.",
        ),
        (
            lambda env: env.count("X", 4),
            "-1",
            "X is '-1': set it to a whole number, for example 4.",
        ),
        (
            lambda env: env.choice("X", ("INFO", "DEBUG")),
            "loud",
            "X is 'loud': set it to one of INFO, DEBUG.",
        ),
        (
            lambda env: env.hosts("X", ()),
            "https://a.example",
            "without scheme and port",
        ),
        (lambda env: env.hosts("X", ()), "a.example:8000", "without scheme and port"),
        (lambda env: env.origins("X"), "a.example", "origins with their scheme"),
        (
            lambda env: env.folder("X", Path("/var/x")),
            "here",
            "an absolute path, for example /var/x",
        ),
        (
            lambda env: env.folder("X", Path("/var/x")),
            __file__,
            "a folder; this is a file",
        ),
        (lambda env: env.secret("X", Path("/nowhere")), "short", "X has 5 characters"),
        (
            lambda env: env.secret("X", Path("/nowhere/key")),
            "",
            "X is not set and /nowhere/key does not exist",
        ),
    ],
)
def test_a_wrong_setting_is_named_with_what_to_set(read, value, says):
    with pytest.raises(ImproperlyConfigured, match=re.escape(says)):
        read(Env({"X": value}))


def test_what_is_blank_or_absent_is_the_default(tmp_path):
    (tmp_path / "key").write_text("k" * 50)
    env = Env({"BLANK": "  ", "HOSTS": "a.example, [::1],", "YES": "On"})
    assert env.flag("BLANK", default=True) is True
    assert env.flag("YES", default=False) is True
    assert env.count("BLANK", 4) == 4
    assert env.hosts("HOSTS", ()) == ["a.example", "[::1]"]
    assert env.folder("ABSENT", tmp_path) == tmp_path
    assert env.secret("ABSENT", tmp_path / "key") == "k" * 50


def test_a_secret_is_written_once_for_its_owner_alone(tmp_path):
    first = Env({}).secret("X", tmp_path / "key")
    assert len(first) >= 50
    assert Env({}).secret("X", tmp_path / "key") == first
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["key"]


def test_sqlite_waits_its_turn():
    found = database_from_url("sqlite:////data/a%20b.sqlite3", ROOT)
    assert found["NAME"] == Path("/data/a b.sqlite3")
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in found["OPTIONS"]["init_command"]
    assert database_from_url("sqlite:///a.sqlite3", ROOT)["NAME"] == ROOT / "a.sqlite3"


def test_postgres_takes_its_parts_from_the_address():
    found = database_from_url(
        "postgres://me:p%40ss@db.example:5433/reports?sslmode=require&pool=3", ROOT
    )
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == (
        "me",
        "p@ss",
        "db.example",
        "5433",
    )
    assert found["NAME"] == "reports"
    assert found["OPTIONS"] == {
        "sslmode": "require",
        "pool": {"min_size": 1, "max_size": 3, "timeout": 10},
    }
    by_socket = database_from_url(
        "postgresql:///reports?host=/run/postgresql&pool=0", ROOT
    )
    assert (by_socket["HOST"], by_socket["OPTIONS"]) == ("/run/postgresql", {})


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mysql://me@host/db", "begins with 'mysql'"),
        ("reports.sqlite3", "has no scheme"),
        ("sqlite://reports.sqlite3", "three slashes"),
        ("sqlite:///a.sqlite3?mode=ro", "takes none"),
        ("postgres://me:secret@host:port/db", "cannot be read"),
        ("postgres://me:secret@host", "names no database"),
        ("postgres://me:secret@host/db?ssl=1", "has the option 'ssl'"),
        ("postgres://me:secret@host/db?pool=many", "pool='many'"),
    ],
)
def test_a_wrong_database_url_is_told_without_its_password(url, says):
    with pytest.raises(ImproperlyConfigured, match=re.escape(says)) as told:
        database_from_url(url, ROOT)
    assert "secret" not in str(told.value)


def test_checks_tell_what_is_wrong_and_are_silent_otherwise(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    key = tmp_path / "secret_key"
    key.write_text("k")
    key.chmod(stat.S_IRUSR | stat.S_IWUSR)
    assert checks.check_data_folder(None) == checks.check_secret_file(None) == []
    key.chmod(0o644)
    assert [found.id for found in checks.check_secret_file(None)] == ["disclosure.E002"]
    settings.DATA_DIR = tmp_path / "absent"
    assert "mkdir" in checks.check_data_folder(None)[0].hint

    settings.ALLOWED_HOSTS, settings.HTTPS_ONLY, settings.TRUST_PROXY = (
        ["localhost"],
        True,
        False,
    )
    assert [
        found.id for found in checks.check_hosts(None) + checks.check_https(None)
    ] == [
        "disclosure.W001",
        "disclosure.W002",
    ]
    settings.ALLOWED_HOSTS, settings.TRUST_PROXY = ["report.example.org"], True
    assert checks.check_hosts(None) + checks.check_https(None) == []


def test_only_what_the_proxy_saw_itself_is_believed(settings):
    request = RequestFactory().get(
        "/", headers={"x-forwarded-for": "6.6.6.6, 192.0.2.7"}, REMOTE_ADDR="127.0.0.1"
    )
    settings.TRUST_PROXY = True
    assert client_address(request) == "192.0.2.7"
    settings.TRUST_PROXY = False
    assert client_address(request) == "127.0.0.1"


@pytest.mark.django_db
def test_a_session_in_use_is_renewed_now_and_then_and_not_at_every_page(
    client, clerk, settings
):
    client.force_login(clerk)
    client.get("/")
    first = client.session[RENEWED]
    client.get("/")
    assert client.session[RENEWED] == first
    session = client.session
    session[RENEWED] = first - settings.SESSION_RENEW_AFTER.total_seconds()
    session.save()
    assert (
        client.get("/").cookies["sessionid"]["max-age"] == settings.SESSION_COOKIE_AGE
    )
    assert client.session[RENEWED] >= first


def test_locks_are_hashed_and_name_no_address():
    for lock in (*ROOT.glob("requirements*.lock"), ROOT / "package-lock.json"):
        text = lock.read_text(encoding="utf-8")
        assert '"resolved"' not in text
        # What npm calls "url" is where the authors of a package ask for money.
        named = re.findall(
            r"^\s*[^#\s].*\b(?:index-url|find-links|https?://).*$", text, re.MULTILINE
        )
        assert [line for line in named if not line.strip().startswith('"url":')] == []
    for lock in ROOT.glob("requirements*.lock"):
        entries = re.split(
            r"^(?=\S+==)", lock.read_text(encoding="utf-8"), flags=re.MULTILINE
        )[1:]
        assert entries
        assert all("--hash=sha256:" in entry for entry in entries)
