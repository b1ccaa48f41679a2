"""The names of the offices round one, from the tree. Read whole and kept for a minute: not a query for each save."""

from __future__ import annotations

import time
from dataclasses import dataclass

from disclosure.models import Agency
from disclosure.rules import Offices
from disclosure.rules.wording.office_names import forms_of

MINUTE = 60
"""Seconds after which a new or renamed office shows."""
AROUND = 256
"""So many offices' surroundings are kept at once."""


@dataclass(slots=True)
class _Tree:
    """All offices as they were read: {path: name}; what was made of it for one office, {path: Offices}."""

    read_at: float
    names: dict[str, str]
    everybody: frozenset[str]
    around: dict[str, Offices]


_known: _Tree | None = None


def forget() -> None:
    """Read the tree anew at the next question."""
    global _known  # noqa: PLW0603 - the process's own memory
    _known = None


def _tree() -> _Tree:
    global _known  # noqa: PLW0603 - the process's own memory
    tree = _known
    if tree is None or time.monotonic() - tree.read_at > MINUTE:
        names = dict(Agency.objects.order_by().values_list("path", "name"))
        everybody = frozenset(names.values())
        if (
            tree is not None and tree.names == names
        ):  # the matcher made of the names stays good
            tree.read_at = time.monotonic()
            return tree

        _known = tree = _Tree(time.monotonic(), names, everybody, {})

    return tree


def offices_around(agency: Agency) -> Offices:
    """Its own names, those above and below it, and everybody's; `others` is one set for all, so that it is searched fast."""
    tree = _tree()
    found = tree.around.get(agency.path)
    if found is None or agency.name not in found.own:
        if len(tree.around) >= AROUND:
            tree.around.clear()

        found = tree.around[agency.path] = Offices(
            own=frozenset({agency.name}) | forms_of(agency.name),
            above=frozenset(
                name for path, name in tree.names.items() if _below(agency.path, path)
            ),
            below=frozenset(
                name for path, name in tree.names.items() if _below(path, agency.path)
            ),
            others=tree.everybody,
        )

    return found


def _below(path: str, other: str) -> bool:
    """Whether `path` lies below the other, not being it."""
    return path != other and path.startswith(other)
