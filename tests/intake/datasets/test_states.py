"""Codes that a table has to itself, states that stand together, and states that were not there yet."""

from datetime import date

import made_datasets as made
from tertius.evidence.unions import eu_members
from tertius.intake.datasets import datasets
from tertius.intake.datasets.protocol import Request

OLD_TRADE = "trade_quadrennial_1964_2016/bilateral_exports.csv.gz"
EARLIER = eu_members(date(2016, 12, 31)) - {"BEL", "LUX", "ROU", "MLT"}
"""Members of the European Union in 2016 but for those that the tests place."""


def old_trade(folder, *rows, asked):
    """Return what the table of old trade comes to, made of rows "exporter,importer,year,value"."""
    text = "\n".join(["exp,imp,time,export,id,agreement", *(f"{row},0," for row in rows)])
    made.write(folder, OLD_TRADE, text + "\n")
    return datasets()["penppml-trade"].harvest(folder, asked)


def shares(found):
    """Return of each share by partner: the percentage, how it is rounded, its note."""
    return {
        row["counterpart"]: (row["value"], row.get("approx", ""), row["note"])
        for row in found.rows["observations"]
        if row["indicator"] == "trade_share"
    }


def test_the_union_has_all_its_members(tmp_path):
    """Romania under ROM and Belgium with Luxembourg under BLX count for the EU; Romania has its row."""
    rows = [f"SRB,{code},2016,1" for code in sorted(EARLIER)]
    rows += ["SRB,ROM,2016,30", "SRB,BLX,2016,20", "SRB,MLT,2016,6", "SRB,CHN,2016,20"]
    found = old_trade(tmp_path, *rows, asked=Request("SRB", ("EU",), ("ROU", "BEL"), years=1))
    union, romania = (shares(found)[code] for code in ("EU", "ROU"))
    assert union[:2] == ("80.0000", "")
    assert romania[:2] == ("30.0000", "")
    assert "Belgium stands in the table together with Luxembourg alone, under BLX." in found.gaps


def test_a_union_without_a_member_is_a_lower_bound(tmp_path):
    """A sum in which a member has no row is at least so much, and names the member."""
    rows = [f"SRB,{code},2016,1" for code in sorted(EARLIER)]
    rows += ["SRB,ROM,2016,30", "SRB,BLX,2016,20", "SRB,CHN,2016,26"]
    found = old_trade(tmp_path, *rows, asked=Request("SRB", ("EU",), years=1))
    value, approx, note = shares(found)["EU"]
    assert (value, approx) == ("74.0000", "over")
    assert "of 1 member in 2016 the table has no row, which is zero or unknown (MLT)" in note


def test_a_member_is_no_partner_of_its_own(tmp_path):
    """Romania's trade with the EU is that with the others, and no bound for its own absence."""
    rows = [f"ROM,{code},2016,1" for code in sorted(EARLIER)]
    rows += ["ROM,BLX,2016,20", "ROM,MLT,2016,6", "ROM,CHN,2016,50"]
    found = old_trade(tmp_path, *rows, asked=Request("ROU", ("EU",), years=1))
    assert shares(found)["EU"][:2] == ("50.0000", "")


def test_states_under_codes_of_the_table(tmp_path):
    """Montenegro and DR Congo are hosts of their own under MNT and ZAR; a state that is not there is unknown."""
    for name, code in (("MNT", "MNE"), ("ZAR", "COD")):
        found = old_trade(
            tmp_path, f"{name},CHN,2016,5", asked=Request(code, ("CHN", "XKX"), years=1)
        )
        assert shares(found)["CHN"][0] == "100.0000"
        assert "Kosovo is under no code of the table that this reader knows." in found.gaps


def test_a_bloc_is_one_gap(tmp_path):
    """A bloc whose members are not added up is said once, whatever the years."""
    rows = [f"SRB,CHN,{year},5" for year in (2008, 2012, 2016)]
    found = old_trade(tmp_path, *rows, asked=Request("SRB", ("CHN", "NATO"), years=9))
    assert [gap for gap in found.gaps if "Atlantic" in gap] == [
        "North Atlantic Treaty Organization is a bloc, whose members' trade is not added up here."
    ]


def relations(folder, host, others):
    """Return relations of a host where Kosovo is in no alliance and shares organisations with Russia."""
    made.write_relations(folder)
    made.write(
        folder,
        "peacesciencer_cow/cow_igo_ndy.csv.gz",
        "ccode1,ccode2,year,dyadigos\n347.0,365.0,2014.0,5.0\n345.0,365.0,2014.0,37.0\n",
    )
    return datasets()["cow-relations"].harvest(folder, Request(host, others))


def test_kosovo_has_its_number(tmp_path):
    """Organisations of Kosovo are read under 347; that no alliance names it is no zero."""
    found = relations(tmp_path, "XKX", ("RUS",))
    assert [(row["id"], row["value"]) for row in found.rows["observations"]] == [
        ("organisations-xkx-rus-2014", "5")
    ]
    assert found.gaps[1:] == [
        "Kosovo is in no row of the alliances of 2018: it has none, or nobody looked."
    ]


def test_who_has_no_number_is_said_of_them(tmp_path):
    """Where the host has no number the gap is the host's, once, and not each power's."""
    found = relations(tmp_path, "BA-SRP", ("RUS", "USA"))
    assert found.rows == {}
    assert found.gaps[1:] == [
        "Republika Srpska has no number of its own in 2018, so no alliance of it is in the table.",
        "Republika Srpska has no number of its own in 2014, so no organisation of it is in the table.",
    ]


def speech(state, year, text):
    """Return a speech of a state in a debate."""
    return {"iso3": state, "session": year - 1945, "year": year, "text": text}


def test_a_speech_is_of_who_held_it(tmp_path):
    """Speeches of the Republic of China and of the Soviet Union are neither China's nor Russia's."""
    said = ("Serbia is far.", "We greet Kenya.")
    lines = [
        speech(state, year, said[0])
        for state, years in (("CHN", (1971, 1972)), ("RUS", (1991, 1992)))
        for year in years
    ]
    made.write_speeches(tmp_path, [*lines, speech("CHN", 2025, said[1])])
    reader = datasets()["un-general-debate"]
    found = reader.harvest(tmp_path, Request("SRB", ("RUS", "CHN"), years=60))
    assert [row["id"] for row in found.rows["observations"]] == [
        "mentions-chn-srb-1972",
        "mentions-chn-srb-2025",
        "mentions-rus-srb-1992",
    ]
    assert found.notes == [
        "1 speech before 1972 under CHN in the file is of the Republic of China, and not counted as China's.",
        "1 speech before 1992 under RUS in the file is of the Soviet Union, and not counted as Russia's.",
    ]
    former = reader.harvest(tmp_path, Request("SRB", ("SUN", "TWN"), years=60))
    assert [row["area"] for row in former.rows["observations"]] == ["TWN", "SUN"]


def test_silence_on_a_state_that_was_not_there_is_no_zero(tmp_path):
    """Before Serbia was in the table of states a speech that does not name it gives no row, one that does a note."""
    lines = [
        speech("CHN", 1999, "Peace."),
        speech("CHN", 1998, "Serbia and Montenegro."),
        speech("CHN", 2001, "Peace."),
    ]
    made.write_speeches(tmp_path, lines)
    found = datasets()["un-general-debate"].harvest(tmp_path, Request("SRB", ("CHN",), years=10))
    kept = [(row["period"], row["value"], row.get("note")) for row in found.rows["observations"]]
    assert kept == [
        ("1998", "1", "The name, before Serbia was in the table of states."),
        ("2001", "0", None),
    ]
    assert any(gap.startswith("Serbia is in the table of states since 2000:") for gap in found.gaps)
