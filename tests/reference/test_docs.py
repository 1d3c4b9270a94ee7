"""The documentation names everything that the code has, is up to date, and leads nowhere astray."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tertius.case.kinds import KINDS
from tertius.case.settings import Dataset, Issue, Perception, Settings
from tertius.case.weights import Draws
from tertius.evidence.row import columns
from tertius.evidence.source import Custom, Source
from tertius.evidence.tables import TABLES
from tertius.evidence.taxonomy import OPEN, published
from tertius.findings import finding as parts
from tertius.findings.expression import condition
from tertius.measures import MEASURES, measure_columns
from tertius.present.columns import column_sentence, shared_words
from tertius.reference.commands import commands, parameters
from tertius.reference.findings import EXAMPLES
from tertius.reference.pages import reference_pages
from tertius.reference.sentences import keys_of, sentences

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
PAGES = reference_pages()
DOCUMENTS = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "cases").glob("*/README.md")),
]


def is_sentence(text: str | None) -> bool:
    return bool(text and text.strip() and text.strip()[-1] in ".:?")


@pytest.mark.parametrize("name", PAGES)
def test_reference_is_up_to_date(name):
    """Each reference page says what the code says now; `make docs` writes it anew."""
    assert (REFERENCE / name).read_text(encoding="utf-8") == PAGES[name]


def test_reference_has_no_other_pages():
    """Every page of the reference is written from the code."""
    assert {path.name for path in REFERENCE.iterdir()} == set(PAGES)


@pytest.mark.parametrize("name", commands())
def test_commands_are_documented(name):
    """Every command, argument and option says what it does, and the reference shows it."""
    command = commands()[name]
    assert is_sentence(command.help)
    assert f"## tertius {name}\n" in PAGES["commands.md"]
    for each in parameters(command):
        assert is_sentence(each.help), each.name
        shown = each.name.upper() if each.param_type_name == "argument" else each.opts[0]
        assert shown in PAGES["commands.md"]


def test_the_first_page_lists_every_command():
    """Whoever reads the README meets each command once, in its table."""
    listed = re.findall(
        r"^\| `tertius ([a-z-]+)", (ROOT / "README.md").read_text(), flags=re.MULTILINE
    )
    assert sorted(listed) == sorted(commands())


@pytest.mark.parametrize("row", TABLES, ids=lambda row: row.table)
def test_columns_are_documented(row):
    """Every table and every column of it says what it holds."""
    assert row.__doc__
    assert is_sentence(row.__doc__.split("\n")[0])
    section = PAGES["tables.md"].split(f"## {row.table}.csv\n")[1].split("\n## ")[0]
    for column in columns(row):
        assert is_sentence(column.description), column.name
        assert f"| `{column.name}` | {column.description}" in section


def test_source_fields_are_documented():
    """Every field of a source that Tertius reads has its sentence, and no sentence lacks its field."""
    assert set(sentences()["sources"]) == set(keys_of(Source))
    assert set(sentences()["custom"]) == set(keys_of(Custom))


@pytest.mark.parametrize("code", KINDS)
def test_problems_are_documented(code):
    """Every kind of problem has a title and help, and its code leads to it."""
    kind = KINDS[code]
    assert kind.code == code
    assert kind.title
    assert is_sentence(kind.help)
    assert f"| `{code}` | {kind.title}" in PAGES["problems.md"]


@pytest.mark.parametrize("vocabulary", published().vocabularies)
def test_words_are_documented(vocabulary):
    """Every word of every vocabulary has a sentence."""
    for word, entry in published().words(vocabulary).items():
        assert is_sentence(entry.get("means")), word
        assert f"| `{word}` | {entry['means']}" in PAGES["words.md"]


def test_named_vocabularies_are_there():
    """Columns and the list of open vocabularies name no vocabulary that is missing."""
    named = {column.words for row in TABLES for column in columns(row) if column.words}
    assert named | OPEN <= set(published().vocabularies)


@pytest.mark.parametrize("name", MEASURES)
def test_measures_are_documented(name):
    """Every measure asks a question and says what comes back; every column of it is explained."""
    measure = MEASURES[name]
    assert measure.question.endswith("?")
    assert is_sentence(measure.function.__doc__)
    for column in measure_columns()[name]:
        assert is_sentence(column_sentence(name, column)), column


def test_no_sentence_is_left_over():
    """columns.yml explains and names columns that several measures have, or that say nothing of it themselves."""
    for part, said in (("sentences", "says"), ("labels", "label")):
        for column in shared_words()[part]:
            found = [one.declared[column] for one in MEASURES.values() if column in one.columns]
            assert any(not getattr(one, said) for one in found), column


def test_a_column_has_one_label():
    """A column is called alike in every measure that has it: conditions name it without its measure."""
    called = {(c, one.label) for each in MEASURES.values() for c, one in each.declared.items()}
    labelled = [column for column, label in called if label]
    assert len(labelled) == len(set(labelled))
    assert not set(labelled) & set(shared_words()["labels"])


def test_settings_are_documented():
    """Every setting of case.yml, nested ones included, has its sentence."""
    for key, field in Settings.model_fields.items():
        assert is_sentence(field.description), key
        assert f"`{key}`" in PAGES["case-yml.md"]
    for key, field in Draws.model_fields.items():
        assert is_sentence(field.description), key
        assert f"| `{key}` | {field.description} |" in PAGES["case-yml.md"]
    nested = {f"issues.{key}" for key in Issue.model_fields} | {
        f"datasets.{key}" for key in Dataset.model_fields
    }
    nested |= {f"perceptions.{key}" for key in Perception.model_fields}
    assert set(sentences()["settings"]) == nested
    assert all(is_sentence(text) for text in sentences()["settings"].values())


@pytest.mark.parametrize(
    ("name", "part"), [("finding", parts.Finding), ("value", parts.Value), ("test", parts.Test)]
)
def test_finding_keys_are_documented(name, part):
    """Every key of findings.yml has its sentence, and no sentence lacks its key."""
    assert set(sentences()[name]) == set(part.model_fields)
    assert all(is_sentence(text) for text in sentences()[name].values())


def test_examples_of_findings_are_read():
    """The examples on the reference page are findings of all four kinds, with conditions that hold good."""
    found = [parts.Finding.model_validate(entry) for entry in yaml.safe_load(EXAMPLES)]
    assert {finding.sort for finding in found} == set(published().words("finding_kind"))
    for finding in found:
        for part in [finding.test] if finding.test else finding.values.values():
            condition(part.where, measure_columns()[part.measure])
        if finding.test:
            condition(finding.test.expect, measure_columns()[finding.test.measure])


def test_word_list_has_its_words():
    """The word list explains, in a sentence each, the words that the pages of a case are made of."""
    words = sentences()["words"]
    assert {"world", "fact", "finding", "verdict", "flip", "fragility", "origin", "claim"} <= set(
        words
    )
    assert all(is_sentence(text) for text in words.values())


LINK = re.compile(r"(?<!\\)\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def links(document: Path) -> Iterator[str]:
    text = FENCE.sub("", document.read_text(encoding="utf-8"))
    yield from LINK.findall(re.sub(r"`[^`\n]*`", "", text))
    yield from re.findall(r'<img[^>]*src="([^"]+)"', text)


def anchors(document: Path) -> set[str]:
    """The anchors of a page's headings, as code hosts make them."""
    text = FENCE.sub("", document.read_text(encoding="utf-8"))
    titles = re.findall(r"^#{1,6} (.+)$", text, re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", title.strip().lower()) for title in titles)
    return {title.replace(" ", "-") for title in plain}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_resolve(document):
    """Every link of the documentation leads to a file of the repository, and to a heading in it."""
    for link in links(document):
        if link.startswith(("https://", "http://", "mailto:")):
            continue
        path, _, anchor = link.partition("#")
        target = (document.parent / path).resolve() if path else document
        assert target.exists(), link
        assert target.is_relative_to(ROOT), link
        if anchor:
            assert anchor in anchors(target), link


def test_every_page_is_linked():
    """Every page of docs/ can be reached from the README by following links."""
    reached, ahead = set(), [ROOT / "README.md"]
    while ahead:
        page = ahead.pop()
        if page in reached or page.suffix != ".md":
            continue
        reached.add(page)
        local = (link.partition("#")[0] for link in links(page) if "://" not in link)
        ahead += [(page.parent / path).resolve() for path in local if path]
    assert {path for path in DOCUMENTS if path.is_relative_to(ROOT / "docs")} <= reached
