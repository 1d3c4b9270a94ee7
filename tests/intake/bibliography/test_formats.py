"""BibTeX, BibLaTeX and RIS as CSL-JSON: what they hold arrives, and hostile text does nothing."""

import json
import subprocess
from time import perf_counter

import pytest

from small_case import SERBIA
from tertius.evidence.source import TYPES
from tertius.intake.bibliography.add import add_bibliography
from tertius.intake.bibliography.read import read_bibliography
from tertius.sandbox.bibliographies import program

SOURCES = (SERBIA / "sources.json").read_bytes()


@pytest.fixture
def read(tmp_path):
    def items(text, name="new.bib"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return [found.item for found in read_bibliography(path).entries]

    return items


@pytest.mark.parametrize("language", ["bibtex", "biblatex"])
def test_round_trip_keeps_what_the_format_holds(tmp_path, language):
    """The Serbia case's sources, written as BibTeX or BibLaTeX by pandoc, come back saying nothing new."""
    (tmp_path / "sources.json").write_bytes(SOURCES)
    written = subprocess.run(
        [program(), "--from", "csljson", "--to", language],
        input=SOURCES,
        capture_output=True,
        check=True,
    )
    (tmp_path / "new.bib").write_bytes(written.stdout)
    added = add_bibliography(tmp_path, tmp_path / "new.bib")
    assert (added.new, added.changed, added.twins) == ([], [], [])
    assert added.known == len(json.loads(SOURCES))
    assert (tmp_path / "sources.json").read_bytes() == SOURCES


def test_titles_keep_their_capitals(read):
    """A title arrives as it was typed, brackets or none."""
    titles = [
        item["title"]
        for item in read(
            "@article{a, title = {Russia in the Balkans: A New Start}, langid = {english}}\n"
            '@article{b, title = "Russia in the {B}alkans", journal = "Foreign Affairs"}\n'
            "@book(c, title = {Russia in the Balkans})"
        )
    ]
    assert titles == [
        "Russia in the Balkans: A New Start",
        "Russia in the Balkans",
        "Russia in the Balkans",
    ]


def test_letters_names_and_dates_arrive(read):
    """Macros of letters, names in any script, seasons and dates to come are what they were."""
    first, second, third = read(
        "@book{a, title={A}, author={{\\DJ}or{\\dj}evi\\'c, \\v{Z}ika and \\DJ oko Pani\\'c}}\n"
        "@book{b, title={B}, author={王 小明 and Ана Петровић}, date={2019-21}}\n"
        "@book{c, title={C}, year={forthcoming}}"
    )
    assert first["author"] == [
        {"family": "Đorđević", "given": "Žika"},
        {"family": "Panić", "given": "Đoko"},
    ]
    assert second["author"] == [
        {"family": "小明", "given": "王"},
        {"family": "Петровић", "given": "Ана"},
    ]
    assert second["issued"] == {"date-parts": [[2019]], "season": 1}
    assert "issued" not in third


def test_definitions_and_parents_reach_every_entry(read):
    """Abbreviations and inherited fields are filled in."""
    first, second = read(
        "@string{rusi = {RUSI}}\n@comment{nothing}\n% a remark\n"
        "@incollection{a, title={A}, crossref={b}}\n@book{b, booktitle={B}, publisher=rusi, year=2019}"
    )
    assert first["publisher"] == second["publisher"] == "RUSI"
    assert first["container-title"] == "B"


def test_macros_read_no_file_and_end(read, tmp_path):
    """A macro that includes a file or repeats itself without end gives an entry without that text."""
    (tmp_path / "secret").write_text("secret words")
    (item,) = read(
        f"@book{{a, title={{Plain \\input{{{tmp_path}/secret}}}},"
        " note={\\newcommand{\\c}{\\c\\c}\\c}, publisher={\\def\\a{\\a\\a}\\a P}}"
    )
    assert "secret" not in json.dumps(item)
    assert item["title"] == "Plain"


def test_definitions_that_double_are_stopped(read):
    """Abbreviations that grow without bound are stopped by the bound on memory or time, with a message."""
    doubled = "".join(f"@string{{a{n + 1} = a{n} # a{n}}}\n" for n in range(26))
    with pytest.raises(Exception, match="Nothing was written"):
        read(f'@string{{a0 = "{"x" * 1000}"}}\n{doubled}@book{{k, title = a26}}')


def test_ris_is_read_whole(read):
    """Dates to the day, bodies as authors, editors, notes, pages and unknown tags all arrive."""
    (item,) = read(
        "TY  - NEWS\r\nID  - key\r\nTI  - Rusija\r\nT2  - Politika\r\nAU  - Petrović, Ana, Jr.\r\n"
        "AU  - RUSI\r\nA2  - Jović, B.\r\nDA  - 2019/12/10/\r\nPY  - 2019\r\nY2  - 2020/05/06/\r\n"
        "N1  - one\r\ntwo\r\nKW  - a\r\nKW  - b\r\nSP  - 12\r\nEP  - 15\r\nUR  - https://x.org/1\r\n"
        "LA  - sr\r\nC1  - kept\r\nL1  - /home/me/x.pdf\r\nER  - \r\n",
        "new.ris",
    )
    assert item == {
        "type": "article-newspaper",
        "id": "key",
        "title": "Rusija",
        "container-title": "Politika",
        "author": [
            {"family": "Petrović", "given": "Ana", "suffix": "Jr."},
            {"literal": "RUSI"},
        ],
        "editor": [{"family": "Jović", "given": "B."}],
        "issued": {"date-parts": [[2019, 12, 10]]},
        "accessed": {"date-parts": [[2020, 5, 6]]},
        "note": "one two",
        "keyword": "a, b",
        "URL": "https://x.org/1",
        "language": "sr",
        "page": "12-15",
        "imported": {"ris": {"C1": ["kept"]}},
    }


def test_many_entries_pass_through_in_parts(read, monkeypatch):
    """Parts of a file, each read apart, give what the whole gives."""
    text = "".join(f"@book{{k{n}, title={{T {n}}}, crossref={{k0}}}}\n" for n in range(1, 30))
    text += "@book{k0, title={All}, publisher={P}}"
    whole = read(text)
    monkeypatch.setattr("tertius.intake.bibliography.bibtex.AT_ONCE", 7)
    assert read(text) == whole
    assert len(whole) == 30


def test_remarks_are_no_entries(read):
    """What a percent sign comments out is not read, before, between and inside entries."""
    items = read(
        "% @book{zero, title={Z}}\n@book{one,\n title={One},\n % year={1999},\n % note={a } b,\n year={2001}}\n"
        "%@book{two,\n%  title={Two}\n%}\n@book{three, title={100\\% Three}} % @misc{four, title={F}}\n"
    )
    assert [item["id"] for item in items] == ["one", "three"]
    assert items[0]["issued"] == {"date-parts": [[2001]]}
    assert items[1]["title"] == "100% Three"


RINGS = {
    "itself": "@book{a, title={A}, crossref={a}}",
    "two": "@book{a, title={A}, crossref={b}}\n@book{b, title={B}, crossref={a}}",
    "xdata": "@book{a, title={A}, xdata={x}}\n@xdata{x, xdata={y, z}}\n@xdata{y, xdata={x}}\n@xdata{z, publisher={P}}",
    "ways": "@book{a, title={A}, xdata={x0}}\n"
    + "".join(
        f"@xdata{{x{n}, xdata={{y{n}, z{n}}}}}\n@xdata{{y{n}, xdata={{x{n + 1}}}}}\n@xdata{{z{n}, xdata={{x{n + 1}}}}}\n"
        for n in range(12)
    )
    + "@xdata{x12, publisher={P}}",
}


@pytest.mark.parametrize("ring", RINGS)
def test_rings_are_undone_before_they_are_followed(tmp_path, ring):
    """Entries that inherit from themselves, or over thousands of ways, come in, with a word on it, at once."""
    path = tmp_path / "ring.bib"
    path.write_text(RINGS[ring])
    begun = perf_counter()
    read = read_bibliography(path)
    assert perf_counter() - begun < 5
    assert read.entries[0].item["title"] == "A"
    assert read.remarks
    assert "inherits" in read.remarks[0]
    assert not read.left_out


def test_a_chain_is_no_ring(read):
    """Sets of data that inherit one from the next give their fields, and no remark."""
    (item,) = read("@book{a, title={A}, xdata={x}}\n@xdata{x, xdata={y}}\n@xdata{y, publisher={P}}")
    assert item["publisher"] == "P"


DATES = [
    ("2012", {"date-parts": [[2012]]}),
    ("c. 2012", {"date-parts": [[2012]], "circa": True}),
    ("circa 2012", {"date-parts": [[2012]], "circa": True}),
    ("2012~", {"date-parts": [[2012]], "circa": True}),
    ("2012?", {"date-parts": [[2012]], "circa": True}),
    ("2012/13", {"date-parts": [[2012], [2013]]}),
    ("2012--2013", {"date-parts": [[2012], [2013]]}),
    ("1999/2000", {"date-parts": [[1999], [2000]]}),
    ("2012/..", {"date-parts": [[2012]], "raw": "2012/.."}),
    ("2012/", {"date-parts": [[2012]], "raw": "2012/"}),
    ("../2012", {"literal": "../2012"}),
    ("2012-01/2012-03", {"date-parts": [[2012, 1], [2012, 3]]}),
    ("-0044", {"date-parts": [[-45]]}),
    ("44 BC", {"date-parts": [[-44]]}),
    ("-0876/-0866", {"date-parts": [[-877], [-867]]}),
    ("199X", {"date-parts": [[1990], [1999]], "raw": "199X"}),
    ("2012-22", {"date-parts": [[2012]], "season": 2}),
    ("2012-13-01", {"literal": "2012-13-01"}),
    ("[2012]", {"date-parts": [[2012]]}),
    ("n.d.", None),
]


def test_dates_arrive_whole(read):
    """A date that is open, about, before Christ or of two years is kept as far as it is understood."""
    items = read(
        "".join(
            f"@article{{{name}{place}, title={{T}}, {name}={{{text}}}, langid={{english}}}}\n"
            for name in ("date", "year")
            for place, (text, _) in enumerate(DATES)
        )
    )
    assert [item.get("issued") for item in items] == 2 * [date for _, date in DATES]


@pytest.mark.parametrize(
    ("lead", "encoding"),
    [
        ("", "utf-8"),
        ("Provider: Library\nContent: text/plain; charset=utf-8\n\n", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("1. Some library\n", "utf-8-sig"),
    ],
)
def test_ris_behind_the_words_of_a_library(tmp_path, lead, encoding):
    """Lines before, between and behind entries, and a byte order mark, are no entries and no fault."""
    entry = "TY  - JOUR\nTI  - A loan\nPY  - c. 2012\nDO  - doi:10.1/x\nER  - \n"
    path = tmp_path / "new.ris"
    path.write_text(
        f"{lead}{entry}\nLink to the text\n\ufeff{entry}end of file\n", encoding=encoding
    )
    read = read_bibliography(path)
    assert not read.left_out
    assert [found.item for found in read.entries] == 2 * [
        {
            "type": "article-journal",
            "title": "A loan",
            "issued": {"date-parts": [[2012]], "circa": True},
            "DOI": "10.1/x",
        }
    ]


def test_json_keeps_its_good_entries(tmp_path):
    """What stands among the entries of CSL-JSON and is none is left out and named, and the others come in."""
    path = tmp_path / "new.json"
    path.write_text('[{"id": "a", "type": "book", "title": "Dams"}, "b", null]', encoding="utf-8")
    read = read_bibliography(path)
    assert [found.item["id"] for found in read.entries] == ["a"]
    assert [text.split(",")[0] for text in read.left_out] == [
        'new.json: entry 2 is "b"',
        "new.json: entry 3 is null",
    ]


@pytest.mark.parametrize("order", ["utf-16", "utf-16-le", "utf-16-be"])
def test_csl_json_in_utf16(tmp_path, order):
    """CSL-JSON is read in UTF-16 with its mark too, as BibTeX and RIS are."""
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(order, b"")
    text = '[{"id": "one", "type": "book", "title": "Мост"}]'
    (tmp_path / "a.json").write_bytes(mark + text.encode(order))
    [found] = read_bibliography(tmp_path / "a.json").entries
    assert found.item["title"] == "Мост"


def test_every_type_of_csl_is_known():
    """The types of CSL hold no word that a line break parted."""
    assert {"paper-conference", "article-journal", "webpage"} <= {*TYPES}
    assert not [each for each in TYPES if " " in each]
