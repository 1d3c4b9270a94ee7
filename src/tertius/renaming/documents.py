"""A new id in the YAML files of a case: settings, findings and scenarios, no other letter changed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from tertius.evidence.packaged import LOADER
from tertius.findings.compiled import Compiled, conditions
from tertius.renaming.change import Change

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Scalar:
    """Hold one value of a YAML text: which keys and places lead to it, what it says, and where it stands."""

    path: Path
    value: str
    start: int
    end: int


Written = Callable[[Scalar, str], str]
"""What becomes of a value: from the scalar and the letters that stand for it, the new letters."""


def scalars(text: str) -> Iterator[Scalar]:
    """Yield the values of a YAML text, in the order in which they stand."""
    node = yaml.compose(text, Loader=LOADER)
    if node is not None:
        yield from _scalars(node, ())


def _scalars(node: yaml.Node, path: Path) -> Iterator[Scalar]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(value, (*path, str(key.value)))
    elif isinstance(node, yaml.SequenceNode):
        for place, value in enumerate(node.value):
            yield from _scalars(value, (*path, place))
    else:
        yield Scalar(path, str(node.value), node.start_mark.index, node.end_mark.index)


def _with(text: str, written: Written) -> str:
    """Return a YAML text with some of its values written anew."""
    pieces: list[str] = []
    copied = 0
    for one in scalars(text):
        pieces += [text[copied : one.start], written(one, text[one.start : one.end])]
        copied = one.end
    return "".join([*pieces, text[copied:]])


def settings_text(text: str, change: Change) -> str:
    """Return case.yml with the new id: of the findings that answer, and of issues."""
    named = {"answer": "findings", "issues": "issues"}

    def written(one: Scalar, letters: str) -> str:
        key = one.path[0] if one.path else ""
        is_id = key == "answer" or one.path[2:3] in (("id",), ("excludes",), ("implies",))
        if named.get(str(key)) != change.of or not is_id or one.value != change.old:
            return letters
        return change.words.sub(change.new, letters)

    return _with(text, written)


FINDING_KEYS = {
    "id": ("findings",),
    "rivals": ("findings",),
    "supports": ("claims", "observations", "searches"),
    "against": ("claims", "observations", "searches"),
    "claim": ("claims",),
    "source": ("sources",),
}
"""The keys of a finding that hold ids, and of what."""


def findings_text(text: str, change: Change, compiled: Sequence[Compiled]) -> str:
    """Return findings.yml with the new id, in its keys and in what its conditions compare.

    Raises CaseError where a condition holds the old id beside a column that names something else.
    """
    by_id = {one.finding.id: one for one in compiled}
    owners = {one.path[0]: one.value for one in scalars(text) if one.path[1:] == ("id",)}

    def written(one: Scalar, letters: str) -> str:
        keys = [step for step in one.path if isinstance(step, str)]
        key = keys[-1] if keys else ""
        if key in ("where", "expect"):
            finding = by_id.get(owners.get(one.path[0], ""))
            return letters if finding is None else _condition(finding, ".".join(keys), letters)
        if change.of not in FINDING_KEYS.get(key, ()) or one.value != change.old:
            return letters
        return change.words.sub(change.new, letters)

    def _condition(finding: Compiled, key: str, letters: str) -> str:
        for name, asked, texts in conditions(finding):
            if name == key:
                place = f"findings.yml, {finding.finding.id} {key}"
                return change.condition(letters, asked, texts, place)
        return letters

    return _with(text, written)


def scenario_text(text: str, change: Change) -> str:
    """Return the file of a scenario with the new id: in the rows that it adds or changes, and withdraws."""
    rows: dict[Path, dict[str, str]] = {}
    for one in scalars(text):
        if one.path[0] in ("add", "change") and len(one.path) in (4, 5):
            row = rows.setdefault(one.path[:3], {})
            before = row.get(str(one.path[3]))
            row[str(one.path[3])] = one.value if before is None else f"{before};{one.value}"
    new: Mapping[Path, Mapping[str, Any]] = {
        path: change.cells(str(path[1]), row) for path, row in rows.items()
    }

    def written(one: Scalar, letters: str) -> str:
        if one.path[0] == "withdraw":
            return change.words.sub(change.new, letters) if one.value == change.old else letters
        row = rows.get(one.path[:3], {})
        column = str(one.path[3]) if len(one.path) > 3 else ""
        if column not in row or new[one.path[:3]][column] == row[column]:
            return letters
        return change.words.sub(change.new, letters)

    return _with(text, written)


def added_ids(text: str) -> set[str]:
    """Return the ids of the rows that a scenario adds."""
    return {one.value for one in scalars(text) if one.path[0] == "add" and one.path[3:] == ("id",)}
