"""Within what a verdict stands, in words: from which unknown values on it would be another."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tertius.evidence.codes import name_of
from tertius.language.told import gettext, listed, marked, numeral, scaled, territory
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


OWN: dict[Sort, tuple[str, str]] = {
    "amount": (
        marked("{power}'s deal without an amount"),
        marked("{power}'s {number} deals without an amount"),
    ),
    "promised": (
        marked("{power}'s promise without an amount"),
        marked("{power}'s {number} promises without an amount"),
    ),
    "signed": (
        marked("{power}'s signature without an amount"),
        marked("{power}'s {number} signatures without an amount"),
    ),
    "delivered": (
        marked("{power}'s delivery without an amount"),
        marked("{power}'s {number} deliveries without an amount"),
    ),
    "stake": (
        marked("{power}'s stake without a share"),
        marked("{power}'s {number} stakes without a share"),
    ),
    "years": (
        marked("{power}'s undated tie or deal"),
        marked("{power}'s {number} undated ties or deals"),
    ),
    "share": (marked("{power}'s share"), marked("{power}'s {number} shares")),
    "figure": (marked("{power}'s figure"), marked("{power}'s {number} figures")),
}
"""By sort, what unknowns of one power are called: one, and several."""

STATED = {
    "about": marked("{what}, stated as about {value},"),
    "over": marked("{what}, stated as over {value},"),
    "up_to": marked("{what}, stated as up to {value},"),
    "": marked("{what}, stated as a range with {value},"),
}

BEYOND = {
    "joint": (marked("{what} comes to {value}"), marked("{what} come to {value} together")),
    "above": (marked("{what} exceeds {value}"), marked("{what} exceed {value} together")),
    "below": (marked("{what} is below {value}"), marked("{what} are below {value} together")),
}
"""What would have to be so of values: of one, and of several."""

AGAIN = {
    "joint": (marked("comes to {value}"), marked("come to {value} together")),
    "above": (marked("exceeds {value}"), marked("exceed {value} together")),
    "below": (marked("is below {value}"), marked("are below {value} together")),
}
"""The same where whose values they are was just said."""


def worded(edges: Sequence[Edge], *, are_joint: bool = False) -> str:
    """Return in words what would undo a test; `are_joint` where only all of it together does.

    `China's 4 deals without an amount exceed EUR 310 million together`.
    """
    clauses: list[str] = []
    subject = None
    for edge in edges:
        whose = _subject(edge)
        is_same = whose == subject
        clauses.append(_does(edge, None if is_same else whose, are_joint=are_joint))
        subject = whose
    return listed(clauses, gettext(" and ") if are_joint else gettext(", or "))


def _subject(edge: Edge) -> str:
    if edge.stated is not None:
        name = edge.subjects[0]
        what = name if edge.sort == "figure" else gettext("the amount of {name}", name=name)
        value = quantity(edge.stated, edge.unit, edge.sort)
        return gettext(STATED[edge.approx], what=what, value=value)
    if edge.sort == "share":
        return edge.subjects[0]
    many = len(edge.subjects) > 1
    whose: dict[str, Any] = {"power": owner(edge.power)}
    if many:
        whose["number"] = len(edge.subjects)
    said = gettext(OWN[edge.sort][many], **whose)
    if not edge.is_named and many:
        return said
    names = ", ".join(edge.subjects[:MOST_NAMED])
    if (rest := len(edge.subjects) - MOST_NAMED) > 0:
        return gettext("{what}, {names} and {rest} more,", what=said, names=names, rest=rest)
    return gettext("{what}, {names},", what=said, names=names)


def _does(edge: Edge, whose: str | None, *, are_joint: bool) -> str:
    """Return what would have to be so of the values of an edge, and whose they are unless it was just said."""
    many = len(edge.subjects) > 1
    value = quantity(edge.value, edge.unit, edge.sort)
    if edge.sort == "years":
        if whose is None:
            if edge.is_above:
                return gettext("stood for more than {value}", value=value)
            return gettext("stood for less than {value}", value=value)
        if edge.is_above:
            return gettext("{what} stood for more than {value}", what=whose, value=value)
        return gettext("{what} stood for less than {value}", what=whose, value=value)
    how = "joint" if are_joint else "above" if edge.is_above else "below"
    if whose is None:
        return gettext(AGAIN[how][many], value=value)
    return gettext(BEYOND[how][many], what=whose, value=value)


def owner(power: str) -> str:
    """Return the names of the powers of a cell; a code where there is no name."""
    codes = [code for code in power.split(";") if code]
    names = [territory(code, name_of(code) or code) for code in codes]
    return listed(names, gettext(" and ")) if names else gettext("somebody")


def ceilings(edges: Sequence[Edge]) -> str:
    """Return in words how high amounts without an end are thought: nothing where each has one.

    One rule for all powers: the largest known amount of its type in the case, for each deal.
    """
    clauses = []
    for edge in edges:
        if edge.has_end:
            continue
        if edge.ceiling is None:
            clauses.append(gettext("no amount is known in the case that says how high it could be"))
            continue
        value = quantity(edge.ceiling, edge.unit, edge.sort)
        many = len(edge.subjects)
        clauses.append(
            gettext("the largest known of its type is {value}", value=value)
            if many == 1
            else gettext(
                "{number} times the largest known of their type is {value}",
                number=many,
                value=value,
            )
        )
    return listed(dict.fromkeys(clauses), "; ") if clauses else ""


def quantity(value: Decimal, unit: str, sort: Sort = "amount") -> str:
    """Return a number with its unit, to three digits: `EUR 310 million`, `12.5 percent`, `9.5 years`."""
    if sort == "years":
        years = _digits(value)
        return gettext("1 year") if years == "1" else gettext("{number} years", number=years)
    if sort == "share":
        return gettext("{number} percent", number=_digits(value * 100))
    if unit == "pct":
        return gettext("{number} percent", number=_digits(value))
    if abs(value) >= 10**9:
        said = gettext("{amount} billion", amount=_digits(value / 10**9))
    elif abs(value) >= 10**6:
        said = gettext("{amount} million", amount=_digits(value / 10**6))
    else:
        said = _digits(value)
    said = scaled(value, said, digits=DIGITS)
    return gettext("{currency} {amount}", currency=unit, amount=said) if unit else said


def _digits(value: Decimal) -> str:
    if not value:
        return "0"
    rounded = value.quantize(Decimal(1).scaleb(value.adjusted() - DIGITS + 1))
    text = f"{rounded:,f}"
    return numeral(text.rstrip("0").rstrip(".") if "." in text else text)
