"""What a statement comes to while it is read: rows, the fields they come from, and what is wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tertius.case.archive import Archive
from tertius.case.read import Case
from tertius.case.write import slug, unused_id
from tertius.coding.actors import Actors
from tertius.coding.dates import read_date
from tertius.coding.statement import Statement
from tertius.coding.words import codes_meant, word_meant
from tertius.evidence.amounts import Amount, read_number
from tertius.evidence.row import columns
from tertius.evidence.tables import BY_NAME


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


@dataclass
class Draft:
    """Hold the rows of a statement as they are made, with what its fields were understood as.

    What is read of a field that refuses is empty, with a fault at that field.
    """

    case: Case
    statement: Statement
    rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    fields: dict[tuple[str, int, str], str] = field(default_factory=dict)
    """For cells of the rows, by table, row and column, which field they come from."""
    faults: list[Fault] = field(default_factory=list)
    became: list[Became] = field(default_factory=list)
    engagement: str = ""
    """The id of the engagement, once it has one."""
    who: list[str] = field(default_factory=list)
    """What the parties are called, in their order."""
    alike: tuple[str, ...] = ()
    """The engagements of the case that may be the same one."""

    def __post_init__(self) -> None:
        self.taken = set(self.case.by_id)
        self.actors = Actors(self.case, self.taken)
        self.archive = Archive(self.case.folder, self.case.sources)

    def fault(self, name: str, sentence: str) -> None:
        """Record what is wrong with a field."""
        self.faults.append(Fault(name, sentence))

    def lack(self, name: str, sentence: str) -> None:
        """Record what a field lacks, which is no fault while somebody types."""
        self.faults.append(Fault(name, sentence, is_missing=True))

    def read(self, name: str, typed: str, read: Callable[[str], Any], empty: Any) -> Any:
        """Return what a function reads in a field, with a fault in its place where it refuses."""
        if not typed:
            return empty
        try:
            return read(typed)
        except ValueError as error:
            self.fault(name, str(error))
            return empty

    def note(self, name: str, typed: str, kept: str) -> None:
        """Record what a field was understood as, where that is not what was typed."""
        if typed and kept != typed:
            self.became.append(Became(name, typed, kept))

    def word(self, vocabulary: str, name: str, typed: str, *, usual: str = "") -> str:
        """Return the word of a vocabulary that a field means; left empty, the usual one."""
        word = self.read(name, typed, lambda text: word_meant(self.case, vocabulary, text), usual)
        self.note(name, typed, word)
        return str(word)

    def date(self, name: str, typed: str) -> str:
        """Return the date of a field as EDTF writes it; empty where it has none."""
        written = self.read(name, typed, read_date, None)
        if written is None:
            return ""
        self.note(name, typed, written.edtf)
        return str(written.edtf)

    def left(self, typed: str) -> str:
        """Return what EDTF cannot hold of a date, for the note of its row."""
        try:
            left = read_date(typed).left
        except ValueError:
            return ""
        return f"Date as written: {left}." if left else ""

    def needed_word(self, vocabulary: str, name: str, typed: str) -> str:
        """Return the word of a field that may not be empty."""
        if not typed:
            listed = ", ".join(list(self.case.taxonomy.words(vocabulary))[:24])
            self.lack(name, f"is empty. Write one of: {listed}.")
        return self.word(vocabulary, name, typed)

    def codes(self, name: str, typed: str, usual: tuple[str, ...]) -> str:
        """Return the codes of a field; left empty, it is the only one that the case has."""
        if not typed:
            if len(usual) == 1:
                return usual[0]
            self.lack(name, f"is empty. Write one of: {', '.join(usual)}.")
        codes = ";".join(self.read(name, typed, codes_meant, []))
        self.note(name, typed, codes)
        return codes

    def number(self, text: str) -> Amount:
        """Return a number with its unit. Raises ValueError saying what keeps it from being one."""
        return read_number(text, self.case.taxonomy.words("unit"))

    def row_id(self, *words: str) -> str:
        """Return an unused id of words, each as a slug of its own so that the last is never cut off."""
        name = unused_id("-".join(filter(None, map(slug, words))) or "row", self.taken)
        self.taken.add(name)
        return name

    def put(self, table: str, cells: Mapping[str, str], names: Mapping[str, str]) -> None:
        """Add a row to a table, with the field that each of its cells comes from."""
        rows = self.rows.setdefault(table, [])
        order = [column.name for column in columns(BY_NAME[table])]
        self.fields |= {(table, len(rows), column): name for column, name in names.items()}
        rows.append({column: cells[column] for column in order if cells.get(column)})
