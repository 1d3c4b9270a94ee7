"""Why a model refuses a value, in our own words: what was expected, and what to write instead."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from tertius.case.problems import Message, message
from tertius.case.write import slug
from tertius.evidence.letters import foreign_letter, invisible_letter
from tertius.evidence.text import nearest, shorten

MODEL_WORDINGS = {
    "missing": "absent",
    "string_too_short": "no_letters",
    "bool_parsing": "no_truth",
    "bool_type": "no_truth",
    "too_short": "too_few",
    "too_long": "too_many",
}
"""For Pydantic's types of errors which of our messages says it, whatever was found."""

NUMBERS = ("int_parsing", "int_type", "int_from_float", "int_parsing_size")
FLOATS = ("float_parsing", "float_type", "finite_number")
LISTS = ("tuple_type", "list_type")
MAPS = ("dict_type", "model_type", "model_attributes_type")

LETTERED = ("bad-id", "bad-number", "bad-date")
"""The kinds of cells that hold Latin letters and digits alone."""

QUOTED = re.compile(r"'([^']*)'")
"""How Pydantic lists the words that a field takes."""


def refused(
    code: str, details: Mapping[str, Any], *, keys: Iterable[str] = (), **fields: object
) -> Message:
    """Return why a model refuses a value, as a message of a kind that has those of a model.

    `keys` are the names that could stand where an unknown one does.
    """
    kind, found = details["type"], details.get("input")
    if code in LETTERED and isinstance(found, str) and (letter := invisible_letter(found)):
        return message("odd-letter", "invisible", letter=letter)
    if code in LETTERED and isinstance(found, str) and (letter := foreign_letter(found)):
        return message("odd-letter", "foreign", letter=letter)
    if "error" in details.get("ctx", {}):
        reason = str(details["ctx"]["error"])
        near = slug(found) if isinstance(found, str) and reason.startswith("is not an id.") else ""
        if near:
            return message(code, "id_near", near=near, **fields)
        return message(code, "reason", reason=reason, **fields)
    if wording := MODEL_WORDINGS.get(kind):
        return message(code, wording, **fields)
    if kind == "extra_forbidden":
        return _unknown(code, str(details["loc"][-1]), keys, fields)
    if found is None:
        return message(code, "no_value", **fields)
    if kind in LISTS:
        return _no_list(code, found, fields)
    if kind in MAPS:
        return message(code, "no_map", **fields)
    if kind == "string_type":
        return message(code, _no_text(found), **fields)
    if kind in NUMBERS or kind in FLOATS:
        return message(code, "no_whole" if kind in NUMBERS else "no_number", **fields)
    if kind == "literal_error":
        return _no_choice(code, str(found), QUOTED.findall(details["ctx"]["expected"]), fields)
    return message(code, "unfit", **fields)


def _unknown(code: str, key: str, keys: Iterable[str], fields: Mapping[str, object]) -> Message:
    if near := nearest(key, keys):
        return message(code, "unknown_near", near=near, **fields)
    return message(code, "unknown", **fields)


def _no_list(code: str, found: Any, fields: Mapping[str, object]) -> Message:
    if isinstance(found, dict):
        return message(code, "no_entries", **fields)
    parts = [part.strip() for part in re.split(r"[,;]", str(found)) if part.strip()]
    return message(code, "no_list", listed=shorten(", ".join(parts)), **fields)


def _no_text(found: Any) -> str:
    if isinstance(found, (dict, list)):
        return "a_map" if isinstance(found, dict) else "a_list"
    return "no_text"


def _no_choice(code: str, found: str, words: list[str], fields: Mapping[str, object]) -> Message:
    listed = ", ".join(words)
    if near := nearest(found.lower(), words):
        return message(code, "choice_near", near=near, listed=listed, **fields)
    return message(code, "choice", listed=listed, **fields)


def steps(details: Mapping[str, Any]) -> tuple[str | int, ...]:
    """Return the keys and places that lead to what is refused, without what Pydantic adds of types."""
    return tuple(
        step
        for step in details["loc"]
        if isinstance(step, int) or not ("[" in step or step in ("bool", "[key]"))
    )
