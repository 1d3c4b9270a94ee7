"""Abbreviations of BibTeX, measured before pandoc writes them out: a few lines of them can fill a machine."""

from collections.abc import Mapping, Sequence

from tertius.intake.bibliography.cuts import HEAD, Cut, fields
from tertius.intake.bibliography.faults import BibliographyError

LONGEST = 2**16
"""Letters that an abbreviation may stand for: a journal has a hundred, a note on rights a few thousand."""


def lengths_of(definitions: Sequence[Cut], file: str) -> dict[str, int]:
    """Return how many letters each abbreviation stands for. Raises BibliographyError where one grows too long."""
    lengths: dict[str, int] = {}
    for cut in definitions:
        head = HEAD.match(cut.text)
        if cut.kind != "string" or head is None:
            continue
        length = written_out(cut, lengths)
        if length > LONGEST:
            raise BibliographyError(
                f"{file}:{cut.line}: this @string stands for more than {LONGEST // 2**10} KiB of text"
                " once those that it names are written out. Make it shorter. Nothing was written."
            )
        for one in fields(cut.text, head.end()):
            lengths[one.name] = length
    return lengths


def written_out(cut: Cut, lengths: Mapping[str, int]) -> int:
    """Return how long an entry or a definition is once its abbreviations are written out."""
    return len(cut.text) + sum(lengths.get(word, 0) for word in cut.words)
