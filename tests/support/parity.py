"""Case files: what was typed, and the totals and findings that server and browser must both make of it."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

from disclosure.forms.echo import JUDGED_WHILE_TYPING, edition_echo, report_echo
from disclosure.rules import Finding, Level, examine
from disclosure.statutory.content import AGENCY_KINDS, Content, PassageText
from disclosure.statutory.editions import EDITIONS, Edition
from disclosure.statutory.figures import Unreadable, format_figure, parse_figure

CASES = Path(__file__).parents[1] / "cases"
COMPARE = Path(__file__).parents[1] / "js" / "compare.mjs"
EDITION_DATA = Path(__file__).parents[1] / "js" / "editions"
REWRITE = bool(os.environ.get("REWRITE_CASES"))
"""REWRITE_CASES=1 pytest tests/test_parity.py writes the expected halves of the case files anew; read the difference."""
Typed = dict[str, dict[str, dict[str, str]]]


def content_of(
    edition: Edition,
    typed: Typed,
    kind: str = "street",
    passages: dict[str, str] | None = None,
) -> Content:
    entered: dict[str, dict[tuple[str, str], Any]] = {}
    for table, rows in typed.items():
        form = edition.table(table)
        entered[table] = {
            (row, column): parse_figure(text, form.kind_of(column))
            for row, line in rows.items()
            for column, text in line.items()
        }
    texts = {key: PassageText(text) for key, text in (passages or {}).items()}
    return Content(
        edition, edition.first_year + 1, "某机关", kind, entered, passages=texts
    )  # type: ignore[arg-type]


def judged(case: dict[str, Any], edition: Edition) -> dict[str, Any]:
    """The case with what the server makes of it: totals, findings, and the facts that the browser is told."""
    content = content_of(
        edition, case["typed"], case["agency_kind"], case.get("passages")
    )
    last = None if case.get("last") is None else content_of(edition, case["last"])
    levels = {
        code: level and Level(level) for code, level in case.get("levels", {}).items()
    }
    findings = examine(content, last, when="draft", levels=levels)
    return case | {
        "edition": edition.key,
        "echo": report_echo(content, last, levels),
        "completed": totals(content),
        "findings": [stated(f) for f in findings if f.code in JUDGED_WHILE_TYPING],
    }


def totals(content: Content) -> Typed:
    found: Typed = {}
    for table in content.edition.tables:
        for (row, column), value in content.completed[table.key].items():
            text = "?" if isinstance(value, Unreadable) else format_figure(value)
            if text and table.is_total(row, column):
                found.setdefault(table.key, {}).setdefault(row, {})[column] = text
    return found


def stated(finding: Finding) -> dict[str, Any]:
    data = finding.as_data() | {"fingerprint": finding.fingerprint}
    return data | {
        side: None if data[side] is None else str(data[side])
        for side in ("left", "right", "difference")
    }


def edition_data(edition: Edition) -> str:
    """What the browser is told of an edition, kept beside the browser's tests so that they run without Python."""
    return json.dumps(edition_echo(edition), ensure_ascii=False, indent=1) + "\n"


def assert_the_browser_agrees(
    file: Path, echo: dict[str, Any], cases: list[dict[str, Any]]
) -> None:
    """That the browser's modules make of the cases what they state; `echo` is what they are told of each edition."""
    node = shutil.which("node")
    assert node, "script/setup --test brings node"
    file.write_text(json.dumps({"echo": echo, "cases": cases}), encoding="utf-8")
    ran = subprocess.run(
        [node, COMPARE, file],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )
    file.unlink()  # ten megabytes, which pytest would keep for three runs
    assert ran.returncode == 0, f"{ran.stdout[-4000:]}\n{ran.stderr[-2000:]}"
    assert f"{len(cases)} cases, 0 differ" in ran.stdout


def dump(case: dict[str, Any]) -> str:
    return json.dumps(case, ensure_ascii=False, indent=1) + "\n"


# ── Random reports ────────────────────────────────────────────────────────────────────────────────────────────────
JUNK = [
    "-",
    "/",
    "不适用",
    "12a",
    "1 2",
    "1,23",
    "1.",
    ".5",
    "①",
    "１２．",
    "NaN",
    "1e3",
    "二",
    "<b>",
    "　x\u3000 y",
    "%s",
    "é" * 40,
    "七" * 30,
    "七" * 31,
]


def random_text(dice: random.Random, kind: str) -> str:
    """A figure as somebody may type it: mostly plain and small, sometimes anything."""
    size = dice.choice([1, 1, 1, 2, 3, 6, 9, 12, 13])
    digits = str(dice.randrange(10**size))
    roll = dice.random()
    if roll < 0.2:
        return ""
    if roll < 0.5:
        return str(dice.choice([0, 0, 0, 1, 2, 3]))
    if roll < 0.6:
        digits = digits.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    elif roll < 0.7:
        digits = f"{int(digits):,}".replace(",", dice.choice([",", "，"]))
    elif roll < 0.74:
        digits = dice.choice(["-", "－", "−", "+"]) + digits
    elif roll < 0.78 or (kind == "amount" and roll < 0.9):
        digits += "." + "".join(
            dice.choices("0123456789", k=dice.choice([1, 2, 4, 6, 7]))
        )
    elif roll < 0.82:
        digits = dice.choice(JUNK)
    return (
        dice.choice(["", "", " ", "\u3000"])
        + digits
        + dice.choice(["", "", " ", "\u00a0", "\t"])
    )


def random_typed(dice: random.Random, edition: Edition) -> Typed:
    """A report of one temper: mostly empty, all zeros, tidy, or wild; table three sometimes balanced on purpose."""
    temper = dice.choice(["sparse", "zeros", "nothing", "tidy", "tidy", "wild"])
    if temper == "nothing":
        return full(edition, "0")
    typed: Typed = {}
    for table, row, column in edition.entry_cells:
        kind = edition.table(table).kind_of(column)
        if temper == "sparse" and dice.random() < 0.9:
            continue
        text = _text_of_temper(dice, temper, kind)
        typed.setdefault(table, {}).setdefault(row, {})[column] = text
    for table, row, column in _amounts(edition):
        if dice.random() < 0.5:
            size = f"{dice.randrange(10 ** dice.choice([1, 4, 7]))}"
            typed.setdefault(table, {}).setdefault(row, {})[column] = size
    return typed


def _text_of_temper(dice: random.Random, temper: str, kind: str) -> str:
    if temper in ("sparse", "wild"):
        return random_text(dice, kind)
    text = str(dice.choice([0, 0, 0, 1, 7]))
    if temper == "zeros" and dice.random() < 0.97:
        return "0"
    return text


def _amounts(edition: Edition) -> list[tuple[str, str, str]]:
    return [
        (table, row, column)
        for table, row, column in edition.entry_cells
        if edition.table(table).kind_of(column) == "amount"
    ]


def full(edition: Edition, text: str) -> Typed:
    """The same text in every cell."""
    typed: Typed = {}
    for table, row, column in edition.entry_cells:
        typed.setdefault(table, {}).setdefault(row, {})[column] = text
    return typed


def random_case(seed: int) -> dict[str, Any]:
    dice = random.Random(seed)
    edition = dice.choice(list(EDITIONS.values()))
    typed = random_typed(dice, edition)
    last = random_last(dice, edition, typed)
    for table, row, column in edition.entry_cells:
        if (
            last
            and edition.table(table).kind_of(column) == "amount"
            and dice.random() < 0.3
        ):
            earlier = dice.randrange(
                1, 10**6
            )  # at the edge of rule V-3: a hundred times last year's, or just under
            last.setdefault(table, {}).setdefault(row, {})[column] = str(earlier)
            now = dice.choice([f"{earlier}00", f"{earlier * 100 - 1}.999999"])
            typed.setdefault(table, {}).setdefault(row, {})[column] = now
    fees = dice.choice(["", "本年度未收取任何费用。", "收取信息处理费 120 元。"])
    levels = {
        code: dice.choice([None, "error", "query", "hint"])
        for code in JUDGED_WHILE_TYPING
        if dice.random() < 0.1
    }
    case = {
        "levels": levels,
        "name": f"random {seed}",
        "agency_kind": dice.choice(list(AGENCY_KINDS)),
        "passages": {"other_matters": fees},
        "last": last,
        "typed": typed,
    }
    return judged(case, edition)


def random_last(dice: random.Random, edition: Edition, typed: Typed) -> Typed | None:
    """Last year: unknown, anything, or this year's figures with at most one changed."""
    roll = dice.random()
    if roll < 0.3:
        return None
    if roll < 0.8:
        return random_typed(dice, edition)
    last = json.loads(json.dumps(typed))
    if last and dice.random() < 0.5:
        row = dice.choice(list(dice.choice(list(last.values())).values()))
        row[dice.choice(list(row))] = str(dice.randrange(200))
    return dict(last)
