"""Source with its decorators written as plain calls, which is what they mean: `f = rule(…)(f)` beneath `def f`.

mutmut leaves decorated functions alone, and every rule is one.
"""

from __future__ import annotations

import ast

LEFT = ("staticmethod", "classmethod")
"""mutmut can do these."""


def undecorated(source: str) -> str:
    """The same module; each decorated function is followed by the calls of its decorators, the innermost first."""
    lines = source.splitlines(keepends=True)
    found = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef) and _decorators(node)
    ]
    for node in sorted(found, key=lambda node: node.lineno, reverse=True):
        calls = [
            f"{' ' * node.col_offset}{node.name} = {_text(source, d)}({node.name})\n"
            for d in _decorators(node)
        ]
        lines[node.end_lineno : node.end_lineno] = ["\n", *reversed(calls)]
        first = min(decorator.lineno for decorator in _decorators(node)) - 1
        del lines[first : node.lineno - 1]
    return "".join(lines)


def _decorators(node: ast.FunctionDef) -> list[ast.expr]:
    return [
        d for d in node.decorator_list if not (isinstance(d, ast.Name) and d.id in LEFT)
    ]


def _text(source: str, node: ast.expr) -> str:
    text = ast.get_source_segment(source, node)
    assert text is not None
    return text
