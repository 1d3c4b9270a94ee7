"""The page of the object by which an engagement is coded: its fields, and its schema."""

import json
from collections.abc import Iterable
from typing import Any

from tertius.coding.statement import Further, Number, Party, Statement, Step, schema
from tertius.reference.markdown import table

PARTS = {"parties": Party, "steps": Step, "further": Further, "numbers": Number}


def statements_page() -> Iterable[str]:
    """Yield the page: every field of a statement, of its parts, and the JSON schema."""
    yield "# An engagement as a source states it"
    yield (
        "What `tertius code CASE --from FILE` reads and the form of `tertius serve` posts: one object for one "
        "engagement, or a list. Every field may be left out; what the source does not say stays empty. "
        "[Code an engagement](../how-to/code-an-engagement.md) has examples."
    )
    yield table(("field", "what it says", "such as"), _fields(Statement))
    for name, part in PARTS.items():
        yield f"## {name}"
        yield (part.__doc__ or "").strip()
        yield table(("field", "what it says", "such as"), _fields(part))
    yield "## Schema"
    yield "As `tertius code --schema` prints it."
    yield f"```json\n{json.dumps(schema(), indent=1, ensure_ascii=False)}\n```"


def _fields(part: Any) -> Iterable[tuple[str, ...]]:
    for name, field in part.model_fields.items():
        linked = f"[`{name}`](#{name})" if name in PARTS else f"`{name}`"
        examples = ", ".join(f"`{one}`" for one in field.examples or ())
        yield linked, field.description or "", examples
