"""What a kind of problem is, and the texts that several kinds share."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Kind:
    """Hold a kind of problem: what it is about, what its messages say, and whether it keeps a case from building.

    A message is a template with named fields, as `str.format` fills them; who finds a problem
    names the kind and the message, and gives the fields.
    """

    code: str
    title: str
    help: str
    blocks: bool = True
    messages: Mapping[str, str] = field(default_factory=dict)


NOT_A_WORD = "is not a word of {vocabulary}. Write {near}, or another of: {listed}."

OF_A_MODEL = {
    "absent": "is missing. Add it.",
    "no_map": "is not a map of names and values. Write it as its reference page shows.",
    "unknown": "is not known here. Remove it, or check its spelling.",
    "reason": "{reason}",
}
"""What the model of a row, a source or the settings says; the reason is the sentence of the type that refuses a value."""

OF_AN_ITEM = {name: f"item {{number}}: {text}" for name, text in OF_A_MODEL.items()}
