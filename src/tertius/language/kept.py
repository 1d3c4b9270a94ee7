"""Sentences in files of the cache: kept with how they were made, so that they can be told again."""

from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator

from tertius.language.told import Recipe, Told, made


def packed(value: Any) -> Any:
    """Return a sentence as JSON can hold it: its recipe; a text or number as it is, all else as text."""
    if isinstance(value, Told):
        recipe = value.recipe
        values = {name: packed(one) for name, one in recipe.values.items()}
        items = [packed(one) for one in recipe.items]
        return {"told": [recipe.kind, recipe.message, values, recipe.many, items]}
    return value if isinstance(value, (int, str)) or value is None else str(value)


def unpacked(value: Any) -> Any:
    """Return what was packed."""
    if isinstance(value, dict) and set(value) == {"told"}:
        kind, message, values, many, items = value["told"]
        given = {name: unpacked(one) for name, one in values.items()}
        return made(Recipe(kind, message, given, many, tuple(unpacked(one) for one in items)))
    return value


def _sentence(value: Any) -> str:
    """Return a sentence from what a file holds. Raises ValueError where that is none."""
    sentence = unpacked(value)
    if not isinstance(sentence, str):
        raise ValueError("is no sentence")  # noqa: TRY004 - what pydantic takes for a wrong value
    return sentence


Sentence = Annotated[str, PlainValidator(_sentence), PlainSerializer(packed)]
"""A sentence as a field of what the cache holds."""
