"""The first page: how far each answer was tested, how sure it is, and through what nearly all is known."""

from dataclasses import replace

import pytest

from small_case import FOLDER, small_study
from tertius.atlas.build import build_atlas
from tertius.atlas.index import answers, index
from tertius.present.labels import Labels
from tertius.study.open import check_case
from tertius.study.run import run_study


def shown(study):
    """What the first page of a study shows."""
    return index(study, Labels(study)).shows()


def of_folder(folder, **options):
    """The study of a folder, and its labels."""
    case, compiled, problems = check_case(folder)
    assert not [p for p in problems if p.blocks], problems
    study = run_study(case, compiled, with_flips=False, **options)
    return study, Labels(study)


def test_every_finding_is_counted_once_by_what_carries_it():
    """What carries findings, and those that are only watched, add up to all findings of the case."""
    study, _ = of_folder(FOLDER, with_chance=True)
    page = shown(study)
    assert page["watched"] == 2
    assert sum(number for _, number in page["supports"]) + page["watched"] == len(study.results)


def test_confidence_is_told_of_what_the_evidence_supports():
    """The six statements that hold are counted by their confidence, and no other statement is."""
    study = small_study()
    assert [result.confidence for result in study.results if result.verdict == "holds"] == [
        "low"
    ] * 6
    assert shown(study)["confident"] == ["0 high", "0 moderate", "6 low"]


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """The first page where the first answer was tested in part."""
    study = small_study()
    first = answers(study)[0].id
    results = tuple(
        replace(r, untested="that it <will> last") if r.id == first else r for r in study.results
    )
    folder = tmp_path_factory.mktemp("out")
    build_atlas(replace(study, results=results), folder)
    return (folder / "index.html").read_text(encoding="utf-8")


def test_an_answer_says_how_sure_it_is_and_what_was_not_tested(page):
    """Beside each answer stands its confidence, and below the one tested in part what was not."""
    listed = page[page.index('<ol class="answers">') : page.index("</ol>")]
    assert listed.count("<li>") == listed.count("low confidence") == 5
    assert listed.count("Not tested: that it &lt;will&gt; last") == listed.count("Not tested") == 1
    assert "as far as it was tested" in listed


def test_through_which_publication_most_is_known(small):
    """Where one publication stands between a reader and more than half of the rows it is named, else none is."""
    assert shown(small_study())["read_in"] is None
    study, labels = of_folder(small.path)
    rows = labels.current("claims")
    for row in rows:
        small.set("claims", row.id, "via", "paper-2020" if row.source != ("paper-2020",) else "")
        small.set("claims", row.id, "checked", "no")
    study, labels = of_folder(small.path)
    told = shown(study)["read_in"]
    assert told["cited"].id == "paper-2020"
    assert told["rows"] == labels.known_through["paper-2020"] > len(rows) / 2


def test_a_publication_read_again_is_no_source_beside_it(small):
    """A sentence of the publication that others are known through is told apart from an opened source."""
    small.set("claims", "bank-of-china-exists", "checked", "yes")
    _, labels = of_folder(small.path)
    assert {row.id for row in labels.current("claims") if labels.is_own(row)} == {
        "bank-of-china-exists"
    }
    assert [said.is_own for said in labels.said(["bank-of-china-exists", "nis-sale-done"])] == [
        True,
        False,
    ]
