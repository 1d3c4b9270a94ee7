"""Within what a verdict stands, in words: from which unknown values on it would be another."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tertius.evidence.codes import name_of
from tertius.worlds.unknowns import Sort

MOST_NAMED = 3
"""So many deals are named in brackets where one power has several groups of them."""

DIGITS = 3
"""A break-even is printed to so many digits: it is found between fillings, and no claim is finer."""


@dataclass(frozen=True)
class Edge:
    """From where on some unknown values of one power undo a test, everything else as it is known."""

    power: str
    sort: Sort
    subjects: tuple[str, ...]
    value: Decimal
    """Together, where there are several; in the unit."""
    unit: str
    is_above: bool = True
    """Whether it is undone beyond the value, not below it."""
    stated: Decimal | None = None
    approx: str = ""
    """How a stated value is a range."""
    is_named: bool = False
    """Whether the power has other unknowns that bear, so that the subjects have to be named."""
    ceiling: Decimal | None = None
    """So many times the largest known amount of their type as there are deals, where values have no
    end; None where they have one, or no amount is known at all."""
    has_end: bool = True


NOUNS: dict[Sort, tuple[str, str]] = {
    "amount": ("deal without an amount", "deals without an amount"),
    "promised": ("promise without an amount", "promises without an amount"),
    "signed": ("signature without an amount", "signatures without an amount"),
    "delivered": ("delivery without an amount", "deliveries without an amount"),
    "stake": ("stake without a share", "stakes without a share"),
    "years": ("undated tie or deal", "undated ties or deals"),
    "share": ("share", "shares"),
    "figure": ("figure", "figures"),
}


APPROX = {"about": "about ", "over": "over ", "up_to": "up to ", "": "a range with "}


def worded(edges: Sequence[Edge], *, are_joint: bool = False) -> str:
    """Return in words what would undo a test; `are_joint` where only all of it together does.

    `China's 4 deals without an amount exceed EUR 310 million together`.
    """
    clauses: list[str] = []
    subject = None
    for edge in edges:
        whose = _subject(edge)
        does = _does(edge, are_joint=are_joint)
        clauses.append(does if whose == subject else f"{whose} {does}")
        subject = whose
    return (" and " if are_joint else ", or ").join(clauses)


def _subject(edge: Edge) -> str:
    if edge.stated is not None:
        stated = APPROX[edge.approx] + quantity(edge.stated, edge.unit, edge.sort)
        name = edge.subjects[0] if edge.sort == "figure" else f"the amount of {edge.subjects[0]}"
        return f"{name}, stated as {stated},"
    if edge.sort == "share":
        return edge.subjects[0]
    many = len(edge.subjects) > 1
    named = ""
    if edge.is_named or not many:
        rest = len(edge.subjects) - MOST_NAMED
        listed = ", ".join(edge.subjects[:MOST_NAMED])
        named = f", {listed}{f' and {rest} more' if rest > 0 else ''},"
    number = f"{len(edge.subjects)} " if many else ""
    return f"{owner(edge.power)}'s {number}{NOUNS[edge.sort][many]}{named}"


def _does(edge: Edge, *, are_joint: bool) -> str:
    many = len(edge.subjects) > 1
    value = quantity(edge.value, edge.unit, edge.sort)
    if edge.sort == "years":
        return f"stood for {'more' if edge.is_above else 'less'} than {value}"
    together = " together" if many else ""
    return f"{_verb(edge, many=many, are_joint=are_joint)} {value}{together}"


def _verb(edge: Edge, *, many: bool, are_joint: bool) -> str:
    if are_joint:
        return "come to" if many else "comes to"
    if edge.is_above:
        return "exceed" if many else "exceeds"
    return "are below" if many else "is below"


def owner(power: str) -> str:
    """Return the names of the powers of a cell; a code where there is no name."""
    codes = [code for code in power.split(";") if code]
    return " and ".join(name_of(code) or code for code in codes) or "somebody"


def ceilings(edges: Sequence[Edge]) -> str:
    """Return in words how high amounts without an end are thought: nothing where each has one.

    One rule for all powers: the largest known amount of its type in the case, for each deal.
    """
    clauses = []
    for edge in edges:
        if edge.has_end:
            continue
        if edge.ceiling is None:
            clauses.append("no amount is known in the case that says how high it could be")
            continue
        value = quantity(edge.ceiling, edge.unit, edge.sort)
        many = len(edge.subjects)
        clauses.append(
            f"the largest known of its type is {value}"
            if many == 1
            else f"{many} times the largest known of their type is {value}"
        )
    return "; ".join(dict.fromkeys(clauses))


def quantity(value: Decimal, unit: str, sort: Sort = "amount") -> str:
    """Return a number with its unit, to three digits: `EUR 310 million`, `12.5 percent`, `9.5 years`."""
    if sort == "years":
        return f"{_digits(value)} years"
    if sort == "share":
        return f"{_digits(value * 100)} percent"
    if unit == "pct":
        return f"{_digits(value)} percent"
    for size, word in ((10**9, " billion"), (10**6, " million")):
        if abs(value) >= size:
            return f"{unit} {_digits(value / size)}{word}".strip()
    return f"{unit} {_digits(value)}".strip()


def _digits(value: Decimal) -> str:
    if not value:
        return "0"
    rounded = value.quantize(Decimal(1).scaleb(value.adjusted() - DIGITS + 1))
    text = f"{rounded:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
