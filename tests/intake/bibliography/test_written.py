"""What people and programs write into bibliographies that the formats have no place for arrives, or is told."""

import json

import pytest

from tertius.intake.bibliography.add import add_bibliography
from tertius.intake.bibliography.faults import BibliographyError
from tertius.intake.bibliography.read import read_bibliography


@pytest.fixture
def reading(tmp_path):
    def read(text, name="new.bib"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return read_bibliography(path)

    return read


@pytest.fixture
def field(reading):
    def value(written, name, csl=None):
        (found,) = reading(f"@article{{k, title={{T}}, {name}={written}}}").entries
        return found.item.get(csl or name)

    return value


SIGNS = [
    ("{Only 50% of loans were paid}", "Only 50% of loans were paid"),
    ('"Loans #1 and #2"', "Loans #1 and #2"),
    ("{A_b and c^2 and $5 loans}", "A_b and c^2 and $5 loans"),
    ("{From $5 to $10, or US$5 and A$ more}", "From $5 to $10, or US$5 and A$ more"),
    (r"{50\% of {B\&O} \#1 and $x_1^2$}", "50% of B&O #1 and $x_1^2$"),
    (r"{Use \verb|x_y| for \(a_1\), 5%}", "Use x_y for $a_1$, 5%"),
    (r"{At \url{https://e.example/a_b%20c}}", "At https://e.example/a_b%20c"),
]


@pytest.mark.parametrize(("written", "told"), SIGNS)
def test_bare_signs_are_text(field, written, told):
    """A percent sign, a hash, an underscore or a dollar that nobody escaped costs no field a word."""
    assert field(written, "title") == told
    assert field(written, "note") == told


MACROS = [
    (r"{The \unheardof{Great} Dam}", "The Great Dam", r"\unheardof"),
    (r"{B in \unheardof}", r"B in \unheardof", r"\unheardof"),
    (r"{\texteuro 4, 5 \textendash{} 6, \alpha-helix}", "€4, 5 – 6, α-helix", ""),
    (r"{\mbox{R and D} \selectfont{now}}", "R and D now", ""),
    (r"{\noopsort{1990}Dams\vspace{2cm}}", "Dams", ""),
    (r"{Dams \footnote{of water}}", "Dams", r"\footnote"),
]


@pytest.mark.parametrize(("written", "told", "named"), MACROS)
def test_macros_keep_their_words(reading, written, told, named):
    """What stands in the brackets of a macro that nobody knows arrives, and a remark names the macro and the line."""
    read = reading(f"\n@book{{k, title={written}}}")
    assert read.entries[0].item["title"] == told
    assert [named in remark for remark in read.remarks] == [True] * bool(named)
    assert all(remark.startswith("new.bib:2: ") for remark in read.remarks)


def test_macros_of_the_file_are_written_out(reading):
    """A macro that the preamble of a file defines stands for its words, its argument, or nothing."""
    read = reading(
        r'@preamble{"\newcommand{\vell}{Vell} \newcommand{\same}[1]{#1} \newcommand{\none}[1]{}"}'
        "\n"
        r"@book{k, title={\none{0}B in \vell{} and \same{C}}}"
    )
    assert read.entries[0].item["title"] == "B in Vell and C"
    assert not read.remarks


def test_a_field_that_pandoc_cannot_read_is_kept(reading):
    """A title that is no LaTeX stands as it is written, with a remark; what it points to is not read."""
    read = reading(r"@book{k, title={\def\a{\a\a}\a P}, note={\input{/etc/hostname}}}")
    item = read.entries[0].item
    assert (item["title"], item["note"]) == (r"\def\a\a\a\a P", r"\input/etc/hostname")
    assert sum("kept as it is written" in remark for remark in read.remarks) == 2


MONTHS = [
    ("month={March}, day={5}", [[2012, 3, 5]]),
    ("month={5 March}", [[2012, 3, 5]]),
    ('month=mar # "~5"', [[2012, 3, 5]]),
    ("month={mar.}", [[2012, 3]]),
    ("month={März}", [[2012, 3]]),
    ("month={Jan/Feb}", [[2012, 1], [2012, 2]]),
    ("month={July--August}", [[2012, 7], [2012, 8]]),
    ("month={March 5--7}", [[2012, 3, 5], [2012, 3, 7]]),
    ("month=mar, day={5}", [[2012, 3, 5]]),
    ("month=03", [[2012, 3]]),
]


@pytest.mark.parametrize(("written", "parts"), MONTHS)
def test_months_in_words_arrive(reading, written, parts):
    """A month in words or figures, in any of the languages of citations, arrives with its day."""
    (found,) = reading(f"@article{{k, title={{T}}, year={{2012}}, {written}}}").entries
    assert found.item["issued"] == {"date-parts": parts}


def test_a_month_that_is_none_stays_as_text(reading):
    """A month that there is not costs no year, and stands beside it."""
    (found,) = reading("@article{k, title={T}, year={2012}, month={13}}").entries
    assert found.item["issued"] == {"date-parts": [[2012]], "raw": "13 2012"}


@pytest.mark.parametrize("name", ["date", "year"])
@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("03/2012", {"date-parts": [[2012, 3]]}),
        ("13/2012", {"literal": "13/2012"}),
        ("12.03.2012", {"date-parts": [[2012, 3, 12]]}),
        ("2012, May", {"date-parts": [[2012, 5]]}),
        ("15 March 2012", {"date-parts": [[2012, 3, 15]]}),
        ("12/03/2012", {"date-parts": [[2012]], "raw": "12/03/2012"}),
    ],
)
def test_a_month_before_its_year_is_no_year(field, name, written, date):
    """A month and its year are no span of years, and a date in words is one."""
    assert field(f"{{{written}}}", name, "issued") == date


LINKS = [
    ("url", r"{https://e.example/a\_b\%20c\&d\#e~f}", "URL", "https://e.example/a_b%20c&d#e~f"),
    ("url", "{https://e.example/a\n   b}", "URL", "https://e.example/ab"),
    ("url", r"{\url{https://e.example/a_b}}", "URL", "https://e.example/a_b"),
    ("url", r"{https://e.example/$\sim$ana}", "URL", "https://e.example/~ana"),
    ("howpublished", r"{\url{https://e.example/a_b}}", "URL", "https://e.example/a_b"),
    ("howpublished", r"{At \url{https://e.example}}", "publisher", "At https://e.example"),
    ("doi", r"{https://doi.org/10.9999/a\_b.}", "DOI", "10.9999/a_b"),
]


@pytest.mark.parametrize(("name", "written", "csl", "link"), LINKS)
def test_links_lead_somewhere(field, name, written, csl, link):
    """An address or a DOI arrives as a browser takes it."""
    assert field(written, name, csl) == link


def test_several_links_are_told_apart(reading):
    """Of two addresses or DOIs in one field the first is that of the entry, and no other is lost."""
    (found,) = reading(
        "TY  - JOUR\nTI  - T\nUR  - https://e.example/a; https://e.example/very/\nlong\n"
        "DO  - doi: 10.9999/x; doi: 10.9999/y.\nER  - \n",
        "new.ris",
    ).entries
    assert found.item == {
        "type": "article-journal",
        "title": "T",
        "URL": "https://e.example/a",
        "DOI": "10.9999/x",
        "imported": {"more": {"URL": ["https://e.example/very/long"], "DOI": ["10.9999/y"]}},
    }


def _person(family, given):
    return {"family": family, "given": given}


BRUN, OTTER, GALE = _person("Brun", "Ana"), _person("Otter", "Karl"), _person("Gale", "Mina")
PEOPLE = [
    ("Brun, Ana; Otter, Karl", [BRUN, OTTER]),
    ("Ana Brun, Karl Otter and Mina Gale", [BRUN, OTTER, GALE]),
    ("Ana Brun, Karl Otter, Mina Gale", [BRUN, OTTER, GALE]),
    ("Brun, A., Otter, K.", [_person("Brun", "A."), _person("Otter", "K.")]),
    ("Brun, Ana and", [BRUN]),
    ("Brun, Ana, Jr.", [{**BRUN, "suffix": "Jr."}]),
    ("García Márquez, Gabriel José", [_person("García Márquez", "Gabriel José")]),
    (
        r"{\L}ukasz Brun and Ludwig van Otter",
        [
            _person("Brun", "Łukasz"),
            {"dropping-particle": "van", **_person("Otter", "Ludwig")},
        ],
    ),
    ("{Barnes and Noble; Inc}", [{"literal": "Barnes and Noble; Inc"}]),
]


@pytest.mark.parametrize(("written", "people"), PEOPLE)
def test_people_in_one_field_are_told_apart(field, written, people):
    """People whom semicolons or commas part are so many people; one with two family names is one."""
    assert field(f"{{{written}}}", "author") == people


def test_people_who_may_be_several_are_told(reading):
    """A name with more commas than a person has is kept, and a remark gives its line."""
    read = reading("@book{k, title={T}, author={Brun, Otter, Gale, Hill}}")
    assert [remark.split(" and it")[0] for remark in read.remarks] == [
        'new.bib:1: the entry "k" has "Brun, Otter, Gale, Hill" as one person,'
    ]
    read = reading("@book{k, title={T}, author={Ana Brun, Karl Otter and Mina Gale}}")
    assert [remark.split(". ")[0] for remark in read.remarks] == [
        'new.bib:1: the entry "k" has "Ana Brun, Karl Otter", which is read as several people'
    ]
    assert not reading("@book{k, title={T}, author={Brun, Ana; Otter, Karl}}").remarks


def test_people_in_a_line_of_ris_are_told_apart(reading):
    """A line of RIS with several people is several people."""
    (found,) = reading(
        "TY  - JOUR\nAU  - Brun, Ana; Otter, Karl\nAU  - and Gale, Mina\nER  - \n", "new.ris"
    ).entries
    assert found.item["author"] == [BRUN, OTTER, GALE]


def test_json_of_others_is_read_or_told(tmp_path):
    """Names in one piece, Zotero's types and years by name are read; what is no entry is told in plain words."""
    (tmp_path / "sources.json").write_text("[]")
    entries = [
        {"id": "a", "type": "journalArticle", "title": "A", "author": [{"name": "Ana Brun"}]},
        {"id": "b", "type": "book", "title": "B", "issued": {"year": 2012, "month": "5"}},
        {"id": "c", "type": "nosuch", "title": "C"},
        {"id": "d", "type": "book", "title": ["D"]},
        {"id": "e", "title": "E"},
    ]
    (tmp_path / "new.json").write_text(json.dumps(entries))
    added = add_bibliography(tmp_path, tmp_path / "new.json")
    items = json.loads((tmp_path / "sources.json").read_text())
    assert items[0]["type"] == "article-journal"
    assert items[0]["author"] == [{"literal": "Ana Brun"}]
    assert items[1]["issued"] == {"date-parts": [[2012, "5"]]}
    assert [remark.split(",")[0] for remark in added.remarks] == [
        'new.json: entry 3 has the type "nosuch"'
    ]
    assert added.left_out == [
        'new.json, entry 4 "d": title is ["D"], where a text was expected.',
        'new.json, entry 5 "e": has no type. Write it.',
    ]


def test_json_of_zoteros_interface_is_named(reading):
    """JSON that Zotero's interface for programs gives is no CSL-JSON, and the message says so."""
    with pytest.raises(BibliographyError, match="Zotero's own interface"):
        reading('[{"key": "A", "data": {"itemType": "book", "title": "T"}}]', "new.json")


STRINGS = "".join(f"@string{{a{n + 1} = {' # '.join([f'a{n}'] * 10)}}}\n" for n in range(9))


def test_abbreviations_that_grow_are_named_before_they_do(reading):
    """A @string that stands for more text than any abbreviation is told with its line."""
    with pytest.raises(BibliographyError, match=r"new\.bib:5: this @string"):
        reading(f'@string{{a0 = "xxxxxxxxxx"}}\n{STRINGS}@book{{k, title=a9}}')


def test_an_entry_that_abbreviations_make_huge_is_left_out(reading):
    """An entry that would be huge with its abbreviations written out is left out, and the others come in."""
    huge = " # ".join(["a"] * 1_000)
    read = reading(
        f'@string{{a = "{"x" * 10_000}"}}\n@book{{b, title={{B}}, journal=a}}\n@book{{k, title={huge}}}'
    )
    assert [found.item["id"] for found in read.entries] == ["b"]
    assert [text.partition(" has ")[0] for text in read.left_out] == ['new.bib:3: the entry "k"']
