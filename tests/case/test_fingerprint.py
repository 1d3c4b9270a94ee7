"""The fingerprint of a case, which a translation leaves as it is."""

from typing import Any

import pytest

from tertius.case.fingerprint import case_hash, untranslated
from tertius.case.read import read_case

WITHOUT = """- id: one
  statement: It is so.
  needs: [more]
# a remark
- id: two
  statement: It is not.
"""

WITH = {
    "lines in the middle": WITHOUT.replace(
        "  needs",
        "  translations:\n    ru:\n      statement: Это так.\n    zh: {statement: 是}\n  needs",
    ),
    "braces": WITHOUT.replace(
        "  needs", "  translations: {ru: {statement: Это так.}}  # by me\n  needs"
    ),
    "braces over lines": WITHOUT.replace(
        "  needs", "  translations: {\n    ru: {statement: Это так.}\n  }\n  needs"
    ),
    "at the end": WITHOUT + "  translations:\n    ru: {statement: Это не так.}\n",
    "at the end without a last line": WITHOUT + "  translations:\n    ru: {statement: Это не так.}",
    "first": WITHOUT.replace(
        "- id: one", "- translations:\n    ru: {statement: Это так.}\n  id: one"
    ),
    "of both": WITHOUT.replace("  needs", "  translations: {ru: {note: Да}}\n  needs")
    + "  translations: {ru: {note: Нет}}\n",
    "a text in lines": WITHOUT.replace(
        "  needs",
        "  translations:\n    ru:\n      statement: >\n        Это\n        так.\n  needs",
    ),
}


@pytest.mark.parametrize("text", WITH.values(), ids=WITH)
def test_translations_are_cut_out(text: str):
    """What is left is to the byte the file without them."""
    assert untranslated(text.encode()).decode() == WITHOUT


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("- {id: a, translations: {ru: {note: Да}}, note: Yes}\n", "- {id: a, note: Yes}\n"),
        ("- {id: a, translations: {ru: {note: Да}}}\n", "- {id: a}\n"),
        ("- {translations: {ru: {note: Да}}, id: a}\n", "- {id: a}\n"),
    ],
)
def test_they_are_cut_out_between_braces(text: str, without: str):
    """A finding in braces loses the key and one comma."""
    assert untranslated(text.encode()).decode() == without


@pytest.mark.parametrize(
    "text",
    [
        "- id: a\n  note: translations\n",
        "translations: [\n",
        "translations: x\n",
        "- translations\n",
    ],
)
def test_all_else_stays(text: str):
    """A file that only has the word, or cannot be read, is taken as it is."""
    assert untranslated(text.encode()) == text.encode()


def test_a_translation_is_no_evidence(small: Any):
    """Whoever translates a case and its findings has a case with the same fingerprint; who rewrites one has another."""
    before = case_hash(read_case(small.path)[0])
    small.swap(
        "case.yml", "datasets: []", "datasets: []\ntranslations: {ru: {title: Малый случай}}"
    )
    first = "  statement: Russia holds the largest foreign stake in Serbian oil and gas.\n"
    small.swap(
        "findings.yml", first, f"{first}  translations:\n    ru: {{statement: Россия ведёт.}}\n"
    )
    assert case_hash(read_case(small.path)[0]) == before
    small.swap("findings.yml", "Russia holds the largest", "Russia holds a large")
    assert case_hash(read_case(small.path)[0]) != before
