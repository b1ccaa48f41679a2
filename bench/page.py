"""The table-three page fragment against a plain Django and a plain Jinja2 template of the same inputs, with ratios.

    .venv/bin/python bench/page.py [ROUNDS]

Ours is timed whole: a form made from the report, its state, marks and totals worked out, drawn through crispy. The others
only draw: their rows lie prepared outside the clock. All three write the same HTML, which is checked first.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

if TYPE_CHECKING:
    from disclosure.statutory.grid import LabelCell

ROUNDS, WARM_UP, AIM = 200, 10, 1.0
# Valid in both languages, so that they do the same work.
PLAIN = """<input type="hidden" name="base" autocomplete="off" value="{{ base }}">
<div class="sheet" role="region" tabindex="0" aria-label="{{ name }}">
<table class="{{ classes }}" data-table="{{ key }}">
<colgroup>{% for stub in stubs %}<col class="col-stub-{{ stub }}">{% endfor %}
<col class="col-figure" span="{{ width }}"></colgroup>
<thead>{% for line in head %}<tr>{% for cell in line %}{% if cell.corner %}
<td class="corner" colspan="{{ cell.colspan }}" rowspan="{{ cell.rowspan }}"><span>{{ cell.text }}</span></td>
{% else %}<th scope="{{ cell.scope }}"
{% if cell.colspan > 1 %}colspan="{{ cell.colspan }}"{% endif %}
{% if cell.rowspan > 1 %}rowspan="{{ cell.rowspan }}"{% endif %}><span>{{ cell.text }}</span></th>
{% endif %}{% endfor %}</tr>{% endfor %}</thead>
<tbody>{% for line in body %}<tr>{% for cell in line %}{% if cell.text %}
<th class="{{ cell.class }}" scope="{{ cell.scope }}"
{% if cell.colspan > 1 %}colspan="{{ cell.colspan }}"{% endif %}
{% if cell.rowspan > 1 %}rowspan="{{ cell.rowspan }}"{% endif %}><span>{{ cell.text }}</span></th>
{% elif cell.total %}<td class="slot total{{ cell.state }}">
<output id="{{ cell.id }}" tabindex="-1" aria-live="off" aria-label="{{ cell.label }}"{{ cell.marks }}>{{ cell.value }}
</output><small>{{ cell.last }}</small></td>
{% else %}<td class="slot{{ cell.state }}">
<input type="text" inputmode="{{ cell.mode }}" autocomplete="off" id="{{ cell.id }}"
 name="{{ cell.name }}" aria-label="{{ cell.label }}"{{ cell.marks }} value="{{ cell.value }}"><small>{{ cell.last }}
</small></td>{% endif %}{% endfor %}</tr>{% endfor %}</tbody>
<tfoot>{% for side in balance %}<tr class="balance" data-side="{{ side.side }}">
<th scope="row" colspan="{{ stubs|length }}" class="at-0"><span>{{ side.words }}</span></th>
{% for cell in side.cells %}<td{% if cell.class %} class="{{ cell.class }}"{% endif %}><span>{{ cell.text }}</span></td>{% endfor %}
</tr>{% endfor %}</tfoot></table></div>"""


def main() -> int:
    import django

    django.setup()
    from django.template import Context, Template
    from jinja2 import Environment

    content, last, findings = report()
    part = content.edition.part("requests")
    page = Template("{% load layouts %}{% layout form %}")

    def ours() -> str:
        from disclosure.forms import TablesForm

        return page.render(
            Context(
                {"form": TablesForm(content, part, last=last), "findings": findings}
            )
        )

    rows = prepared(content, last, findings)
    django_page = Template(PLAIN)
    jinja_page = Environment(autoescape=True).from_string(PLAIN)
    contenders: dict[str, Callable[[], str]] = {
        "ours: form, marks, totals and crispy": ours,
        "plain Django template, rows prepared": lambda: django_page.render(
            Context(rows)
        ),
        "plain Jinja2 template, rows prepared": lambda: jinja_page.render(rows),
    }
    drawn = {name: squeeze(draw()) for name, draw in contenders.items()}
    assert len(set(drawn.values())) == 1, difference(*drawn.values())
    times = measure(contenders, int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
    plain = times["plain Django template, rows prepared"]
    print(
        f"{len(rows['body'])} lines, {drawn['plain Jinja2 template, rows prepared'].count('<input') - 1} inputs"
    )
    for name, spent in times.items():
        print(f"  {name:40} {spent * 1000:7.2f} ms   × {spent / plain:.2f}")

    ratio = times["ours: form, marks, totals and crispy"] / plain
    print(
        f"  aim: ours ≤ {AIM:.2f} × the plain Django template: {'met' if ratio <= AIM else 'missed'}"
    )
    return int(ratio > AIM)


def measure(contenders: dict[str, Callable[[], str]], rounds: int) -> dict[str, float]:
    """Seconds, medians; they take turns, so that a busy moment hits all of them."""
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for turn in range(rounds + WARM_UP):
        for name, draw in contenders.items():
            begun = time.perf_counter()
            draw()
            if turn >= WARM_UP:
                times[name].append(time.perf_counter() - begun)

    return {name: median(spent) for name, spent in times.items()}


def report() -> tuple[Any, Any, Any]:
    """A report as it is half way: figures, blanks, one that cannot be read, a column out of balance; and last year's."""
    from disclosure.rules import examine
    from tests.support.make import make_content

    row = {"person": "60", "business": "3", "research": "", "charity": "x<1"}
    content = make_content({"requests": {"new": row, "granted": {"person": "61"}}})
    last = make_content({"requests": {"new": {"person": 48}}}, year=2022)
    findings = [
        finding
        for finding in examine(content, last, when="draft")
        if finding.part == "requests"
    ]
    return content, last, findings


class Preparing:
    """Table three of a form, taken apart into what the plain templates are given."""

    def __init__(self, content: Any, last: Any, findings: Any) -> None:
        from disclosure.forms import TablesForm, grid_layout
        from disclosure.statutory.grid import grid_for

        self.layout = grid_layout
        self.form = TablesForm(content, content.edition.part("requests"), last=last)
        self.table = content.edition.table("requests")
        self.grid = grid_for(self.table)
        skeleton = grid_layout._skeleton(content.edition, self.table, True)
        marks = grid_layout._marks(self.form, findings)
        values = dict(grid_layout._cell_values(self.form, self.table, skeleton, marks))
        completed = self.form.completed[self.table.key]
        self.values = values | dict(grid_layout._balance_values(self.table, completed))
        (self.check,) = self.table.checks

    def line(self, line: Any) -> list[dict[str, Any]]:
        """A line of the body: its heads and its figures."""
        from disclosure.statutory.grid import LabelCell

        return [
            self.head(cell) if isinstance(cell, LabelCell) else self.figure(cell)
            for cell in line.cells
        ]

    def head(self, cell: LabelCell) -> dict[str, Any]:
        keys = ("corner", "colspan", "rowspan", "scope", "text")
        return {key: getattr(cell, key) for key in keys} | {"class": self._looks(cell)}

    def _looks(self, cell: LabelCell) -> str:
        # A row's name ends where the figures begin; the bracket over the outcomes stands first, other groups after it.
        kind = " upright" if cell.vertical else ""
        if cell.scope == "row":
            return f"at-{self.grid.stub - cell.colspan}{kind or ' name'}"
        return f"at-{0 if cell.vertical else 1}{kind}"

    def figure(self, slot: Any) -> dict[str, Any]:
        from django.utils.safestring import mark_safe

        place = self.layout._cell(self.table, self.grid.stub, slot)
        ready = {key: place[key] for key in ("id", "name", "mode", "label")}
        for name in ("state", "marks", "value", "last"):
            ready[name] = mark_safe(self.values[f"{place['id']} {name}"])

        return ready | {"total": slot.total}

    def side(self, name: str, words: str) -> dict[str, Any]:
        """One side of the balance below the figures."""
        holes = [
            f"{self.check.code} {name} {column.key}" for column in self.table.columns
        ]
        cells = [self._of_side(name, hole) for hole in holes]
        return {"side": name, "words": words, "cells": cells}

    def _of_side(self, name: str, hole: str) -> dict[str, str]:
        state = self.values.get(f"{hole} state")
        look = "" if state is None else f"{name}{state}"
        return {"class": look, "text": self.values[hole]}


def prepared(content: Any, last: Any, findings: Any) -> dict[str, Any]:
    """What the plain templates are given: every cell ready to be written."""
    made = Preparing(content, last, findings)
    grid, table, width = made.grid, made.table, len(made.table.columns)
    return {
        "base": made.form.base,
        "name": content.edition.table_name(table.key),
        "classes": f"grid stub-{grid.stub} columns-{width}{made.values['wide']}",
        "key": table.key,
        "stubs": list(range(grid.stub)),
        "width": width,
        "head": [[made.head(cell) for cell in line.cells] for line in grid.head],
        "body": [made.line(line) for line in grid.body],
        "balance": [
            made.side(name, words)
            for name, words in made.layout._balance_heads(table, made.check)
        ],
    }


def squeeze(html: str) -> str:
    """Without blanks, and with one way to write a quotation mark."""
    return re.sub(r"\s+", "", html).replace("&#34;", "&quot;")


def difference(*pages: str) -> str:
    at = next(
        i for i in range(min(map(len, pages))) if len({page[i] for page in pages}) > 1
    )
    return "\n".join(page[max(0, at - 60) : at + 60] for page in pages)


if __name__ == "__main__":
    sys.exit(main())
