"""What a proposal brought in and the case has had since: known by the same names as when a paper is read."""

from collections.abc import Iterator, Mapping

from tertius.case.proposals.proposal import Proposal
from tertius.case.read import Case
from tertius.intake.extraction.proposals.citations import Shelf
from tertius.intake.extraction.proposals.fold import fold
from tertius.intake.extraction.proposals.lexicon import Lexicon, case_lexicon


def recognised(case: Case, proposal: Proposal) -> dict[str, str]:
    """Return, for each actor and source that a proposal brings in, the row of the case that it is by now.

    Only what was read out of a paper is known again: what a bibliography or a person proposes under
    an id is meant so.
    """
    if proposal.proposer != "rules" and not proposal.proposer.startswith("model:"):
        return {}
    known: dict[str, str] = {}
    if actors := proposal.rows.get("actors"):
        lexicon, _ = case_lexicon(case)
        known |= _actors(case, lexicon, actors)
    if sources := proposal.rows.get("sources"):
        shelf = Shelf(case.sources.values())
        known |= {str(row["id"]): there for row in sources if (there := shelf.find(row))}
    return known


def _actors(
    case: Case, lexicon: Lexicon, rows: tuple[Mapping[str, str], ...]
) -> Iterator[tuple[str, str]]:
    """Yield each actor of a bundle whose whole name is that of an actor of the case, with that one's id."""
    standing = {row.id for row in case.rows("actors")}
    for row in rows:
        name = fold(row.get("name", ""))
        found = lexicon.find(name)
        is_whole = len(found) == 1 and name.strip() == name[found[0].start : found[0].end]
        if is_whole and found[0].how == "name" and found[0].actor.id in standing:
            yield row["id"], found[0].actor.id
