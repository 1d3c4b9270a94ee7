"""The template of all messages, and the catalogues brought up to it: `python -m tertius.reference.messages FOLDER`."""

import re
import sys
from collections.abc import Iterator, Mapping
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from tertius.atlas.dependence import ASPECTS
from tertius.case.write import write_atomically
from tertius.evidence.taxonomy import published
from tertius.language.catalogue import WRITTEN
from tertius.measures import MEASURES
from tertius.present.columns import column_labels, shared_words
from tertius.present.measures import paragraphs
from tertius.tensions.find import all_rules

KEYWORDS: Mapping[str, Any] = {
    "_": None,
    "gettext": None,
    "marked": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
"""The functions whose first words are messages, in Python and in templates alike."""

IN_SCRIPTS: Mapping[str, tuple[int, ...] | None] = {"say": None, "TERTIUS_SAY": None}
"""The same of the scripts of the pages."""

METHODS = [("**/templates/**.html", "jinja2"), ("**.py", "python")]
SCRIPTS = [("**/static/**.js", "javascript")]

EXPLAINED = frozenset(
    {
        "checked",
        "confidence",
        "direction",
        "finding_kind",
        "information",
        "modality",
        "position_kind",
        "priority",
        "reliability",
        "scope",
        "sector",
        "stage",
        "state",
        "support",
        "verdict",
        "view",
    }
)
"""The vocabularies of which pages print what a word means; of all others the words alone."""

APART = (
    ("column", "agreement"),
    ("column", "high"),
    ("column", "low"),
    ("outlet_kind", "party"),
    ("unit", "years"),
)
"""Words of columns and vocabularies that mean something else elsewhere, by what asks for them."""

CURRENCY = re.compile(r"[A-Z]{3}\Z")
"""The code of a currency, which is the same in every language."""

TEMPLATE = "tertius.pot"


def template() -> Catalog:
    """Return a catalogue of every message: of the code, of the templates, and of the words that are data."""
    found = Catalog(project="Tertius", charset="utf-8", fuzzy=False)
    root = Path(str(files("tertius")))
    # Sentences that are the same in several files stand once, with each of their places.
    extracted = [
        *extract_from_dir(root, METHODS, keywords=KEYWORDS),
        *extract_from_dir(root, SCRIPTS, keywords=IN_SCRIPTS),
    ]
    for name, _, message, comments, context in sorted(extracted, key=lambda one: one[0]):
        place = name.replace("\\", "/")
        found.add(message, locations=[(place, 0)], auto_comments=comments, context=context)
    for place, kind, message in _words():
        found.add(message, locations=[(place, 0)], auto_comments=[kind] if kind else [])
    for context, message in APART:
        found.add(message, context=context)
    return found


def _words() -> Iterator[tuple[str, str, str]]:
    """Yield each word and sentence that is data of the program, with where it stands and what it is."""
    place = "evidence/taxonomy.yml"
    for vocabulary, words in published().vocabularies.items():
        for word, entry in words.items():
            label = published().label(vocabulary, word)
            if not CURRENCY.match(label):
                yield place, f"A word for: {vocabulary}.", label
            if vocabulary in EXPLAINED and (means := entry.get("means")):
                yield place, f"What {word} means.", str(means)
    shared = shared_words()
    for column, label in sorted(column_labels().items()):
        place = "present/columns.yml" if column in shared["labels"] else "measures"
        yield place, "A column.", label
    for sentence in shared["sentences"].values():
        yield "present/columns.yml", "A column.", sentence
    for name, step in MEASURES.items():
        for declared in step.declared.values():
            if declared.says:
                yield "measures", f"A column of {name}.", declared.says
    for name, step in MEASURES.items():
        place = "measures"
        yield place, "A measure.", name.replace("_", " ")
        yield place, "", step.question
        yield place, "What would answer a question.", step.answered_by
        for column in step.columns:
            if column not in column_labels():
                yield place, f"A column of {name}.", column.replace("_", " ")
        for text in step.texts.values():
            for word in text.words:
                yield (
                    place,
                    f"A word in a column of {name}.",
                    word.replace("_", " ").replace("-", " "),
                )
        for _, paragraph in paragraphs(name):
            yield place, f"The measure {name}.", paragraph
    for name in ASPECTS:
        yield "atlas/dependence.py", "An aspect of balance.", name.replace("-", " ")
    for rule in all_rules().values():
        yield "tensions/rules", "", rule.sentence


def written(catalog: Catalog) -> bytes:
    """Return a catalogue as a file: without dates, so that only a message changes it."""
    out = BytesIO()
    write_po(out, catalog, width=0, omit_header=False, include_lineno=False, sort_by_file=False)
    lines = out.getvalue().decode("utf-8").splitlines(keepends=True)
    kept = [
        line
        for line in lines
        if not line.startswith(
            (
                '"POT-Creation-Date',
                '"PO-Revision-Date',
                '"Last-Translator',
                '"Generated-By',
                '"Language-Team',
                '"Report-Msgid',
            )
        )
    ]
    return "".join(line for line in kept if not line.startswith("# ") and line != "#\n").encode()


def update(folder: Path) -> None:
    """Write the template into a folder, and add to each catalogue there what is new, untranslated."""
    found = template()
    write_atomically(folder / TEMPLATE, written(found))
    for name in sorted(set(WRITTEN.values())):
        path = folder / f"{name}.po"
        catalog = Catalog(locale=name, project="Tertius", charset="utf-8", fuzzy=False)
        if path.exists():
            with path.open("rb") as file:
                catalog = read_po(file, locale=name)
        catalog.update(found, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        write_atomically(path, written(catalog))


if __name__ == "__main__":
    update(Path(sys.argv[1]))
