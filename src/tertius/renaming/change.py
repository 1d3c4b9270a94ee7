"""What a new id does to the rows and conditions that name the old one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tertius.case.proposals.bundle import rewritten
from tertius.case.proposals.proposal import Rows
from tertius.errors import CaseError
from tertius.facts.texts import Text
from tertius.findings.expression import Condition
from tertius.findings.words import Texts


@dataclass(frozen=True)
class Change:
    """Hold an id, the one that takes its place, and what it names."""

    old: str
    new: str
    of: str
    """The table whose row has the id; `sources`, `issues` and `findings` for those of other files."""

    def cells(self, table: str, row: Mapping[str, Any], *, own: bool = True) -> dict[str, Any]:
        """Return a row as it stands where the new id is in force; `own` says that its own id changes too."""
        (changed,) = self._rewritten({table: (row,)})[table]
        cells = dict(changed)
        if own and table == self.of and cells.get("id") == self.old:
            cells["id"] = self.new
            if table == "sources":
                cells = self._known_as(cells)
        if table == "judgements" and self.of == "actors":
            cells |= {column: self.name(cells[column]) for column in ("a", "b") if column in cells}
        if table == "searches" and self.of == "findings" and cells.get("would_refute"):
            cells["would_refute"] = self._listed(cells["would_refute"])
        return cells

    def _known_as(self, item: dict[str, Any]) -> dict[str, Any]:
        """Return an entry that keeps the id by which a bibliography knows it, so that it is met again."""
        imported = item.get("imported")
        kept = dict(imported) if isinstance(imported, dict) else {}
        if kept.get("id") == self.new:
            del kept["id"]
        else:
            kept.setdefault("id", self.old)
        rest = {key: value for key, value in item.items() if key != "imported"}
        return rest | ({"imported": kept} if kept else {})

    def _rewritten(self, rows: Rows) -> Rows:
        return rewritten(rows, {self.old: self.new}, named_in={self.of: ({"id": self.old},)})

    def name(self, word: str) -> str:
        """Return the new id where a word is the old one, else the word."""
        return self.new if word == self.old else word

    def _listed(self, cell: str) -> str:
        return ";".join(dict.fromkeys(self.name(part.strip()) for part in cell.split(";")))

    @cached_property
    def words(self) -> re.Pattern[str]:
        """The old id where it stands by itself, and is no part of another."""
        return re.compile(rf"(?<![\w-]){re.escape(self.old)}(?![\w-])")

    @cached_property
    def _literal(self) -> re.Pattern[str]:
        return re.compile(rf"(?<=[';]){re.escape(self.old)}(?=[';])")

    def condition(self, written: str, asked: Condition, texts: Texts, place: str) -> str:
        """Return a condition, as it is written in its file, with the new id where a column names the old.

        Raises CaseError where the same word in quotes stands beside a column that names something else.
        """
        beside = {c for c, literal in asked.compared if self.old in literal.split(";")}
        naming = {column for column in beside if self.of in texts.get(column, Text()).ids}
        if not naming:
            return written
        if naming != beside:
            other = ", ".join(sorted(beside - naming))
            raise CaseError(
                f"{place}: '{self.old}' stands beside {', '.join(sorted(naming))}, where it is the id, and beside "
                f"{other}, where it is none. Write the first as '{self.new}' there yourself. Nothing was written."
            )
        return self._literal.sub(self.new, written)
