"""Typed readers for the environment. Each one says what it found and what to set."""

import contextlib
import os
import secrets
import tempfile
from collections.abc import Mapping
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"0", "false", "no", "off"})


class Env:
    """Reads one environment. Blank counts as not set; values are stripped."""

    def __init__(self, variables: Mapping[str, str] = os.environ) -> None:
        self.variables = variables

    def text(self, name: str, default: str = "") -> str:
        return self.variables.get(name, "").strip() or default

    def flag(self, name: str, default: bool) -> bool:
        """Raises ImproperlyConfigured when the value is neither a yes nor a no."""
        found = self.text(name)
        if not found:
            return default
        if found.lower() in YES:
            return True
        if found.lower() in NO:
            return False

        raise wrong(name, found, "1 or 0")

    def count(self, name: str, default: int) -> int:
        """A whole number, 0 or more. Raises ImproperlyConfigured for anything else."""
        found = self.text(name)
        if not found:
            return default
        if not (found.isascii() and found.isdigit()):
            raise wrong(name, found, f"a whole number, for example {default}")
        return int(found)

    def choice(self, name: str, options: tuple[str, ...]) -> str:
        """One of the options, the first when nothing is set. Raises ImproperlyConfigured for anything else."""
        found = self.text(name, options[0])
        if found.upper() not in options:
            raise wrong(name, found, f"one of {', '.join(options)}")
        return found.upper()

    def names(self, name: str, default: tuple[str, ...] = ()) -> list[str]:
        """Values separated by commas."""
        return [
            part.strip() for part in self.text(name).split(",") if part.strip()
        ] or list(default)

    def hosts(self, name: str, default: tuple[str, ...]) -> list[str]:
        """Host names separated by commas. Raises ImproperlyConfigured for an address or a port."""
        found = self.names(name, default)
        for host in found:
            bare = (
                host.removeprefix("[").removesuffix("]")
                if host.startswith("[")
                else host
            )
            if "/" in host or (":" in host and bare == host):
                raise wrong(
                    name,
                    host,
                    "host names without scheme and port, for example report.example.org",
                )

        return found

    def origins(self, name: str) -> list[str]:
        """Origins separated by commas. Raises ImproperlyConfigured when a scheme is missing."""
        found = self.names(name)
        for origin in found:
            if not origin.startswith(("https://", "http://")):
                raise wrong(
                    name,
                    origin,
                    "origins with their scheme, for example https://report.example.org",
                )

        return found

    def site(self, name: str) -> str:
        """The address of a site without a slash at its end. Raises ImproperlyConfigured for anything else."""
        found = self.text(name).rstrip("/")
        if found:
            scheme, _, host = found.partition("://")
            if scheme not in ("https", "http") or not host or set(host) & set("/?#@ "):
                raise wrong(
                    name,
                    found,
                    "the site's address, for example https://report.example.org",
                )

        return found

    def folder(self, name: str, default: Path) -> Path:
        """An absolute folder. Raises ImproperlyConfigured when a file is in its place or the path is relative."""
        found = self.text(name)
        if not found:
            return default

        path = Path(found).expanduser()
        if not path.is_absolute():
            raise wrong(name, found, f"an absolute path, for example {default}")
        if path.exists() and not path.is_dir():
            raise wrong(name, found, "a folder; this is a file")
        return path

    def secret(self, name: str, file: Path) -> str:
        """A secret from the variable or else from its file, which is written once where its folder is there.

        Raises ImproperlyConfigured when there is none and none can be written.
        """
        found = self.text(name)
        if not found:
            _write_once(file)
            try:
                found = file.read_text(encoding="utf-8").strip()
            except FileNotFoundError:
                found = ""
            except OSError as error:
                raise ImproperlyConfigured(
                    f"{name} is not set and {file} cannot be read ({error.strerror}): "
                    f"set {name}, or let this user read the file."
                ) from error

        if not found:
            raise ImproperlyConfigured(
                f"{name} is not set and {file} does not exist: run script/setup, which writes that file, "
                f"or set {name} to 50 random characters or more."
            )
        if len(found) < 32:
            raise ImproperlyConfigured(
                f"{name} has {len(found)} characters: set 50 random characters or more."
            )
        return found


def _write_once(file: Path) -> None:
    """A new secret in a file of its owner's alone; of two processes that start at once, one writes and both read."""
    if file.exists() or not os.access(file.parent, os.W_OK):
        return

    with tempfile.NamedTemporaryFile(
        "w", dir=file.parent, prefix=file.name, delete=False
    ) as new:  # mode 600
        new.write(secrets.token_urlsafe(48))

    with contextlib.suppress(FileExistsError):
        os.link(new.name, file)

    Path(new.name).unlink()


def wrong(name: str, found: str, wanted: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name} is {found!r}: set it to {wanted}.")
