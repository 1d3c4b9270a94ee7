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


NOT_A_WORD = {
    "letters": "is not written so. Write {near}, a word of {vocabulary}.",
    "vocabulary": "is not a word of {vocabulary}. Write {near}, or another of: {listed}.",
    "listed_of": "is not a word of {vocabulary}. Write one of: {listed}.",
    "joined": "is several words of {vocabulary}. Write {near}, with a semicolon between them.",
    "joined_of": "is several words, and {absent} is not a word of {vocabulary}. Write {others}, then a semicolon, and for {absent} one of: {listed}.",
    "nothing_of": "is not a word of {vocabulary}. Where the source does not say, leave the cell empty; else write one of: {listed}.",
}

OF_A_MODEL = {
    "absent": "is missing. Add it.",
    "no_map": "has no keys with values. Write key: value, with the keys of its reference page.",
    "unknown": "is no key that is known here. Remove it, or check its spelling.",
    "unknown_near": "is no key that is known here. Write {near}.",
    "no_value": "is empty. Write a value, or take the key out.",
    "no_list": "is one value where a list is needed. Write [{listed}].",
    "no_entries": "is one entry where a list is needed. Begin each entry with a dash: - id: …",
    "no_text": "is not a text. Put it in quotes.",
    "a_list": "is a list where one text is needed. Write it without [ ] and dashes.",
    "a_map": "has keys where a text is needed. Where the text holds a colon, put it in quotes.",
    "no_letters": "is empty. Write at least one letter.",
    "no_whole": "is not a whole number. Write digits alone, such as 11.",
    "no_number": "is not a number. Write digits with a decimal point, such as 0.25.",
    "no_truth": "is neither true nor false. Write one of the two.",
    "too_few": "is an empty list. Write at least one entry.",
    "too_many": "holds more entries than belong here. Take some out.",
    "choice": "cannot stand here. Write one of: {listed}.",
    "choice_near": "cannot stand here. Write {near}, or another of: {listed}.",
    "id_near": "is not an id. Write {near}.",
    "unfit": "cannot stand here. Compare it with its reference page.",
    "reason": "{reason}",
}
"""What the model of a row, a source or the settings says; the reason is the sentence of the type that refuses a value."""
