"""Pages on powers: what one page gathers on a power of the small case, counted by hand in its README."""

import re
from collections import ChainMap
from dataclasses import replace
from html import unescape

import pytest

from small_case import small_study
from tertius.atlas.build import build_atlas
from tertius.atlas.common import power_pages
from tertius.atlas.index import most_telling_first
from tertius.atlas.power_tables import PowerTables
from tertius.atlas.powers import promised_by
from tertius.present.labels import Labels


@pytest.fixture(scope="module")
def tables():
    return PowerTables.of(small_study(), Labels(small_study()))


def read(atlas, address):
    return (atlas / address).read_text(encoding="utf-8")


def words(markup):
    """What a piece of a page says, without tags and with single spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def section(text, anchor):
    """What a section of the page of a power says under its heading and its ways to other powers."""
    after = text.split(f'<h2 id="{anchor}">', 1)[1].split('<h2 id="', 1)[0].split("</main>")[0]
    return words(re.sub(r"<svg.*?</svg>", " ", after.split("</p>", 1)[1], flags=re.DOTALL))


def test_powers_and_baselines_have_a_page_where_anything_was_gathered_on_them(atlas):
    """Russia, China and the baseline EU have a page each, beside the page that sets them side by side."""
    assert power_pages(small_study(), Labels(small_study())) == {
        "RUS": "powers/rus.html",
        "CHN": "powers/chn.html",
        "EU": "powers/eu.html",
    }
    assert {path.name for path in (atlas / "powers").iterdir()} == {
        "index.html",
        "rus.html",
        "chn.html",
        "eu.html",
    }


def test_powers_are_compared_by_what_a_reader_counts(tables):
    """What stands, where each leads by number, what arrived and what Serbia sees alike, for each of the three."""
    assert tables.in_brief("RUS", "SRB") == {
        "engagements": 4,
        "sectors": 3,
        "leads": 1,
        "unsettled": 0,
        "promises": 5,
        "delivered": 2,
        "together": 1,
        "compared": 2,
        "uncompared": 0,
    }
    assert tables.in_brief("CHN", "SRB") == {
        "engagements": 4,
        "sectors": 2,
        "leads": 1,
        "unsettled": 0,
        "promises": 5,
        "delivered": 1,
        "together": 1,
        "compared": 1,
        "uncompared": 1,
    }
    assert tables.in_brief("EU", "SRB") == {
        "engagements": None,
        "sectors": 0,
        "leads": 0,
        "unsettled": 0,
        "promises": 0,
        "delivered": 0,
        "together": 1,
        "compared": 1,
        "uncompared": 1,
    }


def test_the_most_telling_finding_comes_first(tables):
    """Of seven findings on China those that answer the case come first and what is open last; none is lost."""
    found = [result.id for result in tables.findings["CHN"]]
    assert sorted(found) == [
        "china-builds-much-rail",
        "china-enters-oil-gas",
        "china-leads-rail",
        "powers-agree-on-kosovo",
        "russia-before-china-in-oil-gas",
        "russia-liked-better",
        "works-cost-a-hundred-million",
    ]
    verdicts = [result.verdict for result in tables.findings["CHN"]]
    assert verdicts == ["holds", "holds", "fails", "holds", "fails", "open", "open"]
    study = small_study()
    ordered = [result.id for result in most_telling_first(study, study.results)]
    assert sorted(ordered) == sorted(result.id for result in study.results)


def test_the_page_says_who_it_is_in_four_numbers(atlas):
    """The head of China's page has the numbers by which powers are compared, and ways to the same of the others."""
    text = read(atlas, "powers/chn.html")
    head = words(text.split('<dl class="counts">')[1].split("</dl>")[0])
    assert head == (
        "Serbia: engagements that stand 4 sectors that it leads by their number 1 of 2 "
        "undertakings delivered 1 of 5 Serbia: issues seen alike 1 of 1 (1 more not comparable)"
    )
    for anchor in re.findall(r'<h2 id="(\w+)">', text.split("<main")[1].split("</main>")[0]):
        assert f'<a href="../powers/rus.html#{anchor}">Russia</a>' in text
        assert f'<a href="../powers/eu.html#{anchor}">EU</a>' in text
        assert f'<h2 id="{anchor}">' in read(atlas, "powers/eu.html")


def test_the_page_tells_the_verdicts_on_a_power(atlas):
    """Of seven findings on China the evidence supports three, speaks against two and does not reach for two."""
    said = section(read(atlas, "powers/chn.html"), "findings")
    assert said.startswith(
        "7 findings speak of it: evidence supports 3 , speaks against 2 , and does not reach for 2 ."
    )
    assert '<a href="../findings/index.html#power=CHN">' in read(atlas, "powers/chn.html")
    assert section(read(atlas, "powers/eu.html"), "findings") == "No finding speaks of it."


def test_the_page_lists_sectors_beside_the_other_powers(atlas):
    """China's three sectors stand with what it has there, by what it leads, and how many engagements Russia has."""
    said = section(read(atlas, "powers/chn.html"), "sectors")
    assert said.split("3 sectors as a table ")[1] == (
        "sector China it leads by Russia: engagements "
        "Oil and gas looked, found nothing (1 search: see for what) 1 "
        "Banking 1 engagement 1 ended 1 stake + 1 unknown 3.9 years 1 "
        "Rail 3 engagements EUR 190 million + 1 unknown 4.2 years count 2"
    )


def test_a_page_of_a_power_without_rows_says_that_nothing_is_coded(atlas):
    """On the EU, of which a position alone is known, every other section says that it says nothing either way."""
    text = read(atlas, "powers/eu.html")
    nothing = "is coded. That says nothing either way."
    assert section(text, "sectors") == f"No engagement, stake or search of it {nothing}"
    assert section(text, "promises") == f"No undertaking of it {nothing}"
    assert section(text, "meetings") == (
        "No engagement of it and of another power in one sector is coded."
    )
    assert section(text, "figures") == "No figure or poll on it is coded."
    assert section(text, "positions") == (
        "By the number of issues. Silent: a search for the view of one of the two found none; "
        "unknown: nobody looked for it. Neither can be compared. "
        "EU and Serbia: together 1, unknown 1 EU and Russia: partly 1, unknown 1 1 issue as a table "
        "issue EU with Serbia with Russia Accession of Serbia to the EU supports together partly"
    )


def test_the_page_says_what_was_promised_and_what_arrived(atlas):
    """Of China's five promises two are signed, one started, one delivered and one cancelled, with the sums of each step."""
    said = section(read(atlas, "powers/chn.html"), "promises")
    assert said.split(" Sector by sector")[0] == (
        "An undertaking is something that can be delivered, and was promised, agreed, begun or done: "
        "a loan, a gift, a contract, an institution. A source need not tell of a promise. "
        "undertakings in all 5 signed 2 started 1 delivered 1 cancelled 1 "
        "amount promised EUR 200 million amount signed EUR 200 million + 1 unknown"
    )


def test_what_is_listed_and_not_counted_is_told():
    """Where a list of undertakings is longer than their number, the page says that agreements stand in it with their parts."""
    study = small_study()
    rows = [row for row in study.tables["promises"] if "CHN" in row["power"].split(";")]
    labels = Labels(study)
    marked = tuple({**row, "is_umbrella": row is rows[0]} for row in study.tables["promises"])
    changed = replace(study, tables=ChainMap({"promises": marked}, study.tables))
    of_china = PowerTables.of(changed, labels)
    (block,) = promised_by(changed, labels, of_china, "CHN")
    assert (len(block["promises"]), block["uncounted"]) == (len(rows), 1)


def test_the_page_says_whom_a_power_meets(atlas):
    """China meets Russia over an object in rail and in the sector alone in banking; the EU meets nobody."""
    said = section(read(atlas, "powers/chn.html"), "meetings")
    assert said.split(" Two meet on")[0] == (
        "Russia : an object sought by both; competing, complementary Sector by sector "
        "sector Russia Banking the sector parallel "
        "Rail an object sought by both competing, complementary"
    )


def test_engagements_stand_with_the_latest_first(atlas):
    """China's six engagements stand from that of 2018 to that of 2013."""
    said = section(read(atlas, "powers/chn.html"), "engagements")
    assert said.startswith("Engagements by the year in which they began: 6 of 6.")
    began = re.findall(r"\b(\d{4}(?:-\d\d){1,2}) (?:not stated|\d{4}-\d\d)", said)
    assert began == [
        "2018-06-01",
        "2017-11-28",
        "2017-01-21",
        "2016-11-05",
        "2015-05",
        "2013-08-26",
    ]


def test_the_page_says_how_much_was_looked_for_and_in_which_languages(atlas):
    """On China one search in Serbian, 21 claims and a poll in two domains, from sources in English and Serbian."""
    said = section(read(atlas, "powers/chn.html"), "coverage")
    assert said == (
        "Caveat. Compared on uneven evidence in politics: of claims, figures and searches 3 on China, against 8 on Russia. "
        "Its sources are in: English, Serbian. 1 search looked for it, in: Serbian (Latin). "
        "domain claims figures searches checked sources origins languages of the sources "
        "Politics 2 1 0 0 3 3 English, Serbian Economy 19 0 1 2 6 6 English, Serbian "
        "What was gathered on all powers, and how it is counted"
    )


def test_pages_that_name_a_power_lead_to_its_page(atlas):
    """From the first page, heads of tables, a sector, the ledger, an engagement and its own actor one click leads there."""
    for address, link in {
        "index.html": '<a href="powers/chn.html">China</a>',
        "matrix.html": '<th scope="col"><a href="powers/chn.html">China</a></th>',
        "positions.html": '<th scope="col"><a href="powers/chn.html">China</a></th>',
        "coverage.html": '<th scope="col"><a href="powers/chn.html">China</a></th>',
        "promises.html": '<a href="powers/chn.html#promises">China, all sectors</a>',
        "sectors/srb-rail.html": '<a href="../powers/chn.html">China in all sectors</a>',
        "engagements/chinese-rail-loan.html": '<dd><a href="../powers/chn.html">China</a></dd>',
        "actors/chn.html": '<a href="../powers/chn.html">What it does and what it wants</a>',
        "powers/index.html": '<th scope="row"><a href="../powers/chn.html">China</a></th>',
    }.items():
        assert link in read(atlas, address), address


def test_long_lists_are_left_to_their_own_pages(tmp_path, monkeypatch):
    """Where a page tells no more than one of each kind, China's promises and engagements are a way to those pages."""
    monkeypatch.setattr("tertius.atlas.build.MOST_TOLD", 1)
    build_atlas(small_study(), tmp_path / "atlas")
    text = read(tmp_path / "atlas", "powers/chn.html")
    assert '<a href="../promises.html#SRB">One by one</a>' in text
    assert '<a href="../timeline.html#power=CHN">Each on the timeline</a>' in text
    assert "as a table</summary>" not in text.split('<h2 id="engagements">')[1]
    assert "Chinese loan for the northern line" not in text
