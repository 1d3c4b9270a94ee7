"""Numbers about areas: answers to polls, shares of trade and debt, places in an order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tertius.case.write import slug
from tertius.intake.proposals.cues import cues
from tertius.intake.proposals.figures import Figure
from tertius.intake.proposals.lexicon import Mention
from tertius.intake.proposals.reading import Reading, has_any

Cell = tuple[str, int, int, str]
"""A cell's text, the letters that it comes from, and why."""


@dataclass(frozen=True)
class Poll:
    """A poll as the paper brings it in: its year and how many were asked, where it says so."""

    year: str
    sample: str
    note_from: int | None = None


@dataclass(frozen=True)
class Number:
    """An observation that a sentence makes: its cells, and where it stands."""

    cells: dict[str, Cell]
    start: int
    end: int


SAMPLE = re.compile(
    r"\b(?:sample of |of |among |polled |surveyed )(\d{1,3}(?:,\d{3})?|\d{3,5}) (?:respondents|people|adults|citizens|Serbs)\b"
)
STOP = frozenset(
    [
        "moreover",
        "indeed",
        "furthermore",
        "however",
        "also",
        "same",
        "time",
        "thought",
        "saw",
        "see",
        "believed",
        "believe",
        "thinks",
        "think",
        "while",
        "only",
        "the",
        "a",
        "an",
        "of",
        "in",
        "to",
        "and",
        "or",
        "by",
        "for",
        "with",
        "as",
        "at",
        "on",
        "from",
        "that",
        "this",
        "these",
        "it",
        "its",
        "was",
        "were",
        "is",
        "are",
        "be",
        "been",
        "said",
        "that",
        "had",
        "has",
        "have",
        "their",
        "his",
        "her",
        "more",
        "most",
        "best",
        "seen",
        "posing",
        "positively",
        "respondents",
        "responding",
        "according",
        "followed",
        "similar",
        "results",
        "which",
        "showed",
        "indicated",
    ]
)
RANK = re.compile(
    r"(?:\b(?:the|its|as|in)|'s) (?:(?:single |by far the )?((?:second|third|fourth|fifth)[- ])?(largest|biggest|most important|top|main|leading) )"
    r"((?:foreign |trade |trading |export |import |single |direct |bilateral |economic ){0,2}"
    r"(?:investors?|partner|creditor|donor|lender|supplier|market|export market|importer|exporter))\b"
)
ORDER = {"": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5"}
TRADE = re.compile(r"\b(?:trade|exports?|imports?)\b")
DEBT = re.compile(r"\b(?:public |external |foreign |state )?debt\b")


def poll_of(reading: Reading) -> Poll | None:
    """The poll that a sentence brings in; None where it brings in none."""
    if not has_any(cues()["polls"], reading.plain):
        return None
    sample = SAMPLE.search(reading.plain)
    years = [date for date in reading.dates if date.edtf[:4].isdigit()]
    return Poll(years[0].edtf if years else "", sample[1].replace(",", "") if sample else "")


def find_numbers(reading: Reading, areas: Sequence[str], poll: Poll | None) -> Iterator[Number]:
    """The observations of a sentence about the areas of a case; `poll` is the one it speaks of."""
    shares = [figure for figure in reading.figures if figure.kind == "percent"]
    if poll is not None and shares:
        yield from _answers(reading, areas, poll, shares)
    elif shares:
        yield from _shares(reading, areas, shares)
    yield from _ranks(reading, areas)
    yield from _rankings(reading, areas, poll)
    yield from _products(reading, areas)


def _answers(
    reading: Reading, areas: Sequence[str], poll: Poll, shares: Sequence[Figure]
) -> Iterator[Number]:
    area = _area(reading, areas)
    if area is None:
        return
    since = 0
    asked: dict[int, tuple[int, int]] = {}
    for figure in shares:
        about = _counterpart(reading, figure, area[0], since)
        begin, end = _question(reading, figure)
        clause = reading.clause(figure.start)
        if reading.plain[max(0, figure.start - 1)] == "(":
            begin, end = asked.setdefault(clause.start, (begin, end))
        since = figure.end
        if about is None or about.code is None:
            continue
        question = _tidy(reading.text[begin:end])
        cells = _cells(figure, "opinion_share", area, about)
        cells["qualifier"] = (_short(reading, begin, end), begin, end, "is what was asked")
        cells["question"] = (question, begin, end, "is what was asked, in the paper's words")
        if poll.year:
            place = next((d for d in reading.dates if d.edtf == poll.year), None)
            span = (place.start, place.end) if place else (0, 0)
            cells["period"] = (poll.year, *span, "is the year of the poll")
        if poll.sample:
            cells["sample"] = (poll.sample, 0, 0, "is how many were asked")
        if cells["qualifier"][0]:
            yield Number(cells, figure.start, figure.end)


def _counterpart(reading: Reading, figure: Figure, area: str, since: int) -> Mention | None:
    """About whom an answer is: named just before the number in brackets, or in what follows it."""
    in_brackets = reading.plain[max(0, figure.start - 1)] == "("
    others = [
        m
        for m in reading.mentions
        if m.code and m.code != area and m.actor.kind in ("State", "Bloc")
    ]
    before = [m for m in others if since <= m.start and m.end <= figure.start]
    after = [m for m in others if m.start >= figure.end and m.start - figure.end < 120]
    if in_brackets:
        return before[-1] if before else None
    return after[0] if after else (before[-1] if before else None)


def _question(reading: Reading, figure: Figure) -> tuple[int, int]:
    clause = reading.clause(figure.start)
    in_brackets = reading.plain[max(0, figure.start - 1)] == "("
    if not in_brackets:
        end = min(
            (m.start() for m in re.finditer(r"[.,;(]", reading.plain) if m.start() > figure.end),
            default=clause.end,
        )
        return figure.end + 1, max(figure.end + 1, min(end, clause.end))
    begin = clause.start
    told = list(
        re.finditer(
            r"\b(?:said that|indicated that|found that|showed that|believed that|thought that|believe that|that) ",
            reading.plain[begin : figure.start],
        )
    )
    if told:
        begin += told[-1].end()
    first = min(
        (f.start for f in reading.figures if clause.start <= f.start < clause.end),
        default=clause.end,
    )
    rest_start = reading.plain.rfind(")", begin, clause.end) + 1
    head = _short(reading, begin, max(begin, first - 1))
    if len([word for word in head.split("-") if word]) >= 2 or not rest_start:
        return begin, max(begin, first - 2)
    return rest_start, clause.end


def _short(reading: Reading, begin: int, end: int) -> str:
    """A few words of what was asked, without the names of countries."""
    said = [
        word.lower()
        for start, stop, word in reading.words
        if begin <= start
        and stop <= end
        and word.lower() not in STOP
        and len(word) > 1
        and not any(m.start <= start < m.end for m in reading.mentions)
    ]
    return slug(" ".join(said[:5]))


LED = re.compile(
    r"^(?:(?:of|the) (?:respondents|people|citizens|Serbs|Serbians) |Moreover, |Indeed, |Furthermore, )"
)


def _tidy(text: str) -> str:
    said = LED.sub("", " ".join(text.split()).strip(" .,;:()-–"))
    return " ".join(said.split()[:25])


def _area(reading: Reading, areas: Sequence[str]) -> tuple[str, int, int, str] | None:
    for mention in reading.mentions:
        if mention.code in areas:
            return mention.code or "", mention.start, mention.end, "names the area"
    for code in reading.context.codes:
        if code in areas:
            return code, 0, 0, "is named in a sentence before"
    return None


def _cells(figure: Figure, indicator: str, area: Cell, about: Mention | None) -> dict[str, Cell]:
    cells = {
        "indicator": (indicator, figure.start, figure.end, "is what the number measures"),
        "area": area,
        **{
            name: (cell, figure.start, figure.end, "is the number")
            for name, cell in figure.cells().items()
        },
        "unit": (figure.unit, figure.start, figure.end, "is the unit of the number"),
    }
    if about is not None and about.code:
        cells["counterpart"] = (about.code, about.start, about.end, "names in relation to whom")
    return cells


OF = re.compile(
    r" of (?:all |the |total |its |their )?(?:country's )?(?:[A-Z]\w+(?:'s)? )?"
    r"(?:total |public |external |foreign |national |government |sovereign |overall |international ){0,2}"
    r"(trade|exports|imports|debt)\b"
)
BEFORE_BRACKET = re.compile(r"\b(trade|exports|imports) \($")
STANDS = re.compile(r"\b(?:stands|stood|is|was)(?: at)?(?: just| only| around| about| roughly)? $")


def _shares(reading: Reading, areas: Sequence[str], shares: Sequence[Figure]) -> Iterator[Number]:
    last: tuple[str, int, int] | None = None
    for figure in shares:
        what = _share_of(reading, figure) or (
            last if STANDS.search(reading.plain[max(0, figure.start - 30) : figure.start]) else None
        )
        area = _area(reading, areas)
        about = _partner(reading, figure, area[0]) if area else None
        last = what or last
        if what is None or area is None or about is None:
            continue
        indicator = "debt_share" if what[0] == "debt" else "trade_share"
        cells = _cells(figure, indicator, area, about)
        if what[0] != "debt":
            kind = {"trade": "total"}.get(what[0], what[0])
            cells["qualifier"] = (kind, what[1], what[2], "says of which trade")
        clause = reading.clause(figure.start)
        free = [d for d in reading.dates if clause.start <= d.start < clause.end]
        if free:
            cells["period"] = (free[0].edtf, free[0].start, free[0].end, "is the time measured")
        yield Number(cells, figure.start, figure.end)


def _share_of(reading: Reading, figure: Figure) -> tuple[str, int, int] | None:
    """Of what a percentage is a share: trade, exports, imports or debt, and where that stands."""
    if found := OF.match(reading.plain, figure.end):
        return found[1], found.start(1), found.end(1)
    if found := BEFORE_BRACKET.search(reading.plain[: figure.start]):
        return found[1], found.start(1), found.end(1)
    return None


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


def _ranks(reading: Reading, areas: Sequence[str]) -> Iterator[Number]:
    for found in RANK.finditer(reading.plain):
        if found[2] in ("main", "leading", "top", "most important") and not found[1]:
            continue
        if (
            found.group().endswith("s")
            or "one of" in reading.plain[max(0, found.start() - 12) : found.start()]
        ):
            continue
        area = _area(reading, areas)
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
            "indicator": ("rank", *span, "says a place in an order"),
            "area": area,
            "counterpart": (who.code or "", who.start, who.end, "names in relation to whom"),
            "value": (ORDER[(found[1] or "").strip("- ")], *span, "is the place in the order"),
            "unit": ("rank", *span, "is a place in an order"),
            "qualifier": (slug(found[3]), found.start(3), found.end(3), "is the order"),
        }
        near = [d for d in reading.dates if not d.is_attribute]
        if near:
            cells["period"] = (near[0].edtf, near[0].start, near[0].end, "is the time measured")
        yield Number(cells, *span)


RANKED = re.compile(
    r"\b(?:ranked|ranks|in) (first|second|third|fourth|fifth)(?: place| among ['\"]?([a-z ]{4,40}))?"
)
FIRST_TO_FIFTH = {"first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5"}


def _rankings(reading: Reading, areas: Sequence[str], poll: Poll | None) -> Iterator[Number]:
    """Places in an order that is ranked: `ranked second among investors, with Germany in first place`."""
    order: tuple[str, int, int] | None = None
    for found in RANKED.finditer(reading.plain):
        if found[2]:
            order = (slug(found[2]), found.start(2), found.end(2))
        area = _area(reading, areas)
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
            or not order[0]
            or area is None
            or not earlier
            or earlier[-1].code in areas
        ):
            continue
        span = found.span(1)
        cells: dict[str, Cell] = {
            "indicator": ("rank", *span, "says a place in an order"),
            "area": area,
            "counterpart": (
                earlier[-1].code or "",
                earlier[-1].start,
                earlier[-1].end,
                "is in that place",
            ),
            "value": (FIRST_TO_FIFTH[found[1]], *span, "is the place in the order"),
            "qualifier": (*order, "is the order"),
        }
        if poll and poll.year:
            cells["period"] = (poll.year, 0, 0, "is the year of the survey")
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


def _products(reading: Reading, areas: Sequence[str]) -> Iterator[Number]:
    """The product per head of an area beside that of others, as a part: half that of its neighbours."""
    product = PRODUCT.search(reading.plain)
    area = _area(reading, areas) if product else None
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
            "indicator": ("gdp_ratio", *product.span(), "is what the number measures"),
            "area": area,
            "qualifier": (slug(whom)[:50].rstrip("-"), *found.span(3), "is beside whom"),
            "value": (PARTS[found[2]], *span, "is the part in percent"),
            "approx": ("about" if near else "", *span, "is said to be rounded"),
            "unit": ("pct", *span, "is the unit of the number"),
        }
        yield Number(cells, *found.span())


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
        area = _area(reading, areas)
        if what is None or about is None or area is None:
            continue
        cells = _cells(figure, SUMMED[what[1]], area, about)
        cells["indicator"] = (SUMMED[what[1]], what.start(), what.end(), "is what is summed up")
        free = [d for d in reading.dates if clause.start <= d.start < clause.end]
        if free:
            near = min(free, key=lambda d: abs(d.start - figure.start))
            cells["period"] = (near.edtf, near.start, near.end, "is the time measured")
        yield Number(cells, figure.start, figure.end)


TRADED = re.compile(r"\b(imported|exported)(?: only| just| some| about| around)? $")


def _traded(reading: Reading, areas: Sequence[str], figure: Figure, verb: str) -> Iterator[Number]:
    """What an area imported from or exported to another: `imported $2 billion from China`."""
    clause = reading.clause(figure.start)
    wanted = "from" if verb == "imported" else "to"
    area = _area(reading, areas)
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
    cells = _cells(figure, indicator, area, others[0])
    free = [
        d for d in reading.dates if d.start >= clause.start and d.start - figure.end < 60
    ] or reading.dates
    if free:
        cells["period"] = (free[0].edtf, free[0].start, free[0].end, "is the time measured")
    yield Number(cells, figure.start, figure.end)
