"""Mutants of function bodies, made and run by mutmut as [tool.mutmut] in pyproject.toml has it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.mutation.notes import Mutant
from tests.mutation.trees import make_tree, mutated_files

MUTMUT = Path(sys.executable).parent / "mutmut"
KILLED = ("killed", "timeout")
CLASS_MARK = "ǁ"


def mutants_of_functions(tree: Path, workers: int) -> tuple[int, list[Mutant]]:
    """How many there were, and those that no test noticed; what mutmut could not run counts among these."""
    make_tree(tree, plain=True)
    with (tree / "mutmut.log").open("w", encoding="utf-8") as log:
        command = [MUTMUT, "run", "--max-children", str(workers)]
        if subprocess.run(command, cwd=tree, stdout=log, stderr=log).returncode:
            raise SystemExit(f"mutmut could not run; {log.name} says why.")
    results = re.findall(
        r"^\s*(\S+__mutmut_\d+): (.+)$",
        _mutmut(tree, "results", "--all", "true"),
        re.MULTILINE,
    )
    return len(results), [
        _mutant(tree, name) for name, status in results if status not in KILLED
    ]


def _mutant(tree: Path, name: str) -> Mutant:
    module, _, function = name.partition("__mutmut_")[0].rpartition(".")
    path = module.replace(".", "/")
    file = next(
        file
        for file in mutated_files()
        if file in (f"{path}.py", f"{path}/__init__.py")
    )
    function = (
        function.removeprefix("x")
        .removeprefix("_")
        .strip(CLASS_MARK)
        .replace(CLASS_MARK, ".")
    )
    return Mutant.of_difference(
        file, function, _mutmut(tree, "show", name).splitlines()
    )


def _mutmut(tree: Path, *words: str) -> str:
    ran = subprocess.run(
        [MUTMUT, *words],
        cwd=tree,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return ran.stdout
