"""Mutants of what stands outside function bodies: constants, patterns, rules' own words. One process for each.

mutmut switches functions while the program runs, so what is worked out on import is beyond it; its changes are used here.
"""

from __future__ import annotations

import difflib
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

import libcst as cst
from libcst.metadata import MetadataWrapper
from mutmut.configuration import config
from mutmut.mutation.file_mutation import MutationVisitor, deep_replace
from mutmut.mutation.mutators import mutation_operators
from mutmut.mutation.pragma_handling import get_ignored_lines

from tests.mutation.notes import Mutant
from tests.mutation.trees import make_tree, mutated_files

ENVIRONMENT = os.environ | {
    "PYTHONDONTWRITEBYTECODE": "1"
}  # two changes of one second look the same to a .pyc
TOO_LONG = 300


class OutsideFunctions(MutationVisitor):
    """mutmut's changes, of what is worked out on import, decorators included."""

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.FunctionDef):
            for decorator in node.decorators:
                decorator.visit(self)
            return False
        return super().on_visit(node)

    def _skip_node_and_children(self, node: cst.CSTNode) -> bool:
        return not isinstance(node, cst.Decorator) and super()._skip_node_and_children(
            node
        )


def mutants_outside(trees: list[Path]) -> tuple[int, list[Mutant]]:
    """How many there were, and those that neither a test nor the type checker noticed. Each tree is a worker's own."""
    free: SimpleQueue[Path] = SimpleQueue()
    for tree in trees:
        make_tree(tree)
        if _notices(tree):
            raise SystemExit(f"The tests fail in {tree} before anything is changed.")
        free.put(tree)

    def survives(change: tuple[str, str]) -> bool:
        file, source = change
        tree = free.get()
        right = (tree / file).read_text(encoding="utf-8")
        try:
            (tree / file).write_text(source, encoding="utf-8")
            return not _notices(tree)
        finally:
            (tree / file).write_text(right, encoding="utf-8")
            free.put(tree)

    found = [
        (file, source)
        for file in mutated_files()
        for source in changes(file, (trees[0] / file).read_text("utf-8"))
    ]
    with ThreadPoolExecutor(len(trees)) as pool:
        alive = [
            change
            for change, survived in zip(found, pool.map(survives, found), strict=True)
            if survived
        ]
    return len(found), [
        _mutant(file, (trees[0] / file).read_text("utf-8"), source)
        for file, source in alive
    ]


def changes(file: str, source: str) -> Iterator[str]:
    """The module's source with one thing changed, for each thing outside a function body."""
    module = MetadataWrapper(cst.parse_module(source))
    visitor = OutsideFunctions(
        mutation_operators, get_ignored_lines(file, source, module)
    )
    tree = module.visit(visitor)
    for mutation in visitor.mutations:
        changed = deep_replace(tree, mutation.original_node, mutation.mutated_node)
        assert isinstance(changed, cst.Module)
        yield changed.code


def _notices(tree: Path) -> bool:
    """Whether a test fails in the tree, or mypy does: both are run before every commit."""
    python = [sys.executable, "-m"]
    tests = ["pytest", "-x", "-q", "-p", "no:randomly", *config().pytest_add_cli_args]
    types = ["mypy", "disclosure/statutory/figures.py", "disclosure/rules"]
    commands = ([*tests, *config().pytest_add_cli_args_test_selection], types)
    return any(_fails([*python, *command], tree) for command in commands)


def _fails(command: list[str], tree: Path) -> bool:
    try:
        return (
            subprocess.run(
                command,
                cwd=tree,
                env=ENVIRONMENT,
                capture_output=True,
                timeout=TOO_LONG,
            ).returncode
            != 0
        )
    except subprocess.TimeoutExpired:
        return True


def _mutant(file: str, right: str, wrong: str) -> Mutant:
    return Mutant.of_difference(
        file,
        "",
        difflib.unified_diff(right.splitlines(), wrong.splitlines(), lineterm="", n=0),
    )
