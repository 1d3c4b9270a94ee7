"""The pages on promises, beliefs, dependence and coverage show what the small case's README counts."""

import re
import shutil
from collections import Counter
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest

from small_case import FOLDER, serbia_study, small_study
from tertius.atlas import build
from tertius.atlas.build import build_atlas
from tertius.atlas.coverage import coverage
from tertius.atlas.promises import promises
from tertius.atlas.registry import all_pages
from tertius.atlas.sums import sums_in
from tertius.present.labels import Labels
from tertius.study.open import check_case
from tertius.study.run import run_study

pytestmark = pytest.mark.xdist_group("serbia")

NEW = ("promises", "perceptions", "dependence", "coverage")


@pytest.fixture(scope="module")
def serbia(tmp_path_factory):
    """Of the atlas of Serbia the two pages that are read here: to write the others takes most of a minute."""
    folder = tmp_path_factory.mktemp("serbia") / "atlas"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "all_pages", read_here)
        build_atlas(serbia_study(), folder)
    return folder


def read_here(study, labels):
    wanted = {"promises.html", "perceptions.html"}
    return [page for page in all_pages(study, labels) if page.address in wanted]


def read(folder, name):
    return (folder / f"{name}.html").read_text(encoding="utf-8")


def plain(html):
    """The text of a page as a reader sees it, with every run of spaces as one."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html))).replace(" ,", ",")


def cells(html, first):
    """The cells of the first table row that begins with these words."""
    for row in re.findall(r"<tr.*?</tr>", html, flags=re.DOTALL):
        found = [
            plain(cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row, flags=re.DOTALL)
        ]
        if found[0].startswith(first):
            return found
    raise AssertionError(f"no row begins with {first!r}")


def test_the_pages_exist_and_every_page_and_the_index_lead_to_them(atlas):
    """The pages stand in the navigation of every page, and one that has nothing to show does not."""
    for name in NEW:
        assert (atlas / f"{name}.html").is_file()
        # Nobody was asked in the small case what they believe.
        is_listed = name != "perceptions"
        for page in ("methods", "index"):
            assert (f'href="{name}.html"' in read(atlas, page)) is is_listed, (name, page)


def test_promises_show_counts_and_amounts_with_the_unknown_beside(atlas):
    """Russia's 740 million signed, and China's 200 million with one amount unknown, as on paper."""
    page = read(atlas, "promises")
    outcomes = ["5", "1", "1", "2", "0", "1"]
    assert cells(page, "Russia, all sectors")[1:11] == [
        *outcomes,
        "none",
        "EUR 740 million",
        "2 unknown",
        "not stated",
    ]
    assert cells(page, "China, all sectors")[1:11] == [
        *["5", "2", "1", "1", "1", "0"],
        "EUR 200 million",
        "EUR 200 million + 1 unknown",
        "none",
        "not stated",
    ]


def test_the_page_says_of_how_many_a_promise_or_agreement_is_told(atlas):
    """Nothing that only began or is there passes for promised: the page counts those of which a source tells a promise."""
    counted = [row for row in small_study().tables["promises"] if not row["is_umbrella"]]
    told = [row for row in counted if row["was_promised"] or row["was_signed"]]
    assert len(told) < len(counted)
    assert (
        f"{len(counted)} undertakings are counted, and of {len(told)} of them a source tells of a promise or an agreement"
    ) in plain(read(atlas, "promises"))


def test_each_promise_has_its_outcome_amounts_and_sector(atlas):
    """Every promise of the case is listed once; an agreement whose parts are listed is marked."""
    study = small_study()
    page = read(atlas, "promises")
    lines = promises(study, Labels(study)).context["blocks"][0]["promises"]
    assert len(lines) == 10
    framework = Labels(study).label("rail-framework")
    assert "not counted: its parts are" in cells(page, framework)[3]
    sale = cells(page, Labels(study).label("nis-sale"))
    assert sale[3:7] == ["delivered", "none", "EUR 400 million", "unknown"]
    assert 'href="sectors/srb-oil-gas.html#RUS"' in page


def test_where_there_is_no_curve_the_page_says_why(atlas, serbia):
    """Too few dated promises give the reason; enough of them give the curve's table."""
    assert "a curve takes 5" in read(atlas, "promises")
    assert "share open" not in read(atlas, "promises")
    page = read(serbia, "promises")
    middle = [
        row
        for row in serbia_study().tables["delivery_times"]
        if (row["host"], row["power"], row["sector"]) == ("SRB", "CHN", "all")
        and row["dating"] == "middle"
    ]
    last = max(middle, key=lambda row: row["days"])
    assert f"{last['delivered_share'] * 100:.1f}%" in cells(page, f"{last['years']:g}")[5]


def test_a_measure_without_rows_is_said_to_have_none(atlas):
    """The small case pairs no question with a figure, and the page says so."""
    assert "No belief stands beside a figure here" in read(atlas, "perceptions")


def test_beliefs_stand_beside_figures_with_caveat_and_evidence(serbia):
    """Each counterpart's share, the figure and the gap; what differs; links to the polls shown."""
    page = read(serbia, "perceptions")
    row = next(r for r in serbia_study().tables["perception"] if r["counterpart"] == "RUS")
    found = cells(page, "Russia")
    assert Decimal(found[1].rstrip("%")) == Decimal(str(row["perceived"]))
    assert Decimal(found[2].rstrip("%")) == Decimal(str(row["measured"]))
    assert Decimal(found[4]) == Decimal(str(row["gap"]))
    assert row["caveat"][1:] in plain(page)
    for name in serbia_study().lineage.evidence("perception", row):
        assert f'href="#claim-{name}"' in page
        assert f'id="claim-{name}"' in page


def test_dependence_shows_shares_and_bounds_of_their_concentration(atlas):
    """5.9 percent of exports go to Russia; with the rest unknown the index has bounds alone."""
    page = read(atlas, "dependence")
    assert cells(page, "Russia")[1:3] == ["5.9%", "5.9%"]
    assert "between 0.003 and 0.889" in plain(page)


def test_balance_stands_aspect_by_aspect_and_pair_by_pair(atlas):
    """Each pair of powers stands once under each aspect, and nothing is summed into one number."""
    page = plain(read(atlas, "dependence"))
    asked = {r["aspect"] for r in small_study().tables["balance"]}
    for aspect in asked:
        assert aspect.replace("-", " ") in page
    assert page.count("Russia and China 1 ") == 1
    assert "China and Russia" not in page


def test_brokers_lead_to_their_pages_with_their_role_each_way(atlas):
    """Russian Railways leads Russia out to China, and is China's gate into Russia."""
    page = read(atlas, "dependence")
    found = cells(page, Labels(small_study()).label("russian-railways"))
    assert found[1] == "Russia and China"
    assert "from Russia to China as representative" in found[2]
    assert "from China to Russia as gatekeeper" in found[2]
    assert 'href="actors/russian-railways.html"' in page


def test_coverage_adds_up_over_hosts_as_the_caveats_do(atlas):
    """The numbers of the matrix are those that the caveats compare: 24 on Russia in the economy."""
    economy = cells(read(atlas, "coverage"), "Economy")
    counts = [int(n) for n in re.findall(r"(\d+) (?:claim|figure|search)", economy[1])]
    assert sum(counts) == 24
    assert "Symmetric code is not symmetric coding" in plain(read(atlas, "coverage"))
    assert "fewer than 10 claims" in plain(read(atlas, "coverage"))


def test_coverage_over_one_host_is_the_measure_itself():
    """Where all the evidence on a power and domain is of one host, every number is the measure's."""
    study = small_study()
    rows = study.tables["coverage"]
    places = Counter((row["power"], row["domain"]) for row in rows)
    context = coverage(study, Labels(study)).context
    shown = {
        (power, line["domain"]): cell
        for line in context["rows"]
        for power, cell in zip(context["powers"], line["cells"], strict=True)
        if cell
    }
    assert shown.keys() == places.keys()
    alone = [row for row in rows if places[row["power"], row["domain"]] == 1]
    assert alone
    for row in alone:
        cell = shown[row["power"], row["domain"]]
        assert cell == {name: row[name] for name in cell}, row


def test_caveats_stand_in_the_verdict_box(atlas):
    """Every finding that leans on uneven evidence says so in the box of its verdict."""
    seen = 0
    for result in small_study().results:
        page = read(atlas, f"findings/{result.id}")
        box = page[page.index('class="verdict-box') :]
        box = box[: box.index("<h2")]
        for caveat in result.caveats:
            assert caveat in plain(box)
            seen += 1
        assert ("Caveat." in box) == bool(result.caveats)
    assert seen > 1


def test_a_sector_page_warns_before_its_powers_are_compared(atlas):
    """Oil and gas has one claim on the EU against 24 on Russia, and its page says so."""
    assert "of claims, figures and searches 1 on EU, against 24 on Russia" in plain(
        read(atlas, "sectors/srb-oil-gas")
    )


def test_names_on_the_new_pages_are_text(tmp_path):
    """Markup in the name of an engagement or a broker appears as written."""
    folder = Path(shutil.copytree(FOLDER, tmp_path / "case"))
    for table, name in (("engagements", "nis-sale"), ("actors", "russian-railways")):
        path = folder / f"{table}.csv"
        text = path.read_text(encoding="utf-8")
        label = Labels(small_study()).label(name)
        assert label in text
        path.write_text(text.replace(label, "<b>x</b>", 1), encoding="utf-8")
    case, compiled, _ = check_case(folder)
    atlas = tmp_path / "out"
    build_atlas(run_study(case, compiled, with_flips=False), atlas)
    for name in ("promises", "dependence"):
        assert "&lt;b&gt;x&lt;/b&gt;" in read(atlas, name)
        assert "<b>x</b>" not in read(atlas, name)


def test_a_sum_stands_beside_its_parts_and_in_no_total(small):
    """A sum of loans lists the loans of its power, stage and period, and adds to nothing; another names no parts."""
    stated = {"area": "SRB", "stage": "pledged", "value": "900000000", "unit": "EUR", "stance": "supports",
              "modality": "stated", "information": "2", "checked": "yes", "status": "current", "source": "gazette-2018"}  # fmt: skip
    loans = {**stated, "indicator": "pledged_loans"}
    small.add("observations", id="of-china", counterpart="CHN", period="2008/2020", **loans)
    small.add("observations", id="of-china-before", counterpart="CHN", period="1990/1999", **loans)
    small.add("observations", id="of-russia", counterpart="RUS", **loans)
    small.add("observations", id="another", counterpart="RUS", **{**stated, "indicator": "investment"})  # fmt: skip
    case, compiled, _ = check_case(small.path)
    study = run_study(case, compiled, with_flips=False)
    sums = {one["said"].id: one["parts"] for one in sums_in(study, Labels(study), "SRB")}
    assert sums == {
        "of-china": {"engagements": ["chinese-rail-loan"], "amount": 200_000_000, "unknown": 0},
        "of-china-before": {"engagements": [], "amount": None, "unknown": 0},
        "of-russia": {"engagements": [], "amount": None, "unknown": 0},
        "another": None,
    }
    assert study.tables["delivery"] == small_study().tables["delivery"]


def test_what_a_sum_adds_up_is_a_type_of_engagement(small):
    """An indicator of a case that adds up what is no type of engagement is named with the types there are."""
    words = "indicator: {gifts: {means: Gifts., adds_up: [donation, present]}}"
    small.swap("case.yml", "vocabulary: {}", f"vocabulary: {{{words}}}")
    (said,) = (line for line in small.problems() if "adds_up" in line)
    assert said.startswith("case.yml:") and "present" in said
    assert "is no type of engagement. Write one of: loan, donation" in said
