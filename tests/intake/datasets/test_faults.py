"""Files that are not what they should be: a message with file and row, and nothing of them used."""

import gzip

import pytest

import made_datasets as made
from tertius.errors import CaseError
from tertius.intake.datasets import datasets
from tertius.intake.datasets.protocol import DatasetError, Request
from tertius.intake.datasets.reading import unpacked
from tertius.intake.profile import profile

ASKED = Request("SRB", ("RUS", "CHN"), ("USA",))
VOTES = made.votes_of(made.CALLS)
RS = '<recipient-country code="RS"/>'
TRADE = "year,exporter,importer,value\n2015,Serbia,Russia,300\n"


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        (
            "unga_votes/votes.csv.gz",
            VOTES + "1,345,7\n",
            r"votes.csv.gz:82 column vote: 7 is no vote",
        ),
        (
            "unga_votes/votes.csv.gz",
            VOTES + "1,345,1\n",
            r"votes.csv.gz:82 is a second vote of 345",
        ),
        (
            "unga_votes/votes.csv.gz",
            VOTES + "99,345,1\n",
            r"votes.csv.gz:82 names the roll call 99",
        ),
        ("unga_votes/votes.csv.gz", VOTES + "1,4711,1\n", r"votes.csv.gz:82 names the state 4711"),
        ("unga_votes/votes.csv.gz", VOTES + "1,345,aye\n", r"votes.csv.gz:82 column .*aye"),
        ("unga_votes/votes.csv.gz", VOTES + "1,345\n", r"votes.csv.gz:82"),
        (
            "unga_votes/votes.csv.gz",
            VOTES.replace("ccode", "c_code"),
            "has no column 'ccode'; it has rcid, c_code, vote. It has 'c_code'",
        ),
        ("unga_votes/votes.csv.gz", "<!DOCTYPE html><p>Log in</p>", "is a web page, not the data"),
        (
            "trade_itpd_2000_2016/bilateral_exports.csv.gz",
            TRADE + "2015,Serbia,China,-5\n",
            ":3 .* below zero",
        ),
        (
            "trade_itpd_2000_2016/bilateral_exports.csv.gz",
            TRADE + "2015,Serbia,Russia,5\n",
            ":3 has Serbia to Russia in 2015 a second time",
        ),
        (
            "trade_itpd_2000_2016/bilateral_exports.csv.gz",
            TRADE.encode() + "2015,Serbia,Türkiye,5\n".encode("latin-1"),
            ":3 has a byte that is not UTF-8",
        ),
        (
            "un_general_debate/speeches.jsonl.gz",
            '{"iso3": "RUS"}\n',
            r":1 is no speech .*Expected iso3",
        ),
        (
            "un_general_debate/speeches.jsonl.gz",
            '{"iso3": "RUS", "session": 1, "year": 2020, "text": "A."}\n' * 2,
            ":2 is a second speech of RUS in 2020",
        ),
        (
            "sipri_arms_serbia/serbia_yugoslavia_deals.csv",
            made.DEALS + "Serbia,Russia,2015,,2,,Mi-17,helicopter,2,,2016,Lent,,6,12,12\n",
            ":2 has the status 'Lent'. Known are New",
        ),
        *(
            (
                "sipri_arms_serbia/serbia_yugoslavia_deals.csv",
                made.DEALS + f"Serbia,Russia,{deal},New,,6,12,12\n" * times,
                words,
            )
            for deal, times, words in (
                ("2015,,2,,Mi-17,helicopter,2,,2016", 2, ":3 has a deal that stands above it"),
                ("2015,,2,,,helicopter,2,,2016", 1, ":2 has no weapon_designation"),
                ("15,,2,,Mi-17,helicopter,2,,2016", 1, ":2 has the order_year 15. Expected"),
                (",,2,,Mi-17,helicopter,2,,2016", 1, ":2 has the order_year empty"),
                ("2015,,-2,,Mi-17,helicopter,2,,2016", 1, ":2 has a number below zero"),
                ("2015,,2,,Mi-17,helicopter,two,,2016", 1, "number_delivered: expected a whole"),
            )
        ),
        (
            "sipri_arms_serbia/serbia_yugoslavia_deals.csv",
            made.DEALS.replace(",", ";") + "Serbia;Russia\n",
            ":1 has semicolons between its columns. Expected commas",
        ),
        ("sipri_arms_serbia/serbia_yugoslavia_deals.csv", made.DEALS, "a header and no row below"),
        *(
            ("sipri_arms_serbia/serbia_yugoslavia_deals.csv", text, words)
            for text, words in (
                ("\n \n", "is empty"),
                ('{"error": "not found"}', "no table of columns"),
                (b"PK\x03\x04 and more", "is an archive or a workbook"),
                (gzip.compress(made.DEALS.encode(), mtime=0), "is packed"),
                (made.DEALS.encode("utf-16"), "is written in UTF-16"),
                (made.DEALS.encode() + b"Serbia\0", ":2 has a byte of zero"),
                ('<?xml version="1.0"?>\n<!-- 404 --><html>', "is a web page"),
            )
        ),
        *(
            ("aiddata_gcdf3_serbia/serbia_projects.csv", made.PROJECTS + rows, words)
            for rows, words in (
                (
                    "1,5,,Serbia,SRB,Completion,ENERGY,,,,,2010-01-01,,,\n",
                    ":2 has project 1 without",
                ),
                (
                    "1,-5,A,Serbia,SRB,Completion,ENERGY,,,,,2010-01-01,,,\n",
                    ":2 has project 1 with an",
                ),
                (
                    ",5,A,Serbia,SRB,Completion,ENERGY,,,,,2010-01-01,,,\n",
                    ":2 has no aiddata_record",
                ),
                (
                    "1,5,A,Serbia,SRB,Completion,ENERGY,,,,,2010-01-01,,,\n" * 2,
                    ":3 has project 1 a",
                ),
                (
                    '1,"1,5",A,Serbia,SRB,Completion,ENERGY,,,,,2010-01-01,,,\n',
                    "signs between the thousands",
                ),
                ("1,5,A,Serbia\n", ":2 has 4 cells where the header has 15"),
            )
        ),
        (
            "aiddata_gcdf3_serbia/serbia_projects.csv",
            made.PROJECTS + "1,5,A loan,Serbia,SRB,Dreamt,ENERGY,,,,,2010-01-01,,,\n",
            "project 1 has the status 'Dreamt'",
        ),
        (
            "aiddata_gcdf3_serbia/serbia_projects.csv",
            made.PROJECTS + "1,5,A loan,Serbia,SRB,Completion,MAGIC,,,,,2010-01-01,,,\n",
            "has the sector 'MAGIC'",
        ),
        (
            "aiddata_gcdf3_serbia/serbia_projects.csv",
            made.PROJECTS + "1,5,A loan,Serbia,SRB,Completion,ENERGY,,,,,spring,,,\n",
            "project 1 has 'spring', which is no date",
        ),
        ("iati/activities.xml", "<iati-activities><iati-activity>", r"activities\.xml:1 is no XML"),
        ("iati/activities.xml", "<activities/>", "begins with <activities>"),
        (
            "iati/activities.xml",
            '<!DOCTYPE x [<!ENTITY a "b">]><iati-activities/>',
            "declares entities",
        ),
        *(
            ("iati/activities.xml", f"<iati-activities>{activity}</iati-activities>", words)
            for activity, words in (
                (made.activity("A", RS) * 2, "has the activity 'A' a second time"),
                (made.activity("A", RS, status="9"), "has the status '9'. Known are 1"),
                (made.activity("A", RS + '<sector code="99999"/>'), "has the sector '99999'"),
                (made.activity("A", RS.replace("/", ' percentage="140"/')), "percentage of 140"),
                (made.activity("A", RS + made.transaction(2, "much")), "has 'much' where a number"),
                (made.activity("A", RS + made.transaction(99, 1)), "transaction of type '99'"),
            )
        ),
    ],
)
def test_a_fault_names_file_and_row(tmp_path, name, text, words):
    """A value, column or row that cannot be is named with its file, and no case is written."""
    made.write_all(tmp_path / "data")
    made.write(tmp_path / "data", name, text)
    with pytest.raises(DatasetError, match=words):
        profile(tmp_path / "case", ASKED, tmp_path / "data")
    assert not (tmp_path / "case").exists()


def test_a_file_that_is_cut_off(tmp_path):
    """A packed file that ends in the middle, and one that is not packed at all, are named as damaged."""
    path = tmp_path / "votes.csv.gz"
    whole = gzip.compress(VOTES.encode())
    for data in (whole[: len(whole) // 2], VOTES.encode()):
        path.write_bytes(data)
        with pytest.raises(DatasetError, match=r"votes\.csv\.gz is cut off or damaged"):
            unpacked(path)


def test_a_file_that_unpacks_without_end(tmp_path):
    """A file that unpacks to more than any release does is refused before it fills the memory."""
    path = tmp_path / "votes.csv.gz"
    path.write_bytes(gzip.compress(b"0" * 3_000_000))
    with pytest.raises(DatasetError, match="unpacks to more than 1,000,000 bytes"):
        unpacked(path, most=1_000_000)


def test_a_country_without_votes_and_one_that_is_none(tmp_path):
    """A state that never voted is a gap in words, and no row; a code that is none is refused before a file is read."""
    made.write_votes(tmp_path)
    found = datasets()["unga-votes"].harvest(tmp_path, Request("HUN", ("RUS",)))
    assert not found.rows and "Hungary has no recorded vote" in found.gaps[0]
    with pytest.raises(CaseError, match="'XXX' is not a code"):
        profile(tmp_path / "case", Request("XXX", ("RUS",)), tmp_path)
    assert not (tmp_path / "case").exists()


def test_a_period_without_data(tmp_path):
    """Years before the first that a dataset covers give gaps, and no value of zero."""
    made.write_all(tmp_path)
    for dataset in datasets().values():
        if dataset.missing(tmp_path) or dataset.lays == "deals":
            continue  # their rows are deals and projects, with dates of their own
        found = dataset.harvest(tmp_path, Request("SRB", ("RUS", "CHN"), back=75))
        assert found.gaps, dataset.id
        dated = [row for row in found.rows.get("observations", ()) if row.get("value") == "0"]
        assert dated == [], dataset.id
