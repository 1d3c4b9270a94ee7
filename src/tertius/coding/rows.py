"""A statement becomes the rows of actors, engagement, claims and observations: from a case and an object to cells."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tertius.case.archive import Archive
from tertius.case.proposals.proposal import Rows
from tertius.case.quotes import find
from tertius.case.read import Case
from tertius.case.write import slug, unused_id
from tertius.coding.actors import Actors
from tertius.coding.amounts import Amount, read_amount, read_number
from tertius.coding.dates import read_date
from tertius.coding.statement import Further, Number, Statement, Step
from tertius.coding.words import (
    codes_meant,
    country_meant,
    near_ids,
    parts,
    row_meant,
    word_meant,
    words_meant,
)
from tertius.evidence.codes import name_of
from tertius.evidence.grades import information_of
from tertius.evidence.row import columns
from tertius.evidence.tables import BY_NAME

BEGINNINGS = ("occurred", "started", "signed")
"""The stages whose date is that of the engagement itself; an announcement may come years before."""
ROLES: Mapping[str, tuple[str, ...]] = {
    "loan": ("lender", "borrower"),
    "donation": ("donor", "recipient"),
    "acquisition": ("buyer", "target"),
    "arms_transfer": ("supplier", "buyer"),
    "agreement": ("signatory", "signatory"),
    "contract": ("contractor", "buyer"),
    "lease": ("lessee", "lessor"),
    "debt_relief": ("lender", "borrower"),
    "exercise": ("participant", "participant"),
    "visit": ("participant", "participant"),
}
"""The roles of the first and the second party where none is written, for types that leave no choice."""


@dataclass(frozen=True)
class Fault:
    """Hold what is wrong with one field of a statement."""

    field: str
    """As in `steps 1 amount`; empty where it is wrong with the whole."""
    message: str
    is_missing: bool = False
    """Whether something has to be written there still, which is no fault while somebody types."""

    def __str__(self) -> str:
        return f"{self.field}: {self.message}" if self.field else self.message


@dataclass(frozen=True)
class Became:
    """Hold what a field was understood as, where that is not what was typed."""

    field: str
    typed: str
    kept: str


@dataclass(frozen=True)
class Coded:
    """Hold the rows of a statement, or what keeps it from becoming any."""

    rows: Rows
    fields: Mapping[tuple[str, int, str], str]
    """For cells of the rows, by table, row and column, which field they come from."""
    faults: tuple[Fault, ...] = ()
    became: tuple[Became, ...] = ()
    engagement: str = ""
    """The id of the engagement."""


def coded(case: Case, statement: Statement) -> Coded:
    """Return the rows that a statement comes to in a case; the case is not changed.

    Every fault is collected, each at its field; where there is one, the rows are not whole.
    """
    builder = _Builder(case, statement)
    builder.build()
    return Coded(
        rows={table: tuple(rows) for table, rows in builder.rows.items() if rows},
        fields=builder.fields,
        faults=tuple(dict.fromkeys(builder.faults)),
        became=tuple(dict.fromkeys(builder.became)),
        engagement=builder.engagement,
    )


@dataclass
class _Builder:
    """Collect rows, the fields they come from, and faults."""

    case: Case
    statement: Statement
    rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    fields: dict[tuple[str, int, str], str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    became: list[Became] = field(default_factory=list)
    engagement: str = ""

    def __post_init__(self) -> None:
        self.taken = set(self.case.by_id)
        self.actors = Actors(self.case, self.taken)
        self.archive = Archive(self.case.folder, self.case.sources)

    def build(self) -> None:
        statement = self.statement
        dates = [
            self._date(f"steps {n} date", step.date) for n, step in enumerate(statement.steps, 1)
        ]
        stages = [
            self._word("stage", f"steps {n} stage", step.stage)
            for n, step in enumerate(statement.steps, 1)
        ]
        cells = self._engagement_cells(list(zip(stages, dates, strict=True)))
        self._name(cells)
        self._put("engagements", cells, {name: name for name in cells})
        for number, step in enumerate(statement.steps, 1):
            self._step(number, step, stages[number - 1], dates[number - 1])
        if not any(stages) and not self.faults:
            self._claim("", {"property": "exists", "value": "yes"}, statement)
        for number, more in enumerate(statement.further, 1):
            self._further(f"further {number}", more)
        for number, one in enumerate(statement.numbers, 1):
            self._observation(f"numbers {number}", one)
        if not statement.source:
            self._lacks("source", "is empty. Say which source of sources.json states it.")

    # What is read of single fields.

    def _fault(self, name: str, sentence: str) -> None:
        self.faults.append(Fault(name, sentence))

    def _lacks(self, name: str, sentence: str) -> None:
        self.faults.append(Fault(name, sentence, is_missing=True))

    def _read(self, name: str, typed: str, read: Callable[[str], Any], empty: Any) -> Any:
        """Return what a function reads in a field, with a fault in its place where it refuses."""
        if not typed:
            return empty
        try:
            return read(typed)
        except ValueError as error:
            self._fault(name, str(error))
            return empty

    def _note(self, name: str, typed: str, kept: str) -> None:
        if typed and kept != typed:
            self.became.append(Became(name, typed, kept))

    def _word(self, vocabulary: str, name: str, typed: str, usual: str = "") -> str:
        word = self._read(name, typed, lambda text: word_meant(self.case, vocabulary, text), usual)
        self._note(name, typed, word)
        return str(word)

    def _date(self, name: str, typed: str) -> str:
        written = self._read(name, typed, read_date, None)
        if written is None:
            return ""
        self._note(name, typed, written.edtf)
        return str(written.edtf)

    def _left(self, typed: str) -> str:
        """Return what EDTF cannot hold of a date, for the note of its row."""
        try:
            left = read_date(typed).left
        except ValueError:
            return ""
        return f"Date as written: {left}." if left else ""

    # The engagement.

    def _engagement_cells(self, steps: list[tuple[str, str]]) -> dict[str, str]:
        statement, case = self.statement, self.case
        kind = self._needed_word("engagement_type", "type", statement.type)
        sectors = self._read(
            "sector", statement.sector, lambda text: words_meant(case, "sector", text), []
        )
        self._note("sector", statement.sector, ";".join(sectors))
        started = next((d for stage in BEGINNINGS for s, d in steps if s == stage and d), "")
        return {
            "label": statement.label,
            "type": kind,
            "power": self._codes("power", statement.power, case.settings.powers),
            "host": self._codes("host", statement.host, case.settings.hosts),
            "domain": self._domain(sectors),
            "sector": ";".join(sectors),
            "issue": self._issue(),
            "parties": self._parties(kind),
            "start": self._date("start", statement.start) or _one_point(started),
            "until": self._date("until", statement.until),
            "place": self._places(),
            "part_of": self._part_of(),
            "direction": self._direction(kind),
            "scope": self._word("scope", "scope", statement.scope, "core"),
        }

    def _needed_word(self, vocabulary: str, name: str, typed: str) -> str:
        if not typed:
            listed = ", ".join(list(self.case.taxonomy.words(vocabulary))[:24])
            self._lacks(name, f"is empty. Write one of: {listed}.")
        return self._word(vocabulary, name, typed)

    def _codes(self, name: str, typed: str, usual: tuple[str, ...]) -> str:
        """Return the codes of a field; left empty, it is the only one that the case has."""
        if not typed:
            if len(usual) == 1:
                return usual[0]
            self._lacks(name, f"is empty. Write one of: {', '.join(usual)}.")
        codes = ";".join(self._read(name, typed, codes_meant, []))
        self._note(name, typed, codes)
        return codes

    def _domain(self, sectors: list[str]) -> str:
        if self.statement.domain:
            return self._word("domain", "domain", self.statement.domain)
        words = self.case.taxonomy.words("sector")
        domains = list(dict.fromkeys(words[sector].get("domain") for sector in sectors))
        if len(domains) == 1 and domains[0]:
            return str(domains[0])
        if not self.statement.sector or sectors:
            why = "its sectors belong to several" if domains else "no sector gives it"
            listed = ", ".join(self.case.taxonomy.words("domain"))
            self._lacks("domain", f"is empty, and {why}. Write one of: {listed}.")
        return ""

    def _direction(self, kind: str) -> str:
        typed = self.statement.direction
        delivers = self.case.taxonomy.words("engagement_type").get(kind, {}).get("delivers")
        if not typed and not delivers and kind:
            listed = ", ".join(self.case.taxonomy.words("direction"))
            self._lacks(
                "direction", f"is empty, and {kind} has no usual one. Write one of: {listed}."
            )
        return self._word("direction", "direction", typed, "power_to_host" if delivers else "")

    def _issue(self) -> str:
        typed = self.statement.issue
        if not typed:
            return ""
        issues = list(self.case.issues.values())
        found = row_meant(issues, typed, what="issues", by="label")
        if found is None:
            near = near_ids({one.id: one.label for one in issues}, typed)
            self._fault("issue", f"is no issue of case.yml.{near}")
        return found or ""

    def _part_of(self) -> str:
        typed = self.statement.part_of
        if not typed:
            return ""
        rows = self.case.rows("engagements")
        try:
            found = row_meant(rows, typed, what="engagements", by="label")
        except ValueError as error:
            self._fault("part_of", str(error))
            return ""
        if found is None:
            near = near_ids({row.id: row.label for row in rows}, typed)
            self._fault("part_of", f"is no engagement of the case.{near}")
        return found or ""

    def _parties(self, kind: str) -> str:
        listed = []
        usual = ROLES.get(kind, ())
        for number, party in enumerate(self.statement.parties, 1):
            name = f"parties {number}"
            if not party.actor:
                if party.role:
                    self._lacks(f"{name} actor", f"is empty. Say who the {party.role} is.")
                continue
            default = usual[number - 1] if number <= len(usual) else ""
            role = self._word("role", f"{name} role", party.role, default)
            if not role and not party.role:
                words = ", ".join(self.case.taxonomy.words("role"))
                self._lacks(f"{name} role", f"is empty. Write one of: {words}.")
            actor = self._read(f"{name} actor", party.actor, lambda _: self.actors.meant(party), "")  # noqa: B023 - called at once
            self._note(f"{name} actor", party.actor, actor)
            power = self._read(f"{name} power", party.power, country_meant, "")
            listed.append(f"{role}:{actor}{f'@{power}' if power else ''}")
        for row in self.actors.new.values():
            self._put("actors", row, {})
        return ";".join(dict.fromkeys(listed))

    def _places(self) -> str:
        ids = []
        for name in parts(self.statement.place):
            rows = self.case.rows("places")
            try:
                found = row_meant(rows, name, what="places", by="name")
            except ValueError as error:
                self._fault("place", str(error))
                continue
            if found is None:
                hosts = self.statement.host or ";".join(self.case.settings.hosts)
                host = self._read("place", parts(hosts)[0], country_meant, "") if hosts else ""
                found = unused_id(slug(name) or "place", self.taken)
                self.taken.add(found)
                self._put("places", {"id": found, "name": name, "host": host}, {})
            ids.append(found)
        return ";".join(dict.fromkeys(ids))

    def _name(self, cells: dict[str, str]) -> None:
        """Fill the label that was left empty, and the id."""
        if not cells["label"] and cells["type"]:
            cells["label"] = self._label(cells)
            self.became.append(Became("label", "", cells["label"]))
        edited = self.statement.edits
        self.engagement = edited or unused_id(slug(cells["label"]) or "engagement", self.taken)
        self.taken.add(self.engagement)
        cells["id"] = self.engagement

    def _label(self, cells: Mapping[str, str]) -> str:
        """Return what an engagement is called: its type, who does it for whom, and the year."""
        kind = self.case.taxonomy.label("engagement_type", cells["type"])
        who = [party.actor for party in self.statement.parties if party.actor]
        powers = " and ".join(name_of(code) or code for code in parts(cells["power"]))
        joint = f" of {who[0]}" if who else f" of {powers}"
        to = f" with {who[1]}" if len(who) > 1 else ""
        sector = f" for {self._sector_label(cells)}" if cells["sector"] else ""
        year = cells["start"][:4]
        return f"{kind.capitalize()}{joint}{to}{sector}{f', {year}' if year.isdecimal() else ''}"

    def _sector_label(self, cells: Mapping[str, str]) -> str:
        return self.case.taxonomy.label("sector", parts(cells["sector"])[0])

    # What the source says of it.

    def _step(self, number: int, step: Step, stage: str, date: str) -> None:
        name = f"steps {number}"
        amount = self._read(f"{name} amount", step.amount, read_amount, Amount())
        self._note(f"{name} amount", step.amount, shown(amount))
        left = self._left(step.date)
        if stage:
            self._claim(name, {"property": "stage", "value": stage, "date": date}, step, note=left)
        if amount != Amount():
            cells = {"property": "amount", **amount.cells(), "stage": stage, "date": date}
            self._claim(name, cells, step, note=left, value="amount")
        if date and not step.stage and not stage and amount == Amount() and not step.amount:
            self._lacks(
                f"{name} stage", "is empty, and the date belongs to none. Say how far it had come."
            )

    def _further(self, name: str, more: Further) -> None:
        if not more.property:
            if more.value:
                self._lacks(f"{name} property", "is empty. Say of what property this is the value.")
            return
        if more.property in {column.name for column in columns(BY_NAME["engagements"])}:
            cells = {"property": more.property, "value": more.value}
        else:
            word = self._word("property", f"{name} property", more.property)
            if not word:
                return
            cells = {"property": word, **self._value(f"{name} value", word, more.value)}
        date = self._date(f"{name} date", more.date)
        if not more.value:
            self._lacks(
                f"{name} value", "is empty. Write what the source says, or remove the property."
            )
        cells |= {"qualifier": more.qualifier, "date": date}
        self._claim(name, cells, more, note=self._left(more.date))

    def _value(self, name: str, word: str, typed: str) -> dict[str, str]:
        """Return the cells of a value by what its property takes: a number, a word, a party or text."""
        entry = self.case.taxonomy.words("property")[word]
        if entry["type"] == "number":
            read = read_amount if word in ("amount", "cost_to_host") else self._number
            amount = self._read(name, typed, read, Amount())
            self._note(name, typed, shown(amount))
            cells: dict[str, str] = amount.cells()
            return cells
        if entry["type"] == "word":
            return {"value": self._word(entry["words"], name, typed)}
        if entry["type"] == "date":
            return {"value": self._date(name, typed)}
        return {"value": typed}

    def _number(self, text: str) -> Amount:
        return read_number(text, self.case.taxonomy.words("unit"))

    def _claim(
        self,
        name: str,
        cells: Mapping[str, str],
        place: Any,
        *,
        note: str = "",
        value: str = "value",
    ) -> None:
        stage = cells["value"] if cells["property"] == "stage" else cells.get("stage", "")
        sourced = self._sourced(place, note, cells["property"], stage)
        said = {"subject": self.engagement, **cells, **sourced}
        said["id"] = self._row_id(self.engagement, cells["property"])
        names = {"property": "stage", "value": value, "low": value, "high": value, "unit": value}
        if cells["property"] == "stage":
            names |= {"value": "stage"}
        if name.startswith("further"):
            names |= {"property": "property"}
        self._put("claims", said, self._field_names(name, said, names, place))

    def _field_names(
        self, name: str, cells: Mapping[str, str], names: Mapping[str, str], place: Any
    ) -> dict[str, str]:
        """Return from which field each cell comes: a part's own, or one that stands once for the whole."""
        shared = {column for column in Statement.model_fields if column in cells}
        own = {column for column in ("quote", "locator") if getattr(place, column, "")}
        if not name:
            return {column: column for column in shared}
        return {
            column: column if column in shared - own else f"{name} {names.get(column, column)}"
            for column in cells
        }

    def _observation(self, name: str, number: Number) -> None:
        if not number.indicator and not number.value:
            return
        indicator = self._needed_word("indicator", f"{name} indicator", number.indicator)
        amount = self._read(f"{name} value", number.value, self._number, Amount())
        self._note(f"{name} value", number.value, shown(amount))
        if not number.value:
            self._lacks(f"{name} value", "is empty. Write the number, with its unit.")
        hosts = self.statement.host or ";".join(self.case.settings.hosts[:1])
        area = self._read(f"{name} area", number.area or hosts, codes_meant, [])
        counterpart = self._read(f"{name} counterpart", number.counterpart, country_meant, "")
        cells = {
            "indicator": indicator,
            "area": area[0] if area else "",
            "counterpart": counterpart,
            "period": self._date(f"{name} period", number.period),
            "qualifier": number.qualifier,
            **amount.cells(),
            **self._sourced(number, self._left(number.period)),
        }
        cells["id"] = self._row_id(indicator, *area[:1], counterpart, cells["period"])
        self._put("observations", cells, self._field_names(name, cells, {}, number))

    def _sourced(self, place: Any, note: str, prop: str = "", stage: str = "") -> dict[str, str]:
        """Return the cells that say where a row comes from and how far to trust it."""
        statement = self.statement
        own = place is not statement
        quote = (own and place.quote) or statement.quote
        modality = self._word("modality", "modality", statement.modality, "stated")
        usual = information_of(modality, prop, stage)
        return {
            "source": statement.source,
            "via": statement.via,
            "locator": (own and place.locator) or statement.locator,
            "quote": quote,
            "stance": self._word("stance", "stance", statement.stance, "supports"),
            "modality": modality,
            "hedge": statement.hedge,
            "information": self._word("information", "information", statement.information, usual),
            "checked": self._word("checked", "checked", statement.checked, self._opened(quote)),
            "status": "current",
            "note": " ".join(filter(None, (statement.note, note))),
        }

    def _opened(self, quote: str) -> str:
        """Return `yes` where the quote stands in the stored text of the source itself, so that somebody read it there."""
        statement = self.statement
        if not quote or statement.via:
            return "no"
        stored = self.archive.text(statement.source)
        return "yes" if stored is not None and find(quote, stored.text) else "no"

    def _row_id(self, *words: str) -> str:
        """Return an unused id of words, each as a slug of its own so that the last is never cut off."""
        name = unused_id("-".join(filter(None, map(slug, words))) or "row", self.taken)
        self.taken.add(name)
        return name

    def _put(self, table: str, cells: Mapping[str, str], names: Mapping[str, str]) -> None:
        rows = self.rows.setdefault(table, [])
        order = [column.name for column in columns(BY_NAME[table])]
        self.fields |= {(table, len(rows), column): name for column, name in names.items()}
        rows.append({column: cells[column] for column in order if cells.get(column)})


def _one_point(edtf: str) -> str:
    """Return a date as the start of something; a span is none by itself, and gives its first end."""
    first, _, _ = edtf.partition("/")
    return "" if first == ".." else first


def shown(amount: Amount) -> str:
    """Return an amount as its cells show it, in one line."""
    number = amount.value or f"{amount.low} to {amount.high}".strip()
    approx = amount.approx.replace("_", " ")
    return " ".join(filter(None, (approx, number, amount.unit))) if amount != Amount() else ""
