"""What no declaration says, read from sentences.yml, and look-ups in it."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel

from tertius.evidence.packaged import packaged


@cache
def sentences() -> Mapping[str, Any]:
    """Return the sentences of sentences.yml on words and keys."""
    loaded: Mapping[str, Any] = packaged("tertius.reference", "sentences.yml")
    return loaded


def keys_of(model: type[BaseModel]) -> list[str]:
    """Return the keys of a model as they are written in a file."""
    return [field.alias or name for name, field in model.model_fields.items()]
