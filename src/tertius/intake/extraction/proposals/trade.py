"""Shares of trade and debt, sums over many engagements, and what was imported and exported."""

import re
from collections.abc import Iterator, Sequence

from tertius.intake.extraction.proposals.cell import Cell, cell
from tertius.intake.extraction.proposals.figures import Figure
from tertius.intake.extraction.proposals.lexicon import Mention
from tertius.intake.extraction.proposals.numbers import Number, area_of, number_cells
from tertius.intake.extraction.proposals.reading import Reading

OF = re.compile(
    r" of (?:all |the |total |its |their )?(?:country's )?(?:[A-Z]\w+(?:'s)? )?"
    r"(?:total |public |external |foreign |national |government |sovereign |overall |international ){0,2}"
    r"(trade|exports|imports|debt)\b"
)


BEFORE_BRACKET = re.compile(r"\b(trade|exports|imports) \($")


STANDS = re.compile(r"\b(?:stands|stood|is|was)(?: at)?(?: just| only| around| about| roughly)? $")


def find_shares(
    reading: Reading, areas: Sequence[str], shares: Sequence[Figure]
) -> Iterator[Number]:
    """Shares of trade and debt, each with the partner and of which trade."""
    last: Cell | None = None
    for figure in shares:
        what = _share_of(reading, figure) or (
            last if STANDS.search(reading.plain[max(0, figure.start - 30) : figure.start]) else None
        )
        area = area_of(reading, areas)
        about = _partner(reading, figure, area.value) if area else None
        last = what or last
        if what is None or area is None or about is None:
            continue
        indicator = "debt_share" if what.value == "debt" else "trade_share"
        cells = number_cells(figure, indicator, area, about)
        if what.value != "debt":
            kind = {"trade": "total"}.get(what.value, what.value)
            cells["qualifier"] = what._replace(value=kind)
        clause = reading.clause(figure.start)
        free = [d for d in reading.dates if clause.start <= d.start < clause.end]
        if free:
            cells["period"] = cell(free[0].edtf, free[0], "is the time measured")
        yield Number(cells, figure.start, figure.end)


def _share_of(reading: Reading, figure: Figure) -> Cell | None:
    """Of what a percentage is a share: trade, exports, imports or debt, and where that stands."""
    found = OF.match(reading.plain, figure.end) or BEFORE_BRACKET.search(
        reading.plain[: figure.start]
    )
    return cell(found[1], found.span(1), "says of which trade") if found else None


def _partner(reading: Reading, figure: Figure, area: str) -> Mention | None:
    """With whom trade or debt is shared: the other state or bloc named nearest in the clause."""
    clause = reading.clause(figure.start)
    others = [
        m
        for m in reading.mentions
        if m.code
        and m.code != area
        and m.actor.kind in ("State", "Bloc")
        and not reading.is_owner(m)
    ]
    inside = [m for m in others if clause.start <= m.start < clause.end]
    if inside:
        return min(inside, key=lambda m: abs(m.start - figure.start))
    before = [m for m in others if m.end <= figure.start and not reading.preposition(m)]
    return before[-1] if before else (others[0] if len(others) == 1 else None)


SUM = re.compile(
    r"\b(?:total|totall?ed|totall?ing|amounted to|amounting to|reached|stood at|worth of|volume|put (?:this|the|that) figure)\b"
)


SUMMED = {
    "investment": "investment",
    "investments": "investment",
    "exports": "export_value",
    "imports": "import_value",
    "loans": "pledged_loans",
}


OF_WHAT = re.compile(rf"\b({'|'.join(SUMMED)})\b")


def find_sums(reading: Reading, areas: Sequence[str], theirs: Sequence[str]) -> Iterator[Number]:
    """Sums of money over many engagements: total investment, exports, imports, loans."""
    what = None
    about = None
    for figure in reading.figures:
        if figure.kind != "money":
            continue
        clause = reading.clause(figure.start)
        said = reading.plain[clause.start : figure.end]
        if traded := TRADED.search(reading.plain[max(0, figure.start - 30) : figure.start]):
            yield from _traded(reading, areas, figure, traded[1])
            continue
        if not SUM.search(said):
            continue
        named = OF_WHAT.search(reading.plain, clause.start, figure.start)
        what = named or what
        others = [
            m
            for m in reading.mentions
            if m.code in theirs
            and clause.start <= m.start < clause.end
            and m.actor.kind in ("State", "Bloc")
        ]
        about = others[0] if others else about
        area = area_of(reading, areas)
        if what is None or about is None or area is None:
            continue
        cells = number_cells(figure, SUMMED[what[1]], area, about)
        cells["indicator"] = cell(SUMMED[what[1]], what.span(), "is what is summed up")
        free = [d for d in reading.dates if clause.start <= d.start < clause.end]
        if free:
            near = min(free, key=lambda d: abs(d.start - figure.start))
            cells["period"] = cell(near.edtf, near, "is the time measured")
        yield Number(cells, figure.start, figure.end)


TRADED = re.compile(r"\b(imported|exported)(?: only| just| some| about| around)? $")


def _traded(reading: Reading, areas: Sequence[str], figure: Figure, verb: str) -> Iterator[Number]:
    """What an area imported from or exported to another: `imported $2 billion from China`."""
    clause = reading.clause(figure.start)
    wanted = "from" if verb == "imported" else "to"
    area = area_of(reading, areas)
    others = [
        m
        for m in reading.mentions
        if figure.end <= m.start < clause.end
        and m.code not in areas
        and m.code
        and m.actor.kind in ("State", "Bloc")
        and reading.preposition(m) == wanted
    ]
    if area is None or not others:
        return
    indicator = "import_value" if verb == "imported" else "export_value"
    cells = number_cells(figure, indicator, area, others[0])
    free = [
        d for d in reading.dates if d.start >= clause.start and d.start - figure.end < 60
    ] or reading.dates
    if free:
        cells["period"] = cell(free[0].edtf, free[0], "is the time measured")
    yield Number(cells, figure.start, figure.end)
