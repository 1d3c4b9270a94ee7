"""Places in an order, and the product of an area beside that of others."""

import re
from collections.abc import Iterator, Sequence

from tertius.case.write import slug
from tertius.intake.extraction.proposals.cell import Cell, cell
from tertius.intake.extraction.proposals.numbers import STOP, Number, area_of
from tertius.intake.extraction.proposals.polls import Poll
from tertius.intake.extraction.proposals.reading import Reading

RANK = re.compile(
    r"(?:\b(?:the|its|as|in)|'s) (?:(?:single |by far the )?((?:second|third|fourth|fifth)[- ])?(largest|biggest|most important|top|main|leading) )"
    r"((?:foreign |trade |trading |export |import |single |direct |bilateral |economic ){0,2}"
    r"(?:investors?|partner|creditor|donor|lender|supplier|market|export market|importer|exporter))\b"
)


ORDER = {"": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5"}


def find_ranks(reading: Reading, areas: Sequence[str]) -> Iterator[Number]:
    """Places said by words such as second-largest trading partner."""
    for found in RANK.finditer(reading.plain):
        if found[2] in ("main", "leading", "top", "most important") and not found[1]:
            continue
        if (
            found.group().endswith("s")
            or "one of" in reading.plain[max(0, found.start() - 12) : found.start()]
        ):
            continue
        area = area_of(reading, areas)
        if area is None:
            return
        before = [
            m
            for m in reading.mentions
            if m.end <= found.start()
            and m.code
            and m.code != area[0]
            and m.actor.kind in ("State", "Bloc")
            and not m.is_adjective
            and not m.owns_next
        ]
        who = before[0] if before else None
        if who is None or reading.hedge(found.start()) is not None:
            continue
        span = (found.start(), found.end())
        cells: dict[str, Cell] = {
            "indicator": cell("rank", span, "says a place in an order"),
            "area": area,
            "counterpart": cell(who.code or "", who, "names in relation to whom"),
            "value": cell(ORDER[(found[1] or "").strip("- ")], span, "is the place in the order"),
            "unit": cell("rank", span, "is a place in an order"),
            "qualifier": cell(slug(found[3]), found.span(3), "is the order"),
        }
        near = [d for d in reading.dates if not d.is_attribute]
        if near:
            cells["period"] = cell(near[0].edtf, near[0], "is the time measured")
        yield Number(cells, *span)


RANKED = re.compile(
    r"\b(?:ranked|ranks|in) (first|second|third|fourth|fifth)(?: place| among ['\"]?([a-z ]{4,40}))?"
)


FIRST_TO_FIFTH = {"first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5"}


def find_rankings(reading: Reading, areas: Sequence[str], poll: Poll | None) -> Iterator[Number]:
    """Places in an order that is ranked: `ranked second among investors, with Germany in first place`."""
    order: Cell | None = None
    for found in RANKED.finditer(reading.plain):
        if found[2]:
            order = cell(slug(found[2]), found.span(2), "is the order")
        area = area_of(reading, areas)
        earlier = [
            m
            for m in reading.mentions
            if m.end <= found.start()
            and m.code
            and m.actor.kind in ("State", "Bloc")
            and not reading.is_owner(m)
        ]
        if (
            order is None
            or not order.value
            or area is None
            or not earlier
            or earlier[-1].code in areas
        ):
            continue
        span = found.span(1)
        cells: dict[str, Cell] = {
            "indicator": cell("rank", span, "says a place in an order"),
            "area": area,
            "counterpart": cell(earlier[-1].code or "", earlier[-1], "is in that place"),
            "value": cell(FIRST_TO_FIFTH[found[1]], span, "is the place in the order"),
            "qualifier": order,
        }
        if poll and poll.year:
            cells["period"] = Cell(poll.year, why="is the year of the survey")
        yield Number(cells, *found.span())


PARTS = {
    "half": "50",
    "one third": "33.3",
    "a third": "33.3",
    "two thirds": "66.7",
    "a quarter": "25",
    "one quarter": "25",
    "three quarters": "75",
    "twice": "200",
}


PRODUCT = re.compile(r"\bGDP\b|\bgross domestic product\b")


PART = re.compile(
    rf"\b(?:(about|around|roughly|approximately|some|nearly|almost) )?({'|'.join(PARTS)}) (?:that )?of "
    r"((?:[A-Za-z'-]{2,20} ?){1,10})"
)


def find_products(reading: Reading, areas: Sequence[str]) -> Iterator[Number]:
    """The product per head of an area beside that of others, as a part: half that of its neighbours."""
    product = PRODUCT.search(reading.plain)
    area = area_of(reading, areas) if product else None
    if product is None or area is None:
        return
    near = ""
    for found in PART.finditer(reading.plain, product.end()):
        near = found[1] or near
        span = found.span(2)
        whom = " ".join(
            word for word in found[3].split() if word.lower() not in STOP | {"many", "its"}
        )
        cells: dict[str, Cell] = {
            "indicator": cell("gdp_ratio", product.span(), "is what the number measures"),
            "area": area,
            "qualifier": cell(slug(whom)[:50].rstrip("-"), found.span(3), "is beside whom"),
            "value": cell(PARTS[found[2]], span, "is the part in percent"),
            "approx": cell("about" if near else "", span, "is said to be rounded"),
            "unit": cell("pct", span, "is the unit of the number"),
        }
        yield Number(cells, *found.span())
