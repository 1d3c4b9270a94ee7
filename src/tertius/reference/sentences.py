"""What no declaration says, read from sentences.yml, and how it is found."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from pydantic import BaseModel


@cache
def sentences() -> Mapping[str, Any]:
    """What sentences.yml says of words, keys and columns of measures."""
    text = files("tertius.reference").joinpath("sentences.yml").read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = yaml.safe_load(text)
    return loaded


def column_sentence(measure: str, column: str) -> str:
    """What a column of a measure holds; empty where nothing says so."""
    said = sentences()["columns"]
    return str(said.get(measure, {}).get(column) or said["any"].get(column, ""))


def keys_of(model: type[BaseModel]) -> list[str]:
    """The keys of a model as they are written in a file."""
    return [field.alias or name for name, field in model.model_fields.items()]
