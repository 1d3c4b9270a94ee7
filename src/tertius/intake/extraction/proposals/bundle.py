"""The rows that a sentence needs, put together with their ids, sources and reasons."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from tertius.case.proposals.proposal import Reason, Rows
from tertius.case.read import Case
from tertius.case.write import propose_id, slug
from tertius.evidence.codes import name_of
from tertius.evidence.tables import NAMING_SPACE
from tertius.intake.extraction.proposals.cell import Cell, cell
from tertius.intake.extraction.proposals.citations import Citations, Cited
from tertius.intake.extraction.proposals.lexicon import Known, Mention
from tertius.intake.extraction.proposals.reading import Hedge, Reading


class Ids:
    """Ids that are free in a case, each given once."""

    def __init__(self, case: Case, reserved: Sequence[str]) -> None:
        self.claims_on: dict[str, list[Any]] = defaultdict(list)
        """The claims of the case by their subject."""
        for claim in case.rows("claims"):
            self.claims_on[claim.subject].append(claim)
        self._taken = {row.id for table in NAMING_SPACE for row in case.rows(table)} | set(reserved)

    def new(self, table: str, values: Mapping[str, str]) -> str:
        """A free id for a row, made as `tertius check CASE --fix` makes it."""
        if table == "claims":
            return self.free(f"{values['subject']}-{values['property']}")
        return self.free(_cut(propose_id(table, dict(values)), 60))

    def engagement(self, label: str) -> str:
        """A free id for an engagement: the words of its label, and its year at the end."""
        name, _, year = label.rpartition(", ")
        if not year.isdigit():
            name, year = label, ""
        said = _cut(propose_id("engagements", {"label": name}), 60)
        return self.free(f"{said}-{year}" if year else said)

    def free(self, name: str) -> str:
        """The name as an id, counted up where it is taken."""
        base = _cut(name, LONGEST_ID) or "row"
        candidate, count = base, 1
        while candidate in self._taken:
            count += 1
            candidate = f"{base}-{count}"
        self._taken.add(candidate)
        return candidate


LONGEST_ID = 100
"""Letters of a proposed id; a longer one ends behind the last whole word within them."""


def _cut(name: str, longest: int) -> str:
    """The name as an id, cut behind a whole word."""
    plain = re.sub(r"[^a-z0-9]+", "-", slug(name) if len(name) <= 80 else name.lower()).strip("-")
    if len(plain) <= longest:
        return plain
    return plain[: longest + 1].rpartition("-")[0].strip("-") or plain[:longest].strip("-")


class Bundle:
    """The rows for one sentence."""

    def __init__(
        self,
        case: Case,
        ids: Ids,
        citations: Citations,
        reading: Reading,
        place: tuple[int, int],
        locator: str,
        language: str = "en",
    ) -> None:
        self.case = case
        self.ids = ids
        self.reading = reading
        self.start, self.end = place
        self.locator = locator
        self._citations = citations
        self._rows: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
        self._reasons: list[Reason] = []
        self._language = language
        self.notes: set[int] = set()

    @property
    def rows(self) -> Rows:
        """The rows by table."""
        return {table: tuple(rows.values()) for table, rows in self._rows.items() if rows}

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why each cell says what it says."""
        return tuple(self._reasons)

    @property
    def has_evidence(self) -> bool:
        """Whether it holds a claim or an observation; without one it says nothing."""
        return bool(self._rows["claims"] or self._rows["observations"])

    def add(self, table: str, row_id: str, cells: Mapping[str, Cell | str]) -> str:
        """Put a row in, with the reasons of its cells; an empty cell is left out."""
        row: dict[str, Any] = {"id": row_id}
        for column, said in cells.items():
            text, start, end, why = said if isinstance(said, Cell) else Cell(said)
            if text:
                row[column] = text
                if why:
                    self._reasons.append(Reason(table, row_id, column, start, end, why))
        self._rows[table][row_id] = row
        return row_id

    def why(self, table: str, row_id: str, column: str, said: Cell) -> None:
        """One more reason for a cell."""
        self._reasons.append(Reason(table, row_id, column, said.start, said.end, said.why))

    def actor(self, mention: Mention) -> str:
        """The id of an actor; it gets a row of its own where the case has none."""
        return self.known(mention.actor, mention.start, mention.end)

    def known(self, actor: Known, start: int, end: int) -> str:
        """The id of an actor named by these letters."""
        if actor.is_new and actor.id not in self._rows["actors"]:
            row = dict(actor.row)
            if row.get("country") and name_of(row["country"]) is None:
                del row["country"]
            self._rows["actors"][actor.id] = row
            self._reasons.append(
                Reason(
                    "actors",
                    actor.id,
                    "name",
                    start,
                    end,
                    "is named here, and the case has no row for it",
                )
            )
        return actor.id

    def cited_at(self, place: int) -> Cited:
        """The sources behind the words at a place of the sentence."""
        return self._citations.behind(self.start + place, self.start, self.end, self.locator)

    def cited_whole(self) -> Cited:
        """The sources behind the sentence as a whole: of its first note."""
        return self._citations.behind(self.start, self.start, self.end, self.locator)

    def cite(self, place: int) -> Cited:
        """The sources behind the words at a place of the sentence, put into the bundle."""
        return self.take(self.cited_at(place))

    def take(self, cited: Cited) -> Cited:
        """Put the new sources in that some words rest on."""
        for entry in cited.new:
            self._rows["sources"][str(entry["id"])] = dict(entry)
        self.notes |= set(cited.notes)
        return cited

    def claim(
        self,
        subject: str,
        prop: str,
        cells: Mapping[str, Cell | str],
        *,
        at: tuple[int, int],
        hedge: Hedge | None = None,
        stance: str = "supports",
        information: str = "2",
        quote: tuple[int, int] | None = None,
    ) -> str | None:
        """A claim on a subject, with its source and its doubts; None where the case has it already."""
        start, end = at
        cited = self.cite(end)
        value = _text(cells.get("value", ""))
        if self._is_there(subject, prop, value, _text(cells.get("low", "")), cited):
            return None
        modality = hedge.modality if hedge else "stated"
        grade = {"alleged": "4", "inferred": "3"}.get(modality, information)
        letters: Mapping[str, Cell | str] = {
            **cells,
            **self._sourced(cited, start, end),
            **({"quote": self._quoted(cited, *quote)} if quote else {}),
            "stance": stance,
            "modality": cell(modality, hedge, "hedges") if hedge else modality,
            "hedge": self._words_of(hedge),
            "information": grade,
            "checked": self._checked(cited, quote or at),
        }
        values = {"subject": subject, "property": prop}
        row_id = self.ids.new("claims", values)
        return self.add("claims", row_id, {**values, **letters})

    def observation(
        self, cells: Mapping[str, Cell | str], *, at: tuple[int, int], cited: Cited | None = None
    ) -> str | None:
        """An observation, with its source; None where the case has it already."""
        cited = self.take(cited) if cited else self.cite(at[1])
        texts = {column: _text(said) for column, said in cells.items()}
        if self._is_observed(texts, cited):
            return None
        row_id = self.ids.new("observations", texts)
        hedge = self.reading.hedge(at[0])
        modality = hedge.modality if hedge else "stated"
        sourced = self._sourced(cited, *at)
        return self.add(
            "observations",
            row_id,
            {
                **cells,
                **sourced,
                "quote": "",
                "stance": "supports",
                "modality": modality,
                "hedge": self._words_of(hedge),
                "information": {"alleged": "4", "inferred": "3"}.get(modality, "2"),
                "checked": self._checked(cited, at),
            },
        )

    def search_for_answer(self, subject: str, person: Known, on: str) -> None:
        """The search that fairness asks for where something is alleged of a person."""
        row_id = self.ids.free(f"response-{person.id}-{subject}")
        self.add(
            "searches",
            row_id,
            {
                "subject": subject,
                "looked_for": f"response of {person.name}, and what came of it",
                "searched_in": "the sentence that the proposal was made from",
                "language": self._language,
                "date": on,
                "found": "nothing",
            },
        )
        for row in self._rows["claims"].values():
            if (
                row["subject"] == subject
                and row.get("modality") == "alleged"
                and not row.get("date")
            ):
                row["recorded"] = on

    def _sourced(self, cited: Cited, start: int, end: int) -> dict[str, Cell | str]:
        return {
            "source": Cell(";".join(cited.sources), start, end, cited.why),
            "via": cited.via,
            "locator": cited.locator,
            "quote": self._quoted(cited, start, end),
        }

    def _words_of(self, hedge: Hedge | None) -> Cell | str:
        return cell(self.reading.text[hedge.start : hedge.end], hedge, "hedges") if hedge else ""

    def _quoted(self, cited: Cited, start: int, end: int) -> str:
        """The words to quote: those between two places, or, of a paper that speaks for itself, those around them."""
        text = self.reading.text
        said = _quote(text, start, end)
        return said if said or cited.via else _quote(text, *_around(text, start, end))

    def _checked(self, cited: Cited, at: tuple[int, int]) -> str:
        """`yes` where the paper itself is the source, and the words that are quoted stand in it."""
        return checked(cited, self._quoted(cited, *at), self._citations.text)

    def _is_there(self, subject: str, prop: str, value: str, low: str, cited: Cited) -> bool:
        for row in self.ids.claims_on.get(subject, ()):
            if row.property == prop:
                same = _same(row.value, value) and _same(row.low, low)
                if same and (set(row.source) & set(cited.sources)):
                    return True
        return any(
            row["subject"] == subject
            and row["property"] == prop
            and row.get("value", "") == value
            and row.get("low", "") == low
            for row in self._rows["claims"].values()
        )

    def _is_observed(self, texts: Mapping[str, str], cited: Cited) -> bool:
        keys = ("indicator", "area", "counterpart", "period", "value", "low", "high")
        return any(
            all(_same(getattr(row, key), texts.get(key, "")) for key in keys)
            and set(row.source) & set(cited.sources)
            for row in self.case.rows("observations")
        )


def checked(cited: Cited, quoted: str, text: str) -> str:
    """`yes` where what was read is the source itself, and the words that are quoted stand in its text."""
    return "yes" if quoted and not cited.via and quoted in text else "no"


def _same(known: Any, said: str) -> bool:
    text = "" if known is None else str(known)
    if text == said:
        return True
    try:
        return float(text) == float(said)
    except ValueError:
        return False


def _text(said: Cell | str) -> str:
    return said.value if isinstance(said, Cell) else said


LONGEST_QUOTE = 12
"""Words: as many as tell where in a source something is said."""

SPOKEN = re.compile(r"\S+")


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The words of a sentence up to and behind some of its letters, as many as a quote holds."""
    spans = [found.span() for found in SPOKEN.finditer(text)]
    last = max((at for at, (begin, _) in enumerate(spans) if begin < end), default=0)
    first = max(0, last + 1 - LONGEST_QUOTE)
    kept = spans[first : first + LONGEST_QUOTE]
    return (kept[0][0], kept[-1][1]) if kept else (start, end)


def _quote(text: str, start: int, end: int) -> str:
    """The words of the sentence between two places, at most twelve, fit for a cell."""
    said = " ".join(text[start:end].split()[:LONGEST_QUOTE]).strip(" ,;:–-’'")
    if len(said.split()) < 3:
        return ""
    return said.lstrip("=+-@ ")


def one_line(text: str) -> str:
    """A text fit for a cell: one line, no letters that steer, nothing a spreadsheet would run."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(plain.split()).lstrip("=+-@ ")[:500]
