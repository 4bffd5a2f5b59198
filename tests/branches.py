"""How many ways lead through each function: one, and one more for every decision in it.

    python -m tests.branches [--above 10]

A decision is an ``if`` (also in an expression or a comprehension), a loop (a comprehension is one), an ``except``, a
``case`` that is not the last resort, and every ``and`` or ``or``. A function in a function is counted for itself.
Stricter than McCabe's number, which leaves expressions out. Prints the functions above the bound, worst first.
"""

from __future__ import annotations

import argparse
import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["BOUND", "Function", "functions_of", "ways_through"]

PACKAGE = Path(__file__).resolve().parent.parent / "tracker"
BOUND = 10
"""Ways through a function up to which it can be held in the head."""

Definition = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A function and the ways through it."""

    module: str
    line: int
    name: str
    ways: int


def functions_of(package: Path = PACKAGE) -> tuple[Function, ...]:
    """Every function and method below a folder, in the order of the files."""
    return tuple(
        Function(module=path.relative_to(package).as_posix(), line=node.lineno, name=node.name, ways=ways_through(node))
        for path in sorted(package.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, Definition)
    )


def ways_through(function: Definition) -> int:
    """One, and one more for every decision in the body of a function."""
    return 1 + sum(_decisions(node) for node in _own_nodes(function))


def _own_nodes(function: Definition) -> Iterator[ast.AST]:
    """The nodes of a function's body, without those of the functions in it."""
    stack: list[ast.AST] = list(function.body)
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, Definition):
            stack += ast.iter_child_nodes(node)


def _decisions(node: ast.AST) -> int:
    if isinstance(node, (ast.If, ast.IfExp, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler)):
        return 1
    if isinstance(node, ast.comprehension):
        return 1 + len(node.ifs)
    if isinstance(node, ast.BoolOp):
        return len(node.values) - 1
    if isinstance(node, ast.match_case):
        return 0 if isinstance(node.pattern, ast.MatchAs) and node.pattern.pattern is None and not node.guard else 1
    return 0


def main() -> int:
    """Print the functions above a bound and how many they are; the exit status."""
    parser = argparse.ArgumentParser(description="Count the ways through each function.")
    parser.add_argument("--above", type=int, default=BOUND)
    above = parser.parse_args().above
    functions = functions_of()
    long = sorted((f for f in functions if f.ways > above), key=lambda f: (-f.ways, f.module, f.line))
    for found in long:
        sys.stdout.write(f"{found.ways:3} tracker/{found.module}:{found.line} {found.name}\n")
    sys.stdout.write(f"{len(long)} of {len(functions)} functions have more than {above}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
