"""The page on chance says what the command says, and its examples come out as it says."""

import re
from pathlib import Path

from conftest import SMALL
from small_case import beside_doubts
from tertius.evidence.taxonomy import published
from tertius.findings.support import SUPPORTS
from tertius.present.chance import chance_lines, vacuous_tests
from tertius.study.open import open_case
from tertius.study.run import run_study

TEXT = (Path(__file__).parents[2] / "docs" / "how-to" / "chance.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
EXAMPLES = [text for language, text in BLOCKS if language == "yaml"]
PRINTED = [text for language, text in BLOCKS if not language]


def test_every_word_of_support_is_explained():
    """Each word that can carry a finding has its line, and the vocabulary has the same words."""
    assert set(SUPPORTS) == set(published().words("support"))
    for word in SUPPORTS:
        assert f"| `{word}` | " in TEXT


def test_the_printed_answer_is_that_of_the_small_case():
    """What the page shows of a finding of the small case is what the command prints."""
    case, compiled, _ = open_case(SMALL)
    asked = [one for one in compiled if one.finding.id == "china-leads-rail"]
    (result,) = run_study(case, asked, with_flips=False, with_chance=True).results
    assert result.chance is not None
    (printed,) = PRINTED
    first, carried, *lines = printed.splitlines()
    assert first == f"{result.id}: {result.verdict}. {result.statement}"
    assert carried.strip() == f"carried by: {case.taxonomy.label('support', str(result.support))}"
    assert [line.strip() for line in lines] == [*chance_lines(result.chance)]


def test_of_the_two_examples_one_is_vacuous(small):
    """The first test is met in every world: `check` and a build say so of it alone; the second can fail."""
    (examples,) = EXAMPLES
    small.end("findings.yml", examples)
    case, compiled, problems = open_case(small.path)
    (named,) = beside_doubts(problems)
    assert (named.code, "somebody-is-ahead-in-rail" in str(named)) == ("vacuous", True)
    asked = [one for one in compiled if one.finding.id.endswith("is-ahead-in-rail")]
    study = run_study(case, asked, with_flips=False, with_chance=True)
    assert [result.verdict for result in study.results] == ["holds", "holds"]
    (warning,) = vacuous_tests(study)
    assert "somebody-is-ahead-in-rail" in warning
