"""Small wrong changes of code that a test should notice: negated conditions, moved bounds, other operators."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Mutant", "count_mutants", "mutant_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A module with one change: ``line`` is where, ``what`` says which, ``source`` is the whole changed module."""

    module: Path
    line: int
    what: str
    source: str


Change = Callable[[ast.expr | ast.stmt], ast.AST]
Offer = tuple[str, Change]

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
}  # fmt: skip


def count_mutants(module: Path) -> int:
    """How many mutants a module has."""
    return len(_places(ast.parse(module.read_text("utf-8"))))


def mutant_of(module: Path, number: int) -> Mutant:
    """The mutant of a module at a place from 0 on, in the order of its code; annotations and docstrings have none."""
    tree = ast.parse(module.read_text("utf-8"))
    node = _places(tree)[number]
    line = node.lineno
    offer = _offer(node)
    assert offer is not None
    what, change = offer
    _replace(tree, node, change(node))
    return Mutant(module=module, line=line, what=what, source=ast.unparse(ast.fix_missing_locations(tree)))


def _places(tree: ast.Module) -> list[ast.expr | ast.stmt]:
    return [node for function in _functions(tree) for node in _code(function) if _offer(node) is not None]


def _functions(tree: ast.Module) -> list[ast.FunctionDef]:
    """The outermost functions and methods; what stands in them is looked at with them."""
    holders: list[ast.Module | ast.ClassDef] = [tree, *(node for node in tree.body if isinstance(node, ast.ClassDef))]
    return [node for holder in holders for node in holder.body if isinstance(node, ast.FunctionDef)]


def _code(function: ast.FunctionDef) -> Iterator[ast.expr | ast.stmt]:
    """Statements and expressions of a function's body, without annotations and docstrings."""
    stack: list[ast.AST] = list(reversed(function.body))
    while stack:
        node = stack.pop()
        if isinstance(node, ast.AnnAssign):
            stack += [node.value] if node.value else []
            continue
        if isinstance(node, ast.Raise) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            continue  # the words of an error, a docstring
        if isinstance(node, (ast.expr, ast.stmt)):
            yield node
        stack += reversed([child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.arguments)])


def _offer(node: ast.AST) -> Offer | None:
    """What can be changed at a node: a sentence and the change itself."""
    return next((offer for operator in (_logic, _calculation, _jump) if (offer := operator(node))), None)


def _logic(node: ast.AST) -> Offer | None:
    if isinstance(node, (ast.If, ast.While, ast.IfExp)):
        return "condition negated", _negated
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in _COMPARISONS:
        other = _COMPARISONS[type(node.ops[0])]
        return f"{type(node.ops[0]).__name__} → {other.__name__}", _with_operator(other)
    if isinstance(node, ast.BoolOp):
        return "and ↔ or", _other_connective
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        operand = node.operand
        return "not taken away", lambda _: operand
    return None


def _calculation(node: ast.AST) -> Offer | None:
    if isinstance(node, ast.BinOp) and type(node.op) in _ARITHMETIC:
        other = _ARITHMETIC[type(node.op)]
        return f"{type(node.op).__name__} → {other.__name__}", _with_arithmetic(other)
    if isinstance(node, ast.Constant) and type(node.value) in {int, bool}:
        return "constant changed", _other_constant
    return None


def _jump(node: ast.AST) -> Offer | None:
    if isinstance(node, ast.Return) and node.value is not None and not isinstance(node.value, ast.Constant):
        return "None returned", lambda found: ast.copy_location(ast.Return(ast.Constant(None)), found)
    if isinstance(node, (ast.Continue, ast.Break)):
        other = ast.Break if isinstance(node, ast.Continue) else ast.Continue
        return "continue ↔ break", lambda found: ast.copy_location(other(), found)
    return None


def _negated(node: ast.expr | ast.stmt) -> ast.AST:
    assert isinstance(node, (ast.If, ast.While, ast.IfExp))
    node.test = ast.UnaryOp(ast.Not(), node.test)
    return node


def _with_operator(other: type[ast.cmpop]) -> Change:
    def change(node: ast.expr | ast.stmt) -> ast.AST:
        assert isinstance(node, ast.Compare)
        node.ops = [other()]
        return node

    return change


def _with_arithmetic(other: type[ast.operator]) -> Change:
    def change(node: ast.expr | ast.stmt) -> ast.AST:
        assert isinstance(node, ast.BinOp)
        node.op = other()
        return node

    return change


def _other_connective(node: ast.expr | ast.stmt) -> ast.AST:
    assert isinstance(node, ast.BoolOp)
    node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    return node


def _other_constant(node: ast.expr | ast.stmt) -> ast.AST:
    assert isinstance(node, ast.Constant)
    value = node.value
    return ast.copy_location(ast.Constant(not value if isinstance(value, bool) else int(str(value)) + 1), node)


def _replace(tree: ast.Module, old: ast.AST, new: ast.AST) -> None:
    if old is new:
        return
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, name, new)
            elif isinstance(value, list) and any(item is old for item in value):
                setattr(parent, name, [new if item is old else item for item in value])
