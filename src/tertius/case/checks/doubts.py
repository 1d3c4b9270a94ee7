"""Where evidence drops out of what is compared, or may say something else than was meant."""

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from tertius.case.checks.cells import at_source
from tertius.case.problems import MOST, Message, Problem, message
from tertius.case.read import Case
from tertius.evidence.codes import name_of
from tertius.evidence.dates import PartialDate
from tertius.evidence.letters import mixed_word
from tertius.evidence.meant import date_meant
from tertius.evidence.money import CASE_CURRENCIES, coverage, unconverted
from tertius.evidence.row import DECIMAL, columns
from tertius.evidence.tables import TABLES

SHOWN = 5
"""How many ids one message names: enough to find the first of them."""

LISTS = {"claims": "date", "observations": "period"}
"""The tables that hold amounts, and the column at whose date each is converted."""


def check_amounts(case: Case) -> Iterator[Problem]:
    """Check for amounts that cannot be converted into the currency of the case."""
    units = case.taxonomy.words("unit")
    currency = case.settings.currency
    if currency not in CASE_CURRENCIES:
        return  # That is a problem of case.yml, and every amount would repeat it.
    for table, column in LISTS.items():
        for number, row in case.tables[table]:
            if row.status != "current" or not units.get(row.unit or "", {}).get("currency"):
                continue
            when = getattr(row, column)
            amount = row.value if row.value is not None else row.low
            cell = " ".join(str(part) for part in (row.unit, amount) if part is not None)
            if wrong := _no_rate(row.unit, when, currency, column, cell, _known_start(case, row)):
                is_undated = wrong.wording in ("undated", "started")
                place = (column, None) if is_undated else ("unit", cell)
                yield wrong.at(f"{table}.csv", number, *place)


def check_totals(case: Case) -> Iterator[Problem]:
    """Check for engagements whose every amount has a qualifier or a period, so that no sum has one."""
    stated = [
        (number, row)
        for number, row in case.tables["claims"]
        if row.property == "amount"
        and row.status == "current"
        and row.stance == "supports"
        and not (row.value is None and row.low is None)
        and case.by_id.get(row.subject, ("", None))[0] == "engagements"
    ]
    whole = {row.subject for _, row in stated if not (row.qualifier or row.period)}
    apart = {row.subject: (number, row) for number, row in reversed(stated)}
    lacking = [apart[subject] for subject in apart if subject not in whole]
    if lacking:
        number, row = min(lacking, key=lambda pair: pair[0])
        column = "qualifier" if row.qualifier else "period"
        fields = {"subject": row.subject, "count": f"{len(lacking):,}"}
        yield message("no-total", "rows" if lacking[1:] else "row", **fields).at(
            "claims.csv", number, column, str(getattr(row, column))
        )


def _known_start(case: Case, row: Any) -> PartialDate | None:
    """Return since when the engagement has stood that an undated claim is about; None of anything else."""
    _, about = case.by_id.get(getattr(row, "subject", ""), ("", None))
    return getattr(about, "start", None) if getattr(row, "date", None) is None else None


def _no_rate(
    unit: str,
    when: PartialDate | None,
    currency: str,
    column: str,
    stated: str,
    start: PartialDate | None,
) -> Message | None:
    """Return why an amount in a unit has no rate, as a problem of a kind; None where it has one.

    Since when its engagement has stood is named where it would do for a date: whether the sum is of that day,
    only its source says.
    """
    lacking = unconverted(unit, when, currency=currency)
    if lacking is None:
        return None
    fields = {"currency": currency, "unit": lacking.unit, "column": column, "sum": stated}
    if lacking.why == "undated" and start and unconverted(unit, start, currency=currency) is None:
        return message("unconverted", "started", **fields, start=start)
    if lacking.why == "uncovered":
        first, last = coverage(lacking.unit)
        fields |= {"first": str(first), "last": str(last), "when": str(when)}
    return message("unconverted", lacking.why, **fields)


def check_source_dates(case: Case) -> Iterator[Problem]:
    """Check for sources without a date, and for dates in words."""
    named = {name for table in LISTS for row in case.rows(table) for name in (*row.source, row.via)}
    undated = []
    for source in case.sources.values():
        if source.date is not None or source.custom.lost:
            continue
        if words := source.date_in_words:
            yield at_source(case, _words_of_a_date(words), source, "issued", words)
        elif source.id in named:
            undated.append(source.id)
    if undated:
        listed = ", ".join(undated[:SHOWN]) + (", …" if len(undated) > SHOWN else "")
        wording = "one" if len(undated) == 1 else "none"
        yield message("undated-source", wording, count=f"{len(undated):,}", listed=listed).at(
            "sources.json"
        )


def _words_of_a_date(words: str) -> Message:
    meant = date_meant(words)
    if meant is None or not re.fullmatch(r"\d{4}(-\d{2}){0,2}", meant):
        return message("undated-source", "unread")
    parts = ", ".join(str(int(part)) for part in meant.split("-"))
    return message("undated-source", "meant", near=f"[[{parts}]]")


NOTHING = re.compile(
    r"(?:nothing|none|no|not|nil|null|n/?a|0|zero|-+|–|nichts|nein|keine?|rien|aucune?|nada|ningun[oa]?"
    r"|ni[sš]ta|ничего|нет|ништа|无|没有|nihil|negative)"
    r"(?:[ -](?:was |were |be |)(?:found|results?|hits?|matches|match|records?|entry|entries|evidence|trace|such .*|any.*|gefunden|treffer|trouvé))?[.!]?\Z",
    re.IGNORECASE,
)
"""What people write for a search without a find; the table's own word is left out below."""


def check_searches(case: Case) -> Iterator[Problem]:
    """Check for searches whose find is nothing in other words."""
    for number, row in case.tables["searches"]:
        if row.found != "nothing" and NOTHING.match(row.found.strip()):
            yield message("found-nothing", "word").at("searches.csv", number, "found", row.found)


def check_powers(case: Case) -> Iterator[Problem]:
    """Check for powers of engagements that case.yml does not name."""
    settings = case.settings
    known = {*settings.powers, *settings.baselines, *settings.hosts}
    if any(name_of(code) is None for code in known):
        return  # That is a problem of case.yml, and the rows of the power that is meant would repeat it.
    for number, row in case.tables["engagements"]:
        for power in row.power:
            if power in row.host:
                twice = message("outside-power", "own_host")
                yield twice.at("engagements.csv", number, "power", power)
            elif power not in known and name_of(power) is not None:
                wrong = message("outside-power", "power")
                yield wrong.at("engagements.csv", number, "power", power)


BEGINNING = ("engagements", "ties", "positions")
"""The tables whose rows have a start."""


def check_period(case: Case) -> Iterator[Problem]:
    """Check for rows that begin after the day for which results hold."""
    period, day = case.settings.period, case.settings.as_of
    for table in BEGINNING:
        later = [
            (number, row.start)
            for number, row in case.tables[table]
            if row.start is not None and row.start.earliest and row.start.earliest > day
        ]
        if not later:
            continue
        last = max(start.earliest.year for _, start in later)
        since = period.earliest.year if period.earliest else day.year
        fields = {"day": day, "span": f"{since}/{last}", "count": f"{len(later) - 1:,}"}
        wrong = message("beyond-period", "row" if len(later) == 1 else "rows", **fields)
        yield wrong.at(f"{table}.csv", later[0][0], "start", str(later[0][1]))


def check_stage_dates(case: Case) -> Iterator[Problem]:
    """Check for a stage that is dated before one that comes earlier, such as a delivery before its signature."""
    stages = case.taxonomy.words("stage")
    by_subject: dict[str, list[tuple[int, int, Any]]] = defaultdict(list)
    for number, claim in case.tables["claims"]:
        says = claim.property == "stage" and claim.stance == "supports"
        if says and claim.status == "current" and claim.date and claim.value in stages:
            step = _step(int(stages[claim.value]["order"]))
            by_subject[claim.subject].append((step, number, claim))
    for claims in by_subject.values():
        yield from _out_of_order(claims)


def _out_of_order(claims: list[tuple[int, int, Any]]) -> Iterator[Problem]:
    """Yield the claims of one subject that do not fit others: first the one that fits fewest, of several the last."""
    against: dict[int, set[int]] = defaultdict(set)
    for one, (step, _, later) in enumerate(claims):
        for other, (below, _, earlier) in enumerate(claims):
            if below < step and later.date.is_before(earlier.date):
                against[one].add(other)
                against[other].add(one)
    for _ in range(MOST):  # More are not shown.
        if not any(against.values()):
            return
        worst = max(against, key=lambda one: (len(against[one]), claims[one][1]))
        step, number, claim = claims[worst]
        others = [claims[other] for other in sorted(against.pop(worst), key=lambda o: claims[o][1])]
        for rest in against.values():
            rest.discard(worst)
        later = [(line, each) for its, line, each in others if its > step]
        earlier = [(line, each) for its, line, each in others if its < step]
        wrong = message(
            "order-of-stages",
            "between" if later and earlier else "after" if later else "before",
            stage=claim.value,
            date=claim.date,
            later=_stages(later),
            earlier=_stages(earlier),
            them={1: "it", 2: "both"}.get(len(others), "all of them"),
        )
        yield wrong.at("claims.csv", number, "date")


def _stages(claims: list[tuple[int, Any]]) -> str:
    """Return stages with their dates and lines, as a message lists them."""
    named = [f"{each.value} ({each.date}, claims.csv:{line})" for line, each in claims]
    more = [f"{len(named) - SHOWN:,} more"] if len(named) > SHOWN else []
    return " and ".join([*named[:SHOWN], *more])


def check_signs(case: Case) -> Iterator[Problem]:
    """Check for amounts of money below zero."""
    units = case.taxonomy.words("unit")
    for number, row in case.tables["claims"]:
        if not units.get(row.unit or "", {}).get("currency"):
            continue
        for column in ("value", "low", "high"):
            cell = str(getattr(row, column) or "")
            if DECIMAL.match(cell) and Decimal(cell) < 0:
                wrong = message("below-zero", "amount", near=cell.removeprefix("-"))
                yield wrong.at("claims.csv", number, column, cell)


def check_addresses(case: Case) -> Iterator[Problem]:
    """Check for addresses of sources to which no page can link."""
    for source in case.sources.values():
        url = (source.url or "").strip()
        if url and source.web_address is None:
            said = _no_address(url)
            yield at_source(case, said, source, "URL", url)


LONGEST_ADDRESS = 2_000
"""No browser takes a longer one from everybody."""


def _no_address(url: str) -> Message:
    """Return what to write for an address to which no page can link."""
    if len(url) > LONGEST_ADDRESS:
        return message("address", "other")
    if re.fullmatch(r"(?:www\.)?[\w.-]+\.[a-z]{2,}(?:/\S*)?", url):
        return message("address", "bare", near=f"https://{url}")
    slip = re.fullmatch(r"([a-z]{3,7}):?/{1,3}([\w.-]+\.[a-z]{2,}(?:[/?#].*)?)", url, re.IGNORECASE)
    if slip and set(slip[1].lower()) <= {*"https"} and slip[1][0].lower() == "h":
        return message("address", "slip", near=f"https://{slip[2].replace(' ', '%20')}")
    return message("address", "other")


def _step(order: int) -> int:
    """Return 0 for what is promised, 1 for what is signed, 2 for what is delivered or done."""
    return 0 if order < 4 else 1 if order < 6 else 2


POINT = re.compile(r"-?([1-9][0-9]{0,2})\.([0-9]{3})\Z")
COUNTED = ("pieces", "people", "countries", "organisations", "days", "years", "MW")
"""Units of whole things, of which nobody states thousandths."""


def check_thousands(case: Case) -> Iterator[Problem]:
    """Check for numbers such as 120.000, which may be meant a thousand times larger."""
    units = case.taxonomy.words("unit")
    for table in LISTS:
        for number, row in case.tables[table]:
            is_whole = row.unit in COUNTED or units.get(row.unit or "", {}).get("currency")
            for column in ("value", "low", "high"):
                cell = str(getattr(row, column) or "")
                match = POINT.match(cell) if DECIMAL.match(cell) else None
                if match and (is_whole or match[2] == "000"):
                    read = f"{Decimal(cell).normalize():f}"
                    meant = message("thousands", "point", read=read, other=cell.replace(".", ""))
                    yield meant.at(f"{table}.csv", number, column, cell)


ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
GARBLED = re.compile(
    "[\u00c2-\u00df][\u0080-\u00bf\u0152-\u0192\u02c6-\u2122]|[\u00e0-\u00ef][\u0080-\u00bf\u0152-\u2122]{2}"
)
"""Two or three letters that are one letter of UTF-8 read as Windows wrote it twenty years ago."""


def check_texts(case: Case) -> Iterator[Problem]:
    """Check for texts with the entities of a web page, or letters of a wrong encoding."""
    for row_type in TABLES:
        texts = [c.name for c in columns(row_type) if c.kind == "text" and not c.many]
        for number, row in case.tables[row_type.table]:
            for column in texts:
                cell = getattr(row, column)
                if isinstance(cell, str) and (wrong := _garbled(cell)):
                    yield wrong.at(f"{row_type.table}.csv", number, column, cell)
    for source in case.sources.values():
        for key, words in _source_texts(source):
            if wrong := _garbled(words):
                yield at_source(case, wrong, source, key, words)


def _source_texts(source: Any) -> Iterable[tuple[str, str]]:
    pairs = (
        ("title", source.title),
        ("container-title", source.container),
        ("author", source.authors),
    )
    return ((key, text) for key, text in pairs if isinstance(text, str))


def _garbled(text: str) -> Message | None:
    if text.isascii():
        entity = ENTITY.search(text)
        if entity is None or html.unescape(entity.group()) == entity.group():
            return None
        letter = html.unescape(entity.group())
        shown = letter if letter.isprintable() and not letter.isspace() else "a space"
        return message("garbled-text", "entity", mark=entity.group(), letter=shown)
    if "\ufffd" in text:
        return message("garbled-text", "lost")
    for match in GARBLED.finditer(text):
        if meant := _letter_of(match.group()):
            return message("garbled-text", "encoding", mark=match.group(), letter=meant)
    if mixed := mixed_word(text):
        return message("garbled-text", "mixed", word=mixed[0], letter=mixed[1])
    entity = ENTITY.search(text)
    return _garbled(entity.group()) if entity else None


def _letter_of(garbled: str) -> str | None:
    """Return the one letter whose bytes, read as Windows-1252, are these letters."""
    for encoding in ("cp1252", "latin-1"):
        try:
            letter = garbled.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        if len(letter) == 1:
            return letter
    return None
