"""BibTeX, BibLaTeX and RIS as CSL-JSON: what they hold arrives, and hostile text does nothing."""

import json
import subprocess

import pytest

from small_case import SERBIA
from tertius.intake.bibliography.add import add_bibliography, read_bibliography
from tertius.sandbox.bibliographies import _program

SOURCES = (SERBIA / "sources.json").read_bytes()


@pytest.fixture
def read(tmp_path):
    def items(text, name="new.bib"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return [found.item for found in read_bibliography(path)[1]]

    return items


@pytest.mark.parametrize("language", ["bibtex", "biblatex"])
def test_round_trip_keeps_what_the_format_holds(tmp_path, language):
    """The Serbia case's sources, written as BibTeX or BibLaTeX by pandoc, come back saying nothing new."""
    (tmp_path / "sources.json").write_bytes(SOURCES)
    written = subprocess.run(
        [_program(), "--from", "csljson", "--to", language],
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
