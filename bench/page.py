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
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

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


def prepared(content: Any, last: Any, findings: Any) -> dict[str, Any]:
    """What the plain templates are given: every cell ready to be written."""
    from django.utils.safestring import mark_safe

    from disclosure.forms import TablesForm, grid_layout
    from disclosure.statutory.grid import LabelCell, grid_for

    form = TablesForm(content, content.edition.part("requests"), last=last)
    table = content.edition.table("requests")
    grid, columns = grid_for(table), table.columns
    skeleton = grid_layout._skeleton(content.edition, table, True)
    marks = grid_layout._marks(form, findings)
    values = dict(grid_layout._cell_values(form, table, skeleton, marks))
    values |= grid_layout._balance_values(table, form.completed[table.key])
    (check,) = table.checks

    def head(cell: LabelCell) -> dict[str, Any]:
        start = (
            grid.stub - cell.colspan
            if cell.scope == "row"
            else 0
            if cell.vertical
            else 1
        )
        kind = " upright" if cell.vertical else " name" if cell.scope == "row" else ""
        keys = ("corner", "colspan", "rowspan", "scope", "text")
        return {key: getattr(cell, key) for key in keys} | {
            "class": f"at-{start}{kind}"
        }

    def figure(slot: Any) -> dict[str, Any]:
        place = grid_layout._cell(table, grid.stub, slot)
        ready = {key: place[key] for key in ("id", "name", "mode", "label")}
        for name in ("state", "marks", "value", "last"):
            ready[name] = mark_safe(values[f"{place['id']} {name}"])
        return ready | {"total": slot.total}

    def side(name: str) -> list[dict[str, str]]:
        holes = [f"{check.code} {name} {column.key}" for column in columns]
        states = [values.get(f"{hole} state") for hole in holes]
        return [
            {"class": "" if state is None else f"{name}{state}", "text": values[hole]}
            for hole, state in zip(holes, states, strict=True)
        ]

    return {
        "base": form.base,
        "name": content.edition.table_name(table.key),
        "classes": f"grid stub-{grid.stub} columns-{len(columns)}{values['wide']}",
        "key": table.key,
        "stubs": list(range(grid.stub)),
        "width": len(columns),
        "head": [[head(cell) for cell in line.cells] for line in grid.head],
        "body": [
            [head(c) if isinstance(c, LabelCell) else figure(c) for c in line.cells]
            for line in grid.body
        ],
        "balance": [
            {"side": name, "words": words, "cells": side(name)}
            for name, words in grid_layout._balance_heads(table, check)
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
