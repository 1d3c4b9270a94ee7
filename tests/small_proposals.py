"""Sentences read into the small case without its coding."""

from dataclasses import replace
from datetime import date

from made_paper import paper
from small_case import FOLDER
from tertius.case.additions import NewRow, with_rows
from tertius.case.read import Lines, read_case
from tertius.intake.extraction.proposals import propose

DAY = date(2026, 11, 23)
CASE, _ = read_case(FOLDER)


def bare(**settings):
    """The small case with its actors, names and sources, and nothing coded."""
    empty = ("engagements", "ties", "positions", "links", "claims", "observations", "searches")
    tables = {name: Lines() if name in empty else lines for name, lines in CASE.tables.items()}
    return replace(CASE, tables=tables, settings=CASE.settings.model_copy(update=settings))


def read(*paragraphs, case=None, **more):
    return propose(paper(*paragraphs, **more), case or bare(), via="paper-2020", on=DAY)


def rows(proposals, table):
    return [dict(row) for proposal in proposals for row in proposal.rows.get(table, ())]


def accepted(proposals):
    """The bare case with the rows of proposals in it, those that several hold alike once."""
    new = [
        NewRow(table, row, number)
        for number, (table, row) in enumerate(
            (table, row)
            for proposal in proposals
            for table, listed in proposal.rows.items()
            for row in listed
        )
    ]
    extended = with_rows(bare(), new, shared=("actors", "names", "sources"))
    assert not extended.refused
    return extended.case
