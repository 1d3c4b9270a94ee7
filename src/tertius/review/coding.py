"""What stands in the form of an engagement: its fields with their words, and what came back from them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tertius.case.read import Case
from tertius.coding.draft import Became, Fault
from tertius.coding.statement import Further, Number, Party, Statement, Step
from tertius.review.guard import Form
from tertius.review.search import labels

PARTS: Mapping[str, Any] = {
    "parties": Party,
    "steps": Step,
    "further": Further,
    "numbers": Number,
}
EMPTY_ROWS = {"parties": 2, "steps": 1, "further": 1, "numbers": 1}
"""How many rows of each part an empty form has; one more stands behind those that are filled."""
PLACE = re.compile(r"(parties|steps|further|numbers)-([0-9]{1,2})-([a-z_]+)\Z")
LISTS = {
    "type": "engagement_type", "sector": "sector", "domain": "domain", "direction": "direction", "scope": "scope",
    "role": "role", "stage": "stage", "property": "property", "indicator": "indicator", "kind": "actor_kind",
    "stance": "stance", "modality": "modality", "information": "information", "checked": "checked",
}  # fmt: skip
"""The fields that hold a word, by their vocabulary."""
ROWS = {"actor": "actors", "part_of": "engagements", "place": "places", "issue": "issues"}
"""The fields that name a row of the case."""
CODES = ("power", "host", "country", "area", "counterpart")
# A list of ids that is longer makes every page slow to load, and is searched by its name anyway.
MOST_LISTED = 2_000
USUAL = ("type", "power", "sector", "label")
PLACED = ("locator", "quote")
LATER = (
    "host", "domain", "issue", "start", "until", "place", "part_of", "direction", "scope",
    "via", "stance", "modality", "hedge", "information", "checked", "note",
)  # fmt: skip
"""Fields that are filled without being typed, or that few engagements need."""


@dataclass(frozen=True)
class Field:
    """Hold one field of the form as it is shown."""

    name: str
    label: str
    value: str
    hint: str
    listed: str = ""
    faults: tuple[str, ...] = ()
    became: str = ""
    is_long: bool = False


@dataclass(frozen=True)
class Filled:
    """Hold a form with what was typed, what is wrong with it and what it became."""

    statement: Statement
    faults: tuple[Fault, ...] = ()
    became: tuple[Became, ...] = ()
    more: Mapping[str, int] = field(default_factory=dict)
    """How many empty rows somebody asked for, by part."""

    def fields(self, *names: str) -> list[Field]:
        """Return fields of the engagement itself."""
        return [self._field(name, name, getattr(self.statement, name), Statement) for name in names]

    def rows(self, part: str) -> list[list[Field]]:
        """Return the fields of a part, row by row, the empty ones behind the filled."""
        filled = getattr(self.statement, part)
        asked = self.more.get(part, 0)
        count = min(
            max(len(filled) + (1 if part == "steps" and filled else 0), EMPTY_ROWS[part], asked), 24
        )
        empty = PARTS[part]()
        return [
            [
                self._field(f"{part}-{index}-{name}", name, getattr(row, name), PARTS[part])
                for name in PARTS[part].model_fields
            ]
            for index in range(count)
            for row in (filled[index] if index < len(filled) else empty,)
        ]

    def elsewhere(self) -> list[Fault]:
        """Return what is wrong with no single field that the form shows."""
        shown = {*USUAL, *PLACED, *LATER, "why", "source"}
        return [one for one in self.faults if one.field not in shown and not _part(one.field)]

    def is_used(self, part: str) -> bool:
        """Return whether a part holds anything, or has a fault."""
        faults = any(one.field.startswith(part) for one in self.faults)
        return bool(getattr(self.statement, part)) or faults or bool(self.more.get(part))

    def _field(self, name: str, column: str, value: str, model: Any) -> Field:
        path = _path(name)
        listed = f"words-{LISTS[column]}" if column in LISTS else ""
        listed = listed or (f"rows-{ROWS[column]}" if column in ROWS else "")
        listed = listed or ("codes" if column in CODES else "")
        return Field(
            name=name,
            label=column.replace("_", " "),
            value=value,
            hint=model.model_fields[column].description or "",
            listed=listed,
            faults=tuple(one.message for one in self.faults if one.field == path),
            became=next((one.kept for one in self.became if one.field == path), ""),
            is_long=column in ("quote", "note") and name == column,
        )


def _path(name: str) -> str:
    """Return a field's name as faults have it: `steps-0-date` is `steps 1 date`."""
    if m := PLACE.match(name):
        return f"{m[1]} {int(m[2]) + 1} {m[3]}"
    return name


def _part(path: str) -> bool:
    return path.partition(" ")[0] in PARTS


def form_object(form: Form) -> dict[str, Any]:
    """Return the object that a form posts; rows of a part that say nothing are left out."""
    made: dict[str, Any] = {
        name: form[name] for name in Statement.model_fields if name in form and name not in PARTS
    }
    rows: dict[str, dict[int, dict[str, str]]] = {part: {} for part in PARTS}
    for name, value in form.items():
        m = PLACE.match(name)
        if m and m[3] in PARTS[m[1]].model_fields:
            rows[m[1]].setdefault(int(m[2]), {})[m[3]] = value
    for part, by_place in rows.items():
        made[part] = [
            by_place[place]
            for place in sorted(by_place)
            if any(v.strip() for v in by_place[place].values())
        ]
    return made


def shortened(form: Form) -> Statement:
    """Return what was typed as far as a form can show it again, for one that is no statement."""
    made = form_object(form)
    cut = {name: value[:20_000] for name, value in made.items() if isinstance(value, str)}
    parts = {
        part: tuple(
            PARTS[part](**{k: v[:20_000] for k, v in row.items()}) for row in made[part][:24]
        )
        for part in PARTS
    }
    return Statement(**cut, **parts)


def lists_of(case: Case) -> dict[str, list[tuple[str, str]]]:
    """Return what each list offers: the word that is written, and how a reader knows it."""
    lists = {
        f"words-{vocabulary}": [
            (word, f"{case.taxonomy.label(vocabulary, word)}: {entry.get('means', '')}")
            for word, entry in case.taxonomy.words(vocabulary).items()
        ]
        for vocabulary in dict.fromkeys(LISTS.values())
    }
    for table in ROWS.values():
        if table == "issues":
            lists["rows-issues"] = [(one.id, one.label) for one in case.issues.values()]
        else:
            lists[f"rows-{table}"] = list(labels(case, table).items())[:MOST_LISTED]
    lists["codes"] = list(_codes(case))
    return lists


def _codes(case: Case) -> Iterator[tuple[str, str]]:
    """Yield the codes of the case's own powers and hosts first, then all others, with their names."""
    from tertius.evidence.codes import name_of
    from tertius.evidence.countries import codes_by_name

    settings = case.settings
    own = [*settings.powers, *settings.hosts, *settings.baselines]
    for code in dict.fromkeys([*own, *sorted(set(codes_by_name().values()))]):
        yield code, name_of(code) or code
