"""What a source says of an engagement: a claim for each step and property, an observation for each number."""

from collections.abc import Mapping
from typing import Any

from tertius.case.quotes import find
from tertius.coding.draft import Draft
from tertius.coding.statement import Further, Number, Statement, Step
from tertius.coding.words import codes_meant, country_meant
from tertius.evidence.amounts import Amount, read_amount
from tertius.evidence.grades import information_of
from tertius.evidence.row import columns
from tertius.evidence.tables import BY_NAME


def add_step(draft: Draft, number: int, step: Step, stage: str, date: str) -> None:
    """Write the claims of one step: how far it had come, and the amount that it was about."""
    name = f"steps {number}"
    amount = draft.read(f"{name} amount", step.amount, read_amount, Amount())
    draft.note(f"{name} amount", step.amount, shown(amount))
    left = draft.left(step.date)
    if stage:
        add_claim(draft, name, {"property": "stage", "value": stage, "date": date}, step, note=left)
    if amount != Amount():
        cells = {"property": "amount", **amount.cells(), "stage": stage, "date": date}
        add_claim(draft, name, cells, step, note=left, value="amount")
    if date and not step.stage and not stage and amount == Amount() and not step.amount:
        draft.lack(
            f"{name} stage", "is empty, and the date belongs to none. Say how far it had come."
        )


def add_further(draft: Draft, name: str, more: Further) -> None:
    """Write the claim of a property that has no field of its own."""
    if not more.property:
        if more.value:
            draft.lack(f"{name} property", "is empty. Say of what property this is the value.")
        return
    if more.property in {column.name for column in columns(BY_NAME["engagements"])}:
        cells = {"property": more.property, "value": more.value}
    else:
        word = draft.word("property", f"{name} property", more.property)
        if not word:
            return
        cells = {"property": word, **_value(draft, f"{name} value", word, more.value)}
    date = draft.date(f"{name} date", more.date)
    if not more.value:
        draft.lack(f"{name} value", "is empty. Write what the source says, or remove the property.")
    cells |= {"qualifier": more.qualifier, "date": date}
    add_claim(draft, name, cells, more, note=draft.left(more.date))


def _value(draft: Draft, name: str, word: str, typed: str) -> dict[str, str]:
    """Return the cells of a value by what its property takes: a number, a word, a party or text."""
    entry = draft.case.taxonomy.words("property")[word]
    if entry["type"] == "number":
        read = read_amount if word in ("amount", "cost_to_host") else draft.number
        amount = draft.read(name, typed, read, Amount())
        draft.note(name, typed, shown(amount))
        cells: dict[str, str] = amount.cells()
        return cells
    if entry["type"] == "word":
        return {"value": draft.word(entry["words"], name, typed)}
    if entry["type"] == "date":
        return {"value": draft.date(name, typed)}
    return {"value": typed}


def add_claim(
    draft: Draft,
    name: str,
    cells: Mapping[str, str],
    place: Any,
    *,
    note: str = "",
    value: str = "value",
) -> None:
    """Write a claim of the engagement, with where it comes from.

    `name` is the part of the statement that says it, empty for the whole; `place` holds its quote and
    locator, and `value` is the field that its value comes from.
    """
    stage = cells["value"] if cells["property"] == "stage" else cells.get("stage", "")
    sourced = _sourced(draft, place, note, cells["property"], stage)
    said = {"subject": draft.engagement, **cells, **sourced}
    said["id"] = draft.row_id(draft.engagement, cells["property"])
    names = {"property": "stage", "value": value, "low": value, "high": value, "unit": value}
    if cells["property"] == "stage":
        names |= {"value": "stage"}
    if name.startswith("further"):
        names |= {"property": "property"}
    draft.put("claims", said, _field_names(name, said, names, place))


def _field_names(
    name: str, cells: Mapping[str, str], names: Mapping[str, str], place: Any
) -> dict[str, str]:
    """Return from which field each cell comes: a part's own, or one that stands once for the whole."""
    shared = {column for column in Statement.model_fields if column in cells}
    own = {column for column in ("quote", "locator") if getattr(place, column, "")}
    if not name:
        return {column: column for column in shared}
    return {
        column: column if column in shared - own else f"{name} {names.get(column, column)}"
        for column in cells
    }


def add_observation(draft: Draft, name: str, number: Number) -> None:
    """Write the observation of a number."""
    if not number.indicator and not number.value:
        return
    indicator = draft.needed_word("indicator", f"{name} indicator", number.indicator)
    amount = draft.read(f"{name} value", number.value, draft.number, Amount())
    draft.note(f"{name} value", number.value, shown(amount))
    if not number.value:
        draft.lack(f"{name} value", "is empty. Write the number, with its unit.")
    hosts = draft.statement.host or ";".join(draft.case.settings.hosts[:1])
    area = draft.read(f"{name} area", number.area or hosts, codes_meant, [])
    counterpart = draft.read(f"{name} counterpart", number.counterpart, country_meant, "")
    cells = {
        "indicator": indicator,
        "area": area[0] if area else "",
        "counterpart": counterpart,
        "period": draft.date(f"{name} period", number.period),
        "qualifier": number.qualifier,
        **amount.cells(),
        **_sourced(draft, number, draft.left(number.period)),
    }
    cells["id"] = draft.row_id(indicator, *area[:1], counterpart, cells["period"])
    draft.put("observations", cells, _field_names(name, cells, {}, number))


def _sourced(
    draft: Draft, place: Any, note: str, prop: str = "", stage: str = ""
) -> dict[str, str]:
    """Return the cells that say where a row comes from and how far to trust it."""
    statement = draft.statement
    own = place is not statement
    quote = (own and place.quote) or statement.quote
    modality = draft.word("modality", "modality", statement.modality, usual="stated")
    usual = information_of(modality, prop, stage)
    return {
        "source": statement.source,
        "via": statement.via,
        "locator": (own and place.locator) or statement.locator,
        "quote": quote,
        "stance": draft.word("stance", "stance", statement.stance, usual="supports"),
        "modality": modality,
        "hedge": statement.hedge,
        "information": draft.word("information", "information", statement.information, usual=usual),
        "checked": draft.word("checked", "checked", statement.checked, usual=_opened(draft, quote)),
        "status": "current",
        "note": " ".join(filter(None, (statement.note, note))),
    }


def _opened(draft: Draft, quote: str) -> str:
    """Return `yes` where the quote stands in the stored text of the source itself, so that somebody read it there."""
    statement = draft.statement
    if not quote or statement.via:
        return "no"
    stored = draft.archive.text(statement.source)
    return "yes" if stored is not None and find(quote, stored.text) else "no"


def shown(amount: Amount) -> str:
    """Return an amount as its cells show it, in one line."""
    number = amount.value or f"{amount.low} to {amount.high}".strip()
    approx = amount.approx.replace("_", " ")
    return " ".join(filter(None, (approx, number, amount.unit))) if amount != Amount() else ""
