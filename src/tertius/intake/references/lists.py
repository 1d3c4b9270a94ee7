"""An entry in the manner of lists of literature: Author, A. B., 2010. Title. Journal 12(3), 45–67."""

from tertius.intake.references.notes import NoteReader
from tertius.intake.references.reading import Reading
from tertius.intake.references.units import Unit


def read_listed(text: str, unit: Unit, *, complete: bool) -> Reading:
    """The fields of an entry whose parts end in full stops, its authors first and its year behind them."""
    return NoteReader(text, unit.start, unit.end, unit.marks, complete=complete).read()
