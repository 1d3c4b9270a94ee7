"""What findings come to on other days and in scenarios, as their pages say it."""

import re

from answers import keep_answers
from tertius.publish.build import publish
from tertius.study import elsewhere
from tertius.study.elsewhere import elsewhere_of
from tertius.study.open import open_case
from tertius.study.run import run_study
from tertius.worlds.history import verdicts_through_time


def test_a_page_says_what_a_finding_comes_to_elsewhere(small):
    """Without the sale of NIS Russia is not before China in oil and gas; it is so since the day of the gazette."""
    folder = small.path / "scenarios"
    folder.mkdir()
    (folder / "no-sale.yml").write_text(
        "title: The sale never was\n"
        "assumption: NIS was not sold.\n"
        "withdraw:\n- nis-sale-amount-by-gazette\n- nis-sale-amount-by-tabloid\n",
        encoding="utf-8",
    )
    case, compiled, _ = open_case(small.path)
    study = run_study(case, compiled, with_flips=False)
    found = elsewhere_of(study.case, study.world, compiled, small.path)
    name = "russia-before-china-in-oil-gas"
    ((scenario, judgements),) = found.scenarios
    assert scenario.title == "The sale never was"
    assert judgements[name].verdict != study.result(name).verdict == "holds"
    assert found.history[name][-1].verdict == "holds"
    page = publish(small.path, small.path.parent / "out").atlas / "findings" / f"{name}.html"
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.read_text(encoding="utf-8")))
    assert [turn.verdict for turn in found.history[name]] == ["open", "holds"]
    turned = said[said.index("The verdict through time") : said.index("In scenarios")]
    assert turned.endswith(
        f"Before the first of these days it was open. from {found.history[name][-1].day} supported "
    )
    assert "as gathered up to 2021-02-01, and for how things stood on 2020-12-31" in said
    assert "The sale never was" in said
    assert "another verdict" in said


def test_what_a_build_found_through_time_serves_the_next(small, monkeypatch):
    """The days of an unchanged case are judged once; one changed claim, and they are judged again."""
    judged = []

    def count(*given):
        judged.append(given)
        return verdicts_through_time(*given)

    monkeypatch.setattr(elsewhere, "verdicts_through_time", count)
    keep_answers(monkeypatch, elsewhere, str(small.path.parent / "kept"))
    case, compiled, _ = open_case(small.path)
    study = run_study(case, compiled, with_flips=False)
    first = elsewhere_of(study.case, study.world, compiled, small.path)
    assert elsewhere_of(study.case, study.world, compiled, small.path) == first
    assert len(judged) == 1
    small.set("claims", "nis-sale-amount-by-gazette", "note", "Read again.")
    again, compiled, _ = open_case(small.path)
    elsewhere_of(again, study.world, compiled, small.path)
    assert len(judged) == 2
