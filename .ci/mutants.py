"""Change one thing at a time in a module, and see whether a test notices: `make mutants ROOM=facts/settle`.

A mutation run is read by a person: what survives is either a missing test or a change that changes nothing.
mutmut 3.8 was tried first. It finds no test for any mutant here, because the package that tests import is the
installed one and not mutmut's copy of it (boxed/mutmut#486).
"""

import argparse
import ast
import copy
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE, TESTS = ROOT / "src" / "tertius", ROOT / "tests"

# Four times what the slowest room's tests take alone; a mutant that loops is stopped there.
SECONDS = 300

SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
CALLS = {
    "min": "max",
    "max": "min",
    "any": "all",
    "all": "any",
    "isnull": "notnull",
    "notnull": "isnull",
}
TYPES = {
    "Literal",
    "Callable",
    "Mapping",
    "Sequence",
    "Iterator",
    "Iterable",
    "dict",
    "list",
    "tuple",
    "set",
}


@dataclass(frozen=True)
class Mutant:
    """One change of a module: the line on which it stands, what it reads there, and the whole text."""

    line: int
    before: str
    after: str
    text: str


def mutants(text: str) -> Iterator[Mutant]:
    """Yield every change of a module, one by one, in the order of the text."""
    tree = ast.parse(text)
    quiet = _docstrings(tree)
    for place, node in enumerate(ast.walk(tree)):
        if id(node) in quiet:
            continue
        for change in _changes(node):
            twin = copy.deepcopy(tree)
            other = next(n for at, n in enumerate(ast.walk(twin)) if at == place)
            before = ast.unparse(_shown(tree, node))
            change(other)
            after = ast.unparse(_shown(twin, other))
            yield Mutant(getattr(_shown(tree, node), "lineno", 0), before, after, ast.unparse(twin))


def _docstrings(tree: ast.AST) -> set[int]:
    """Return what no mutant touches: docstrings, annotations, types and decorators."""
    quiet: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            quiet.add(id(node.value))
        for part in ("annotation", "returns"):
            if (kept := getattr(node, part, None)) is not None:
                quiet |= {id(n) for n in ast.walk(kept)}
        if isinstance(node, ast.Subscript) and getattr(node.value, "id", "") in TYPES:
            quiet |= {id(n) for n in ast.walk(node)}
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            quiet |= {id(n) for decorator in node.decorator_list for n in ast.walk(decorator)}
    return quiet


def _shown(tree: ast.AST, node: ast.AST) -> ast.AST:
    """Return the smallest statement or expression around a node that can be read by itself."""
    parents = {
        id(child): parent for parent in ast.walk(tree) for child in ast.iter_child_nodes(parent)
    }
    while not isinstance(node, ast.expr | ast.stmt) or isinstance(node, ast.Constant | ast.Name):
        node = parents[id(node)]
    return node


def _changes(node: ast.AST) -> Iterator[Callable[[ast.AST], None]]:
    """Yield what can be changed at one node, each as a function that changes its twin in place."""
    match node:
        case ast.Compare(ops=ops):
            for at, op in enumerate(ops):
                if swap := SWAPS.get(type(op)):
                    yield lambda twin, at=at, swap=swap: twin.ops.__setitem__(at, swap())
        case ast.BoolOp(op=op) | ast.BinOp(op=op) if swap := SWAPS.get(type(op)):
            yield lambda twin, swap=swap: setattr(twin, "op", swap())
        case ast.UnaryOp(op=ast.Not() | ast.Invert() | ast.USub()):
            yield _unwrap
        case ast.Constant(value=bool() as value):
            yield lambda twin, value=value: setattr(twin, "value", not value)
        case ast.Constant(value=int() as value):
            yield lambda twin, value=value: setattr(twin, "value", value + 1)
        case ast.Constant(value=str() as value) if value:
            yield lambda twin, value=value: setattr(twin, "value", f"{value}~")
        case ast.IfExp():
            yield lambda twin: _swap(twin, "body", "orelse")
        case ast.If() | ast.While():
            yield lambda twin: setattr(twin, "test", ast.UnaryOp(ast.Not(), twin.test))
        case ast.Return(value=value) if value is not None and not _is_none(value):
            yield lambda twin: setattr(twin, "value", ast.Constant(None))
        case ast.Call(func=ast.Name(id=name)) if name in CALLS:
            yield lambda twin, name=name: setattr(twin.func, "id", CALLS[name])
        case ast.Call(func=ast.Attribute(attr=name)) if name in CALLS:
            yield lambda twin, name=name: setattr(twin.func, "attr", CALLS[name])
        case ast.Call(func=ast.Attribute(attr="desc")):
            yield _unwrap_call
        case ast.comprehension(ifs=ifs):
            for at in range(len(ifs)):
                yield lambda twin, at=at: twin.ifs.pop(at)
        case ast.Tuple(elts=elts, ctx=ast.Load()) | ast.List(elts=elts, ctx=ast.Load()) if (
            len(elts) > 1
        ):
            for at in range(len(elts)):
                yield lambda twin, at=at: twin.elts.pop(at)


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _unwrap(twin: ast.AST) -> None:
    """Write `x` in place of `not x`, `~x` or `-x`: twice the operator is none."""
    twin.operand = ast.UnaryOp(copy.copy(twin.op), twin.operand)


def _unwrap_call(twin: ast.AST) -> None:
    twin.func.attr = "asc"


def _swap(twin: ast.AST, one: str, other: str) -> None:
    first, second = getattr(twin, one), getattr(twin, other)
    setattr(twin, one, second)
    setattr(twin, other, first)


def verdict(mutant: Mutant, module: Path, tests: list[str]) -> str:
    """Return how the tests end on a mutant: killed, survived, or timed out, which counts as killed.

    The tests run in a process forked from this one, which has imported the libraries and nothing of
    Tertius, so that a mutant costs its tests and not seconds of imports.
    """
    with tempfile.TemporaryDirectory(prefix="mutant-") as folder:
        source = Path(folder) / "src"
        shutil.copytree(SOURCE.parent, source, ignore=shutil.ignore_patterns("__pycache__"))
        (source / module.relative_to(SOURCE.parent)).write_text(mutant.text, encoding="utf-8")
        child = os.fork()
        if child == 0:
            _run(source, tests)
        ends = time.monotonic() + SECONDS
        while (waited := os.waitpid(child, os.WNOHANG)) == (0, 0):
            if time.monotonic() > ends:
                os.killpg(child, signal.SIGKILL)
                os.waitpid(child, 0)
                return "timed out"
            time.sleep(0.02)
    code = os.waitstatus_to_exitcode(waited[1])
    if code not in OUTCOMES:
        raise SystemExit(f"The tests ended with {code} on line {mutant.line}: {mutant.after}")
    return OUTCOMES[code]


def _run(source: Path, tests: list[str]) -> None:
    """Run the tests on the program in a folder, in this process and silently, and end it."""
    os.setpgid(0, 0)
    quiet = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(quiet, stream)
    os.chdir(ROOT)
    sys.path.insert(0, str(source))
    try:
        code = int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", *tests]))
    except BaseException:  # noqa: BLE001 - whatever a mutant raises, a test has seen it
        code = 1
    os._exit(code)


# What takes seconds to import and starts no thread before it is used.
LIBRARIES = ("hypothesis", "ibis.backends.duckdb", "networkx", "pyarrow", "pydantic", "typer")

# pytest's exit codes: all passed; some failed; stopped while collecting. Others are no answer.
OUTCOMES = {0: "survived", 1: "killed", 2: "killed", 4: "killed"}


def modules_of(room: str) -> list[Path]:
    """Return the modules of a room, or the one module that is named: `facts`, `facts/settle`."""
    path = SOURCE / room
    if path.is_dir():
        return sorted(file for file in path.rglob("*.py") if file.name != "__init__.py")
    if (file := path.with_suffix(".py")).is_file():
        return [file]
    raise SystemExit(f"There is no room or module {room} in {SOURCE}.")


def main() -> None:
    """Try every mutant of a room and print those that no test notices."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("room", help="a room or a module of it: facts, facts/settle")
    parser.add_argument("tests", nargs="*", help="tests to run; without, those of the room")
    asked = parser.parse_args()
    tests = asked.tests or [str(TESTS / asked.room.split("/")[0])]
    for library in LIBRARIES:
        import_module(library)
    left = 0
    for module in modules_of(asked.room):
        tried = list(mutants(module.read_text(encoding="utf-8")))
        original = Mutant(0, "", "the module as it is", module.read_text(encoding="utf-8"))
        if verdict(original, module, tests) != "survived":
            raise SystemExit("The tests fail on the module as it is.")
        survivors = 0
        for one in sorted(tried, key=lambda mutant: mutant.line):
            if verdict(one, module, tests) == "survived":
                survivors += 1
                print(f"  {one.line}: {one.before}\n   -> {one.after}", flush=True)
        left += survivors
        print(
            f"{module.relative_to(ROOT)}: {survivors} of {len(tried)} mutants survive", flush=True
        )
    print(f"{left} to look at")


if __name__ == "__main__":
    main()
