"""How much of the coded politics chapter of the Serbia case the proposals find by themselves.

The paper is read into the case without its engagements, ties, positions, links, claims,
observations and searches; actors, names, sources and settings stay. A coded row counts as proposed
by these rules:

* An engagement, where a proposal from one of its places (a note that the proposal's sentence
  cites or its rows name, or a line that the sentence runs over) holds an engagement of the same type with a power
  and a host in common; loosely, where it holds any engagement with a power and a host in common.
* A figure, where an observation from one of its places has the same indicator and value, or, for
  a range, the same ends; strictly, the same counterpart too.
* An amount, where a claim on `amount` from one of its places has the same value and currency.
  The politics chapter has none, so amounts are counted over the whole paper.
"""

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from time import perf_counter
from typing import Any

from tertius.case.proposals.proposal import Proposal
from tertius.case.read import Case, Lines, read_case
from tertius.intake.documents.paper import Paper
from tertius.intake.documents.read import read_paper
from tertius.intake.extraction.proposals import propose

SERBIA = Path(__file__).parent.parent / "cases" / "serbia"
SHARED = Path(os.environ.get("TERTIUS_SHARED") or Path(__file__).parents[2] / "shared")
PAPER = SHARED / "paper" / "serbia-paper.txt"
VIA = "paper-2020"
CODED = ("engagements", "ties", "positions", "links", "claims", "observations", "searches")
LAST_NOTE, LAST_LINE = 80, 679
"""Where the politics chapter ends: its last note, and its last line in the text."""

Places = frozenset[tuple[str, int]]


def without_coding(case: Case) -> Case:
    """The case with its actors, names, sources and settings, and nothing that was coded."""
    tables = {name: Lines() if name in CODED else lines for name, lines in case.tables.items()}
    return replace(case, tables=tables)


def places_of(locator: str | None) -> Places:
    """The notes and lines that a locator names: `note 12`, `notes 159, 160`, `lines 446-448`."""
    found: set[tuple[str, int]] = set()
    for kind, said in re.findall(r"(note|line)s? ([\d, -]{1,40})", locator or ""):
        for part in said.split(","):
            numbers = [int(number) for number in re.findall(r"\d+", part)]
            if numbers:
                found |= {(kind, number) for number in range(numbers[0], numbers[-1] + 1)}
    return frozenset(found)


def in_politics(places: Places) -> bool:
    """Whether one of the places lies in the politics chapter or before it."""
    return any(n <= (LAST_NOTE if kind == "note" else LAST_LINE) for kind, n in places)


def proposed_places(paper: Paper, proposal: Proposal) -> Places:
    """The notes that a proposal's sentence cites, and the lines that it runs over."""
    begin = paper.text.find(proposal.sentence)
    lines = {
        int(place.removeprefix("line "))
        for offset in range(begin, begin + len(proposal.sentence))
        if (place := paper.place(offset)) and place.startswith("line ")
    }
    named = [
        places_of(row.get("locator"))
        for table in ("claims", "observations")
        for row in proposal.rows.get(table, ())
    ]
    cited = {("note", n) for n in proposal.notes} | {("line", n) for n in lines}
    return frozenset(cited).union(*named)


def rows_near(
    proposals: Iterable[tuple[Places, Proposal]], places: Places, table: str
) -> Iterator[Mapping[str, Any]]:
    """The proposed rows of a table from any of these places."""
    for here, proposal in proposals:
        if here & places:
            yield from proposal.rows.get(table, ())


def same_number(cell: Any, said: str | None) -> bool:
    """Whether two numbers are the same, both empty included."""
    if cell is None or not said:
        return cell is None and not said
    return Decimal(str(cell)) == Decimal(said)


def count(name: str, found: int, wanted: int) -> None:
    print(f"{name:<58} {found:>3} of {wanted:>3}  {found / wanted if wanted else 0:.2f}")


def measure(case: Case, paper: Paper, proposals: list[Proposal]) -> None:
    """Print how much of the coding was proposed."""
    placed = [(proposed_places(paper, proposal), proposal) for proposal in proposals]
    claims = [c for c in case.rows("claims") if VIA in (c.via, *c.source)]
    engagements(case, claims, placed)
    figures("politics", case, placed, only_politics=True)
    figures("whole paper", case, placed, only_politics=False)
    amounts(claims, placed)


def engagements(case: Case, claims: list[Any], placed: list[tuple[Places, Proposal]]) -> None:
    strict = loose = wanted = 0
    missed: list[str] = []
    for row in case.rows("engagements"):
        places = frozenset().union(*(places_of(c.locator) for c in claims if c.subject == row.id))
        if not in_politics(places):
            continue
        wanted += 1
        near = [
            found
            for found in rows_near(placed, places, "engagements")
            if set(found["power"].split(";")) & set(row.power)
            and set(found["host"].split(";")) & set(row.host)
        ]
        loose += bool(near)
        strict += (same := any(found["type"] == row.type for found in near))
        if not same:
            missed.append(row.id)
    count("engagements of the politics chapter, same type", strict, wanted)
    count("engagements of the politics chapter, any type", loose, wanted)
    print(f"  not proposed: {', '.join(missed)}")


def figures(
    name: str, case: Case, placed: list[tuple[Places, Proposal]], *, only_politics: bool
) -> None:
    rows = [
        row
        for row in case.rows("observations")
        if VIA in (row.via, *row.source)
        and (not only_politics or in_politics(places_of(row.locator)))
    ]
    loose = strict = 0
    missed = []
    for row in rows:
        near = [
            found
            for found in rows_near(placed, places_of(row.locator), "observations")
            if found["indicator"] == row.indicator
            and all(same_number(getattr(row, c), found.get(c)) for c in ("value", "low", "high"))
        ]
        loose += bool(near)
        strict += any(found.get("counterpart") == row.counterpart for found in near)
        if not near:
            missed.append(row.id)
    count(f"figures of the {name}", loose, len(rows))
    count(f"figures of the {name}, with the counterpart", strict, len(rows))
    print(f"  not proposed: {', '.join(missed)}")


def amounts(claims: list[Any], placed: list[tuple[Places, Proposal]]) -> None:
    wanted = [claim for claim in claims if claim.property == "amount"]
    missed = [
        claim.id
        for claim in wanted
        if not any(
            found["property"] == "amount"
            and same_number(Decimal(claim.value), found.get("value"))
            and found.get("unit") == claim.unit
            for found in rows_near(placed, places_of(claim.locator), "claims")
        )
    ]
    politics = [c for c in wanted if in_politics(places_of(c.locator))]
    found = [c for c in politics if c.id not in missed]
    count("amounts of the politics chapter", len(found), len(politics))
    count("amounts of the whole paper", len(wanted) - len(missed), len(wanted))
    print(f"  not proposed: {', '.join(missed)}")


def print_sample(proposals: list[Proposal], size: int = 60) -> None:
    """Print some proposals, the same ones each time, for a reader to judge: accept, one edit, or no."""
    order = sorted(proposals, key=lambda proposal: proposal.id)[:size]
    for number, proposal in enumerate(sorted(order, key=proposals.index), start=1):
        print(f"\n{number}. [{proposal.locator}, notes {proposal.notes}] {proposal.sentence}")
        for table, rows in proposal.rows.items():
            for row in rows:
                cells = {name: cell for name, cell in row.items() if name not in ("via", "checked")}
                print(f"   {table}: {cells}")


def main() -> None:
    """Print how much of the coding was proposed; with `sample`, print sixty proposals instead."""
    if not PAPER.exists():
        print("  serbia-paper.txt is not in the shared folder beside the checkout")
        return
    case, _ = read_case(SERBIA)
    assert case is not None
    paper = read_paper(PAPER)
    begun = perf_counter()
    proposals = propose(paper, without_coding(case), via=VIA)
    taken = perf_counter() - begun
    if "sample" in sys.argv[1:]:
        print_sample(proposals)
        return
    in_chapter = [p for p in proposals if in_politics(proposed_places(paper, p))]
    print(
        f"{len(proposals)} proposals from {len(paper.sentences)} sentences in {taken:.1f} s,"
        f" {len(in_chapter)} of them from the politics chapter"
    )
    measure(case, paper, proposals)
    begun = perf_counter()
    again = propose(paper, case, via=VIA)
    print(f"{len(again)} proposals into the whole case in {perf_counter() - begun:.1f} s")


if __name__ == "__main__":
    main()
