"""Who leads stands with what could change it: an amount, a stake or years that nobody states, or what may not be there."""

import re
from collections import ChainMap
from dataclasses import replace
from html import unescape

import pytest

from small_case import small_study
from tertius.atlas.build import build_atlas
from tertius.present.leads import open_leads


@pytest.fixture(scope="module")
def atlas(tmp_path_factory):
    folder = tmp_path_factory.mktemp("out") / "atlas"
    build_atlas(small_study(), folder)
    return folder


def words(markup):
    """What a piece of a page says, without tags and with single spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def test_an_amount_that_nobody_states_leaves_the_first_place_open(atlas):
    """Russia leads in rail by EUR 340 million over China's 190 and one unknown: matrix, sector and power say so."""
    matrix = (atlas / "matrix.html").read_text(encoding="utf-8")
    rail = next(part for part in matrix.split("<tr>") if ">Rail</a></th>" in part)
    assert words(rail.split('<td class="leads">')[1].split("</td>")[0]) == (
        "count China amount Russia unless an unknown changes it years Russia"
    )
    sector = (atlas / "sectors" / "srb-rail.html").read_text(encoding="utf-8")
    assert "amount Russia unless an unknown changes it EUR 340 million" in words(sector)
    power = (atlas / "powers" / "rus.html").read_text(encoding="utf-8")
    assert "amount (unless an unknown changes it), years" in words(power).replace(" ,", ",")


def changed(**columns):
    """The leads in rail that are open where China's row has other values; Russia has two engagements there."""
    study = small_study()
    rows = tuple(
        {**row, "amounts_unknown": 0, **columns}
        if (row["sector"], row["power"]) == ("rail", "CHN")
        else row
        for row in study.tables["presence"]
    )
    leads = tuple(
        {**row, "leader": "RUS", "value": 2.0} if row["basis"] == "count" else row
        for row in study.tables["leader"]
    )
    tables = ChainMap({"presence": rows, "leader": leads}, study.tables)
    return {
        basis
        for host, sector, basis in open_leads(replace(study, tables=tables))
        if sector == "rail"
    }


@pytest.mark.parametrize(
    ("columns", "open_bases"),
    [
        ({}, set()),
        ({"amounts_unknown": 1}, {"amount"}),
        ({"years": None}, {"years"}),
        ({"years": None, "engagements": 0}, set()),
        ({"engagements": 0, "uncertain": 1}, set()),
        ({"engagements": 1, "uncertain": 1}, {"count"}),
    ],
)
def test_a_lead_is_open_where_what_is_unknown_could_reach_it(columns, open_bases):
    """What nobody states may be of any size where somebody is there; doubtful engagements are no more than they are."""
    assert changed(**columns) == open_bases


def test_an_unknown_stake_is_no_more_than_a_whole():
    """Russia's whole bank stays level at most with one stake of China's of which no share is stated."""
    assert ("SRB", "banking", "stake") in open_leads(small_study())
    study = small_study()
    leads = tuple(
        {**row, "value": 150.0} if row["basis"] == "stake" else row
        for row in study.tables["leader"]
    )
    held = replace(study, tables=ChainMap({"leader": leads}, study.tables))
    assert ("SRB", "banking", "stake") not in open_leads(held)
