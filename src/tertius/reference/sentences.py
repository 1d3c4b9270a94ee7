"""What no declaration says, read from sentences.yml, and look-ups in it."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from pydantic import BaseModel


@cache
def sentences() -> Mapping[str, Any]:
    """Return the sentences of sentences.yml on words and keys."""
    text = files("tertius.reference").joinpath("sentences.yml").read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = yaml.safe_load(text)
    return loaded


def keys_of(model: type[BaseModel]) -> list[str]:
    """Return the keys of a model as they are written in a file."""
    return [field.alias or name for name, field in model.model_fields.items()]
