"""The page of what commands print as JSON: every key with what it holds."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from tertius.reference.markdown import table


@cache
def outputs() -> Mapping[str, Mapping[str, Any]]:
    """Return by command its usage, what it prints, and its keys with what each holds."""
    text = files(__package__).joinpath("outputs.yml").read_text("utf-8")
    read: Mapping[str, Mapping[str, Any]] = yaml.safe_load(text)
    return read


def outputs_page() -> Iterable[str]:
    """Yield the page: every command that prints JSON, with the keys of what it prints."""
    yield "# JSON"
    yield (
        "What a program reads of a command. `a[].b` is the key `b` of each item of the list `a`; below `a.*` stand "
        "keys that differ from case to case, such as ids. A key is always there: null stands where nothing is known "
        "or asked. New keys may come, so pass over those that you do not know."
    )
    for name, one in outputs().items():
        yield f"## {name}"
        yield f"```\n{one['usage']}\n```"
        yield one["is"]
        yield table(
            ("key", "what it holds"), ((f"`{key}`", says) for key, says in one["keys"].items())
        )
