"""What stands between braces: a finding, a part or value of one, a figure or a table."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tertius.case.kinds import KINDS
from tertius.case.read import Case
from tertius.errors import ExpressionError, TertiusError
from tertius.evidence.text import did_you_mean
from tertius.facts.measure import Kind
from tertius.findings.compiled import Columns, Compiled
from tertius.findings.expression import Condition, condition
from tertius.findings.words import Lexicon
from tertius.measures import MEASURES
from tertius.report.words import FORMATS

PARTS = ("statement", "verdict", "confidence", "hedge", "fragility")
"""What can be said of every finding, beside its values."""

CHARTS: Mapping[str, tuple[str, ...]] = {
    "presence": ("host", "sector"),
    "positions": (),
    "polls": (),
    "findings": (),
}
"""The charts of a report, each with the settings that it needs."""

MOST_ROWS = 60
"""Rows of a table in the report; of more the number is told below it."""
SETTING = re.compile(r'(\w+)=("[^"]*"|[^\s"]+)')
NAME = re.compile(r"[^\s|.]+\Z")


class Wrong(TertiusError):
    """An inclusion that cannot be printed; says what to write instead."""


@dataclass(frozen=True)
class Format:
    """How a number is printed, and with how many decimals; the format's own unless given."""

    name: str
    digits: int | None = None


@dataclass(frozen=True)
class Whole:
    """A finding with its verdict in words and a footnote."""

    finding: Compiled


@dataclass(frozen=True)
class Part:
    """A part of a finding as words: its statement, verdict, confidence, hedge or fragility."""

    finding: Compiled
    part: str


@dataclass(frozen=True)
class Number:
    """A value of a finding, with the condition that picks its row."""

    finding: Compiled
    measure: str
    column: str
    where: Condition
    kind: Kind
    format: Format | None


@dataclass(frozen=True)
class Chart:
    """A figure."""

    chart: str
    caption: str
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Rows:
    """A table of a measure's rows."""

    measure: str
    columns: tuple[tuple[str, Format | None], ...]
    where: Condition | None
    caption: str


Parsed = Whole | Part | Number | Chart | Rows


@dataclass(frozen=True)
class Known:
    """What an inclusion may name: the findings of a case and the columns of the measures."""

    case: Case
    findings: Mapping[str, Compiled]
    columns: Columns


def read_inclusion(text: str, scope: Known) -> Parsed:
    """Return what an inclusion brings in. Raises Wrong, saying what to write instead."""
    if not text:
        raise Wrong("brings in nothing. Write the id of a finding.")
    first, _, rest = text.partition(" ")
    if first == "figure" and rest.strip(" |"):
        return _chart(rest, scope)
    if first == "table" and rest.strip(" |"):
        return _rows(rest, scope)
    name, bar, form = (part.strip() for part in text.partition("|"))
    finding, dot, part = name.partition(".")
    if not NAME.match(finding):
        raise Wrong("is no name of a finding. Write one such as {{ gas-is-russian }}.")
    if finding not in scope.findings:
        raise Wrong(f"names no finding of this case.{_near(finding, scope.findings)}")
    one = scope.findings[finding]
    asked = _format(form) if bar else None
    if not dot:
        if asked:
            raise Wrong("has a format and no value. Write it as {{ finding.value | percent }}.")
        return Whole(one)
    values = _values(one, scope.columns)
    if part in PARTS and part not in one.finding.values:
        if asked:
            raise Wrong(f"formats the {part}, which is words. Leave the format out.")
        return Part(one, part)
    return _number(one, part, values, asked)


def _values(one: Compiled, columns: Columns) -> dict[str, tuple[str, str, Condition, Kind]]:
    """Return the values of a finding: measure, column, condition and kind of each."""
    finding = one.finding
    if finding.values:
        return {
            name: (v.measure, v.column, one.wheres[name], columns[v.measure][v.column])
            for name, v in finding.values.items()
        }
    if finding.test is None:
        return {}
    measure = finding.test.measure
    where = one.wheres[measure]
    return {name: (measure, name, where, kind) for name, kind in columns[measure].items()}


def _number(
    one: Compiled,
    part: str,
    values: Mapping[str, tuple[str, str, Condition, Kind]],
    asked: Format | None,
) -> Number:
    if not values:
        raise Wrong(f"asks a value of a finding that computes none. It has: {', '.join(PARTS)}.")
    name = _the_value(one) if part == "value" and part not in values else part
    if name not in values:
        listed = [*PARTS, *values]
        raise Wrong(f"asks {part[:40]!r}, which the finding does not have.{_near(part, listed)}")
    measure, column, where, kind = values[name]
    if asked and kind != "number":
        raise Wrong(f"formats {name}, which is no number. Leave the format out.")
    if asked:
        _check_unit(name, asked, measure, column, where)
    return Number(one, measure, column, where, kind, asked)


MONEY = re.compile(r"(?:\w+_)?amount\Z|cost_to_host\Z")
"""Columns of money; `leader` has money too, in the value of one basis."""


def _check_unit(
    name: str, asked: Format, measure: str, column: str, where: Condition | None
) -> None:
    """Raise Wrong where money or a count is to be printed as percent."""
    if asked.name not in ("percent", "points"):
        return
    by_amount = where is not None and where.equals.get("basis") == "amount"
    if MONEY.match(column) or (by_amount and column in ("value", "runner_up_value")):
        raise Wrong(f"formats {name}, which is an amount of money, as {asked.name}. Write money.")
    if MEASURES[measure].declared[column].is_count:
        raise Wrong(f"formats {name}, which is a count, as {asked.name}. Write number or words.")


def _the_value(one: Compiled) -> str:
    """Return the value that is meant where none is named, and none is called `value`: the only one."""
    names = sorted(_tested(one))
    if not names:
        return "value"
    if len(names) > 1:
        raise Wrong(f"asks one of several values. Write its name: {', '.join(names)}.")
    return names[0]


def _tested(one: Compiled) -> set[str]:
    """Return the values that the finding's test names."""
    if one.finding.values:
        return set(one.finding.values)
    return set(one.expect.columns) if one.expect else set()


def _format(text: str) -> Format:
    name, _, digits = text.partition(" ")
    if name not in FORMATS:
        raise Wrong(f"has the format {name[:40]!r}.{_near(name, FORMATS)}")
    digits = digits.strip()
    if digits and (not digits.isascii() or not digits.isdigit() or int(digits) > 6):
        raise Wrong(f"has the format {text[:40]!r}. Write 0 to 6 decimals, as in number 2.")
    return Format(name, int(digits) if digits else None)


def _near(name: str, names: Iterable[str]) -> str:
    """Return a hint at what was meant: the nearest name, or all of a few."""
    listed = list(names)
    if near := did_you_mean(name, listed):
        return near
    return f" There are: {', '.join(listed)}." if 0 < len(listed) <= 30 else ""


def _settings(text: str, allowed: Sequence[str]) -> dict[str, str]:
    settings = {}
    for match in SETTING.finditer(text):
        key, value = match.group(1), match.group(2)
        settings[key] = value[1:-1] if value.startswith('"') else value
    left = SETTING.sub("", text).strip()
    if left:
        raise Wrong(
            f'has {left[:40]!r}, which is no setting. Write name=value, or name="two words".'
        )
    for key in settings:
        if key not in allowed:
            takes = f"It takes: {', '.join(allowed)}." if allowed else "It takes none."
            raise Wrong(f"has the setting {key[:40]!r}. {takes}")
    return settings


def _captioned(text: str) -> tuple[str, str]:
    before, caption = _bar(text)
    if not caption:
        raise Wrong("has no caption. Write | and what it shows, as in | Loans by power.")
    return before, caption


def _bar(text: str) -> tuple[str, str]:
    """Return what stands before the first bar outside quotes, and the caption behind it."""
    inside = False
    for place, letter in enumerate(text):
        inside ^= letter == '"'
        if letter == "|" and not inside:
            return text[:place].strip(), text[place + 1 :].strip()
    return text.strip(), ""


def _chart(text: str, scope: Known) -> Chart:
    before, caption = _captioned(text)
    name, _, rest = before.partition(" ")
    if name not in CHARTS:
        raise Wrong(f"asks the chart {name[:40]!r}.{_near(name, CHARTS)}")
    settings = _settings(rest, CHARTS[name])
    hosts = scope.case.settings.hosts
    settings = {"host": hosts[0], **settings} if "host" in CHARTS[name] else settings
    missing = [key for key in CHARTS[name] if key not in settings]
    if missing:
        raise Wrong(f"lacks {missing[0]}. Write it as {missing[0]}=…")
    sectors = scope.case.taxonomy.words("sector")
    if "sector" in settings and settings["sector"] not in sectors:
        raise Wrong(f"names no sector.{_near(settings['sector'], sectors)}")
    if "host" in settings and settings["host"] not in hosts:
        raise Wrong(f"names no host of the case.{_near(settings['host'], hosts)}")
    return Chart(name, caption, settings)


def _rows(text: str, scope: Known) -> Rows:
    before, caption = _captioned(text)
    measure, _, rest = before.partition(" ")
    if measure not in scope.columns:
        raise Wrong(f"asks the measure {measure[:40]!r}.{_near(measure, scope.columns)}")
    settings = _settings(rest, ("columns", "where"))
    if not settings.get("columns"):
        raise Wrong("lacks columns. Write columns=power,engagements.")
    mine = scope.columns[measure]
    columns = []
    for asked in settings["columns"].split(","):
        name, colon, written = (part.strip() for part in asked.partition(":"))
        if name not in mine:
            raise Wrong(f"asks the column {name[:40]!r} of {measure}.{_near(name, mine)}")
        if colon and mine[name] != "number":
            raise Wrong(f"formats {name}, which is no number. Leave the format out.")
        columns.append((name, _format(written) if colon else None))
    where = None
    if "where" in settings:
        try:
            where = condition(settings["where"], mine)
        except ExpressionError as error:
            raise Wrong(f"has a condition that cannot be used: {error}") from None
        for literal, wrong in Lexicon(scope.case).wrong(where, MEASURES[measure].texts):
            if KINDS[wrong.code].blocks:
                raise Wrong(f"asks for '{literal}', which {wrong.text}")
    for name, form in columns:
        if form:
            _check_unit(name, form, measure, name, where)
    return Rows(measure, tuple(columns), where, caption)
