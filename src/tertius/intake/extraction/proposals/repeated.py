"""Sentences of one text that tell one event again: proposed once, by the sentence that says more of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tertius.case.proposals.proposal import Proposal
from tertius.case.quotes import FURTHEST

Cells = Mapping[str, Any]

TOLD = ("type", "power", "host", "sector", "parties", "start", "until", "direction", "place")
"""What makes an engagement one with another; its label is in the words of each sentence."""

SAID = ("property", "value", "low", "high", "approx", "unit", "stage", "date", "stance", "modality", "source", "via")  # fmt: skip
"""What makes a claim one with another, beside its subject."""

OF_AN_EVENT = frozenset({"actors", "names", "sources", "engagements", "claims"})
"""The tables that an event and nothing else brings rows for."""


def told_once(found: Iterable[Proposal]) -> list[Proposal]:
    """Return proposals without those that tell an event again which another one has whole.

    The one that is kept has the quotes of both in its claims, where they stand so near that they
    are one quote.
    """
    kept: list[Proposal] = []
    for proposal in found:
        for place, other in enumerate(kept):
            if _has_whole(other, proposal):
                kept[place] = _quoting(other, proposal)
                break
            if _has_whole(proposal, other):
                kept[place] = _quoting(proposal, other)
                break
        else:
            kept.append(proposal)
    return kept


def _has_whole(whole: Proposal, part: Proposal) -> bool:
    """Return whether one proposal tells the same event as another, and leaves out nothing that it says."""
    events = [_event(proposal) for proposal in (whole, part)]
    if events[0] is None or events[1] is None:
        return False
    has_amount = any(claim["property"] == "amount" for claim in part.rows["claims"])
    is_one = has_amount or events[0]["label"] == events[1]["label"]
    return (
        is_one
        and _says(events[0], events[1], TOLD)
        and all(_in_whole(whole, claim) is not None for claim in part.rows["claims"])
    )


def _event(proposal: Proposal) -> Cells | None:
    """Return the engagement of a proposal on a single one; None of any other."""
    engagements = proposal.rows.get("engagements", ())
    is_event = len(engagements) == 1 and proposal.rows.keys() <= OF_AN_EVENT
    return engagements[0] if is_event and proposal.rows.get("claims") else None


def _in_whole(whole: Proposal, said: Cells) -> int | None:
    """Return which claim of a proposal says what another says; None where none does."""
    claims = enumerate(whole.rows["claims"])
    return next((place for place, claim in claims if _says(claim, said, SAID)), None)


def _says(whole: Cells, part: Cells, columns: Sequence[str]) -> bool:
    """Return whether a row has everything that another has in some columns; of several values, each."""
    return all(
        set(str(part[column]).split(";")) <= set(str(whole.get(column, "")).split(";"))
        for column in columns
        if part.get(column)
    )


def _quoting(whole: Proposal, part: Proposal) -> Proposal:
    """Return a proposal whose claims quote another sentence too that stands in the same paragraph, within a page."""
    first, second = sorted((whole, part), key=lambda proposal: proposal.offset)
    if whole.paragraph != part.paragraph or second.offset - first.offset > FURTHEST:
        return whole
    claims = [dict(claim) for claim in whole.rows["claims"]]
    for said in part.rows["claims"]:
        place = _in_whole(whole, said)
        quotes = (
            [said.get("quote", ""), claims[place].get("quote", "")] if place is not None else []
        )
        if place is not None and all(quotes) and quotes[0] != quotes[1]:
            claims[place]["quote"] = " ... ".join(quotes if part is first else reversed(quotes))
    return replace(whole, rows={**whole.rows, "claims": tuple(claims)})
