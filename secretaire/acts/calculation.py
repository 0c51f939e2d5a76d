"""The arithmetic of act types: `calcul: "cout_ht - aides.montant"`, `superieur_a: "plafond * 2"`.

`+ - * /`, brackets, numbers with a point, fields, totals of a column (`table.colonne`), and three functions:
`part(a, b)` (percentage of a in b, two decimals), `entier(a)` (rounded down), `lignes(table)` (rows of a table).
Decimal arithmetic from end to end: a cent is never lost.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal, DivisionByZero, InvalidOperation
from functools import lru_cache

_CENT = Decimal("0.01")
_LONGEST = 300
_OPERATIONS: Mapping[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_FUNCTIONS: Mapping[str, Callable[..., Decimal]] = {
    "part": lambda share, whole: (share / whole * 100).quantize(_CENT, ROUND_HALF_UP),
    "entier": lambda value: value.to_integral_value(ROUND_FLOOR),
    "lignes": lambda rows: rows,
}
_ARGUMENTS = {"part": 2, "entier": 1, "lignes": 1}


class CalculationError(ValueError):
    """A calculation that cannot be read; the message is French."""


def operands(calculation: str) -> list[str]:
    """The fields (« cout_ht ») and columns (« aides.montant ») a calculation names, each once.

    Raises:
        CalculationError: it cannot be read.
    """
    return list(dict.fromkeys(_names(_parsed(calculation))))


def evaluate(calculation: str, known: Callable[[str], Decimal | None]) -> Decimal | None:
    """The result; None when an operand is unknown or a divisor is zero.

    Args:
        calculation: the expression.
        known: the value of a field or of the total of a column; the number of rows for a table named alone.

    Raises:
        CalculationError: it cannot be read.
    """
    try:
        return _value(_parsed(calculation), known)
    except (_Unknown, DivisionByZero, InvalidOperation, ZeroDivisionError):
        return None


class _Unknown(Exception):
    """An operand has no value yet."""


@lru_cache(maxsize=1024)
def _parsed(calculation: str) -> ast.expr:
    if len(calculation) > _LONGEST:
        raise CalculationError("calcul trop long")
    try:
        tree = ast.parse(calculation.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise CalculationError(f"calcul illisible : {calculation}") from error
    _check(tree, calculation)
    return tree


def _check(node: ast.expr, calculation: str) -> None:
    match node:
        case ast.BinOp(left, op, right) if type(op) in _OPERATIONS:
            _check(left, calculation)
            _check(right, calculation)
        case ast.UnaryOp(ast.USub(), operand):
            _check(operand, calculation)
        case ast.Call(ast.Name(name), args, []) if _ARGUMENTS.get(name) == len(args):
            for argument in args:
                _check(argument, calculation)
        case ast.Name() | ast.Attribute(ast.Name()):
            pass
        case ast.Constant(int() | float()) if not isinstance(node.value, bool):
            pass
        case _:
            raise CalculationError(f"calcul illisible : {calculation}")


def _names(node: ast.expr) -> list[str]:
    match node:
        case ast.BinOp(left, _, right):
            return [*_names(left), *_names(right)]
        case ast.UnaryOp(_, operand):
            return _names(operand)
        case ast.Call(_, args, _):
            return [name for argument in args for name in _names(argument)]
        case ast.Name(name):
            return [name]
        case ast.Attribute(ast.Name(table), column):
            return [f"{table}.{column}"]
        case _:
            return []


def _value(node: ast.expr, known: Callable[[str], Decimal | None]) -> Decimal:
    match node:
        case ast.BinOp(left, op, right):
            return _OPERATIONS[type(op)](_value(left, known), _value(right, known))
        case ast.UnaryOp(_, operand):
            return -_value(operand, known)
        case ast.Call(ast.Name(name), args, _):
            return _FUNCTIONS[name](*(_value(argument, known) for argument in args))
        case ast.Constant(value):
            return Decimal(str(value))
        case _:
            (name,) = _names(node)
            found = known(name)
            if found is None:
                raise _Unknown(name)
            return found
