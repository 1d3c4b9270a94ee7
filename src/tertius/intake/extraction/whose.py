"""Which source of a case a paper is."""

from tertius.case.read import Case
from tertius.errors import TertiusError
from tertius.intake.documents.paper import Paper

SHORTEST = 12
"""Letters of a title by which a paper is known that begins with it: a shorter one may begin any text."""


def source_of(case: Case, paper: Paper) -> str:
    """Return the source that a paper is: it has the paper's title, or its title begins the paper.

    Raises TertiusError where no source is it, or several may be.
    """
    titles = {key: _plain(source.title or "") for key, source in case.sources.items()}
    title = _plain(paper.title or "")
    matching = [key for key, one in titles.items() if one == title != ""]
    if not matching:
        matching = _begun_by(titles, _plain(paper.text[:2_000]))
    if len(matching) == 1:
        return matching[0]
    if matching:
        listed = ", ".join(matching[:5])
        raise TertiusError(
            f"{len(matching)} sources of the case have the title with which the paper begins: {listed}."
            " Name the one it is with --source ID."
        )
    if paper.title is None:
        raise TertiusError(
            "The paper has no title by which to find it among the case's sources, and begins with that of none."
            " Name it with --source ID; if the case has it not yet, add it to sources.json first."
        )
    raise TertiusError(
        f"Expected one source of the case with the title “{paper.title}”; no source has it. "
        "Add the paper to sources.json, or name it with --source ID."
    )


def _begun_by(titles: dict[str, str], text: str) -> list[str]:
    """Return the sources with the longest title that begins a text."""
    begun = {k: one for k, one in titles.items() if len(one) >= SHORTEST and text.startswith(one)}
    longest = max(map(len, begun.values()), default=0)
    return [key for key, one in begun.items() if len(one) == longest]


def _plain(title: str) -> str:
    """Return a title without what differs between two spellings of it: case, spaces and marks."""
    return "".join(letter for letter in title.casefold() if letter.isalnum())
