"""Words in quotes in a condition, held against what the columns beside them may hold."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tertius.case.checks.cells import leads_nowhere
from tertius.case.near import listed, near_word, same_letters
from tertius.case.problems import Message, message
from tertius.case.read import Case
from tertius.evidence.codes import BLOCS, code_named, name_of
from tertius.evidence.row import columns
from tertius.evidence.tables import TABLES
from tertius.evidence.text import nearest
from tertius.facts.texts import Text
from tertius.findings.expression import Condition

UNION = "EU"
"""A bloc that figures of its members add up to, so that rows of it need no row of the case."""

Texts = Mapping[str, Text]
"""By column what it may hold; a column that is not named holds any text."""


@dataclass(frozen=True)
class Lexicon:
    """What a case knows: its words, codes and ids, those of its scenarios included."""

    case: Case

    def wrong(self, condition: Condition, texts: Texts) -> Iterator[tuple[str, Message]]:
        """Yield each word that its column cannot hold, with what to write instead."""
        for column, literal in condition.compared:
            if column in texts:
                yield from self._wrong_literal(column, literal, texts[column])

    def _wrong_literal(
        self, column: str, literal: str, text: Text
    ) -> Iterator[tuple[str, Message]]:
        if not literal:
            if not text.empty:
                yield literal, message("unknown-word", "empty", column=column)
            return
        for part in literal.split(";") if text.joined else (literal,):
            if wrong := self._wrong_word(column, part, text):
                yield literal, wrong

    def _wrong_word(self, column: str, word: str, text: Text) -> Message | None:
        if word in text.words or any(word in self._words(name) for name in text.vocabularies):
            return None
        if text.groups and word in self.case.settings.groups:
            return None
        if text.codes:
            return self._wrong_code(column, word, text)
        if text.ids:
            return self._wrong_id(word, text.ids)
        return self._not_listed(column, word, text)

    def _wrong_code(self, column: str, word: str, text: Text) -> Message | None:
        if name_of(word) is None:
            near = self._code_meant(word, text)
            if near is None:
                return message("unknown-code", "column_none", column=column)
            return message("unknown-code", "column", column=column, near=near)
        if word in self._codes(text) or word in self._supposed:
            return None
        settings = self.case.settings
        sides = (*settings.hosts, *settings.powers, *settings.baselines)
        is_host = text.codes == "host"
        codes = ", ".join(settings.hosts if is_host else sides)
        return message("absent-code", "host" if is_host else "side", column=column, listed=codes)

    def _code_meant(self, word: str, text: Text) -> str | None:
        """Return the code that a word means or is nearest to, those of the case before others."""
        groups = list(self.case.settings.groups) if text.groups else []
        if same := same_letters(word, groups):
            return same
        if meant := code_named(word):
            return meant
        here = [*groups, *sorted(self._codes(text) | set(BLOCS))]
        if near := nearest(word.upper(), here):
            return near
        names = {str(name_of(code)).lower(): code for code in here if name_of(code)}
        named = nearest(word.lower(), names)
        return names[named] if named else None

    def _wrong_id(self, word: str, tables: tuple[str, ...]) -> Message | None:
        ids = {table: self._ids(table) for table in tables}
        if any(word in ids[table] or self.case.may_hold(table, word) for table in tables):
            return None
        if word in self._supposed:
            return None
        return leads_nowhere(self.case, tables, word)

    def _not_listed(self, column: str, word: str, text: Text) -> Message:
        meanings = dict(text.words)
        for name in text.vocabularies:
            for each, entry in self._words(name).items():
                meanings.setdefault(each, str(entry.get("label", "")))
        near = near_word(word, meanings)
        fields = {"column": column, "listed": listed(meanings)}
        if near is None:
            return message("unknown-word", "listed", **fields)
        return message("unknown-word", "near", near=near, **fields)

    def _words(self, vocabulary: str) -> Mapping[str, Mapping[str, object]]:
        return self.case.taxonomy.words(vocabulary)

    def _ids(self, table: str) -> set[str]:
        if table == "issues":
            return set(self.case.issues)
        if table == "perceptions":
            return {one.asked for one in self.case.settings.perceptions}
        return {row.id for row in self.case.rows(table)}

    def _codes(self, text: Text) -> frozenset[str]:
        if text.codes == "host":
            return self._hosts
        return self._sides | {UNION} if text.codes == "counterpart" else self._sides

    @cached_property
    def _hosts(self) -> frozenset[str]:
        """The hosts of the case, and wherever else its rows say that something takes place."""
        rows = (*self.case.rows("engagements"), *self.case.rows("searches"))
        there = {code for row in rows for code in _several(row.host)}
        return frozenset({*self.case.settings.hosts, *there, *self._claimed("host")})

    @cached_property
    def _sides(self) -> frozenset[str]:
        """The powers, baselines and hosts of the case, and every code in its rows."""
        settings = self.case.settings
        rows = {
            code
            for table in TABLES
            for column in columns(table)
            if column.code
            for row in self.case.rows(table.table)
            for code in _several(getattr(row, column.name))
        }
        states = {row.id.upper() for row in self.case.rows("actors")}
        parties = {
            party.rpartition("@")[2]
            for row in self.case.rows("engagements")
            for party in row.parties
        }
        claimed = {*self._claimed("power"), *self._claimed("party", after="@")}
        return frozenset(
            {*settings.hosts, *settings.powers, *settings.baselines}
            | self._hosts
            | rows
            | states
            | parties
            | claimed
        )

    def _claimed(self, name: str, after: str = "") -> set[str]:
        """Return what claims say of a property, from the last of some mark on."""
        claims = (claim for claim in self.case.rows("claims") if claim.property == name)
        values = (claim.value or "" for claim in claims)
        return {
            part.rpartition(after)[2] if after else part
            for value in values
            for part in value.split(";")
        }

    @cached_property
    def _supposed(self) -> frozenset[str]:
        """Every word of a cell that a scenario of the case writes: what it brings is no mistake."""
        from tertius.case.scenarios.model import each_entry
        from tertius.case.scenarios.read import read_scenarios

        scenarios, _ = read_scenarios(self.case, self.case.folder)
        cells = (
            cell
            for one in scenarios.values()
            for rows in (one.add, one.change)
            for _, entry in each_entry(rows)
            for cell in entry.cells.values()
        )
        return frozenset(
            word for cell in cells for part in cell.split(";") for word in (part, *part.split("@"))
        )


def _several(cell: object) -> Sequence[str]:
    if cell is None:
        return ()
    return cell if isinstance(cell, tuple) else (str(cell),)
