"""Citations in the manners of law, medicine, psychology, Germany, Russia and China are read as such."""

from collections import Counter
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import pytest

from listed_rows import rows_of
from tertius.evidence.packaged import packaged
from tertius.intake.citations import read_notes
from tertius.intake.documents.notes import PrintedNote

ROWS = rows_of(Path(__file__).parent / "manners.yml")
SHEETS = {
    name: list(rows)
    for name, rows in groupby(sorted(ROWS, key=itemgetter("manner")), key=itemgetter("manner"))
}

NAMES = {
    "container-title": "container", "publisher-place": "place", "URL": "link", "issued": "date",
}  # fmt: skip


def notes(*texts):
    return read_notes([PrintedNote(number, text) for number, text in enumerate(texts, start=1)])


def fields(reference):
    """A reference in the words of the sheets, the language of its title aside."""
    found = {}
    for name, value in reference.csl.items():
        if name in {"author", "editor", "translator"}:
            said = [person.get("literal") or person["family"] for person in value]
        elif name in {"issued", "accessed"}:
            said = "-".join(str(part) for part in value["date-parts"][0])
        else:
            said = value
        found[NAMES.get(name, name)] = said
    found.pop("language", None)
    return found


@pytest.mark.parametrize("manner", SHEETS)
def test_sheets(manner):
    """Of the fields that a person reads in a manner, at least 88 in a hundred are read, and few made up."""
    right, said, asked = Counter(), Counter(), Counter()
    for row in SHEETS[manner]:
        read = notes(*filter(None, (row.get("before"), row["text"])))[-1][1]
        found = fields(read[-1]) if read else {}
        right.update(name for name, value in row["fields"].items() if found.get(name) == value)
        asked.update(list(row["fields"]))
        said.update(list(found))
    assert 2 * right.total() / (said.total() + asked.total()) > 0.88


def test_an_unknown_same_author_stays_unknown():
    """*Ders.* without a citation before it names nobody, and the new work is read."""
    [(_, [reference])] = notes("Ders., Kredit und Wasser, Wien 2001, S. 7.")
    assert fields(reference) == {
        "type": "book", "title": "Kredit und Wasser", "place": "Wien", "date": "2001", "locator": "7",
    }  # fmt: skip


def test_same_author_with_a_page_is_a_short_form():
    """*Ders.* before a page alone means the work before."""
    read = notes("Karl Otter, Die Sova, Graz 2003, S. 4.", "Ders., S. 9.")
    assert [reference.refers_to for _, (reference,) in read] == [None, 1]


def test_same_author_goes_back_over_a_short_form():
    """Behind *ibid.* the author of *idem* is that of the entry which *ibid.* means."""
    read = notes(
        "Karl Otter, Two Dams (Vell: Hill Press, 2014).",
        "Ibid., p. 4.",
        "Idem, ‘Water’, Arland Daily, 3 May 2015.",
    )
    assert read[2][1][0].csl["author"] == [{"family": "Otter", "given": "Karl"}]


@pytest.mark.parametrize(
    "lead",
    [
        "But see ",
        "But see also ",
        "But cf. ",
        "See, e.g., ",
        "Contra ",
        "Accord ",
        "Vgl. dazu ",
        "Siehe auch ",
        "Vidi i ",
        "Cf. ",
    ],
)
def test_lead_ins_are_no_part_of_a_citation(lead):
    """What leads into a citation changes none of its fields."""
    text = "Karl Otter, A Rebuttal (Vell: Hill Press, 2016), 9."
    assert [fields(r) for r in notes(lead + text)[0][1]] == [fields(r) for r in notes(text)[0][1]]


@pytest.mark.parametrize(
    "word",
    ["Treaty", "Protocol", "Law", "Constitution", "Speech", "Interview", "Report", "Resolution"],
)
def test_no_type_from_a_word_of_a_title(word):
    """Whatever a quoted title says, an article in a newspaper is one."""
    [(_, [reference])] = notes(
        f"Karl Otter, ‘{word} on Dams Divides All’, Arland Daily, 4 May 2014."
    )
    assert reference.csl["type"] == "article-newspaper"


@pytest.mark.parametrize("dash", ["–", "-", "– ", "-\n", " – "])
def test_page_ranges_over_lines(dash):
    """A range that breaks behind its dash is one range, also where it looks like a span of years."""
    [(_, [reference])] = notes(f"Karl Otter, ‘Dams’, Arland Studies, 59.11 (2008), 1819{dash}28.")
    assert reference.csl["page"] == f"1819{dash.strip()}28"
    assert reference.csl["issued"] == {"date-parts": [[2008]]}


def test_manners_side_by_side():
    """Citations of several manners in one note stand apart."""
    [(kind, found)] = notes(
        "See Brun v. Otter, 512 U.S. 45 (1994); Karl Otter, Dams First, 12 SOVA L. REV. 45 (1999);"
        " but see Ana Brun, The Price of Water (Vell: Hill Press, 2012), 4."
    )
    assert kind == "multiple"
    assert [r.csl["type"] for r in found] == ["legal_case", "article-journal", "book"]


def test_every_list_of_words_says_where_it_comes_from():
    """Each list says what it holds and its source, and has each word once."""
    for name, told in packaged("tertius.intake.citations", "words.yml").items():
        assert told["about"].strip(), name
        assert told["source"].strip(), name
        assert len(told["words"]) == len(set(told["words"])), name


def test_long_lists_are_read_in_bounded_time():
    """A thousand names, strokes or brackets are read or left, at once."""
    for piece in (
        "Otter K, ",
        "А. Б. Иванов, ",
        "Brun, Ana, ",
        "Brun v. ",
        "Otter/Brun, ",
        "张三、",
        "(1999) ",
        "A. ",
    ):
        assert len(notes(piece * 1_000)) == 1


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Otter, Karl: Staudämme, Wien 1999, S. 12.", {"author": ["Otter"], "title": "Staudämme"}),
        ("Vgl. etwa BGH, NJW 2012, 123 Rn. 4.", {"authority": "BGH", "page": "123"}),
        ("R (Otter) v Gale [2001] UKHL 12.", {"title": "R (Otter) v Gale", "number": "UKHL 12"}),
        ("Karl Otter and others, Two Dams (Vell: Hill Press, 2012).", {"title": "Two Dams"}),
    ],
)
def test_heads_of_citations(text, asked):
    """Names behind one another, parties in brackets, and words that lead in are told apart."""
    [(_, [reference])] = notes(text)
    assert asked.items() <= fields(reference).items()


NOTHING_MADE_UP = {
    "Law Commission, Water Rights (Law Com No 123, 2004) para 4.5.": {"publisher", "place"},
    "Otter, 512 U.S. at 47.": {"author", "page", "date"},
    "HC Deb 3 February 1977, vol 389, cols 973–76.": {"container", "author"},
    "Karl Otter, Water, in Mina Gale et al. (eds.), Rivers, vol. 2, Vell 2012, pp. 3-45.": {
        "editor"
    },
    "О плотинах: Федеральный закон // Собрание законодательства РФ. 1997. № 30. Ст. 3589.": {
        "volume"
    },
    "C. O. Pave, F. Bosch, A Formular Analysis of Dams, Amsterdam 2003.": {"publisher"},
}


@pytest.mark.parametrize("text", NOTHING_MADE_UP)
def test_what_is_not_understood_stays_empty(text):
    """A court, a number or a word on where is no publisher, no author and no container."""
    for reference in notes(text)[0][1]:
        assert not fields(reference).keys() & NOTHING_MADE_UP[text]


def test_works_that_are_compared():
    """*Compare Otter, with Gale* cites two works."""
    [(kind, read)] = notes("Compare Karl Otter, Two Dams (Vell: Hill Press, 2014), with Mina Gale, No Dams (Vell: Hill Press, 2015).")  # fmt: skip
    assert kind == "multiple"
    assert [fields(one)["title"] for one in read] == ["Two Dams", "No Dams"]


def test_author_and_year_mean_the_entry():
    """*Otter 2014, 45* means the entry by Otter of that year."""
    read = notes("Karl Otter, Two Dams (Vell: Hill Press, 2014).", "Otter 2014, 45.", "(Otter, 2014: 9)", "Gale 2014, 4.")  # fmt: skip
    assert [reference.refers_to for _, (reference,) in read] == [None, 1, 1, None]


def test_loco_citato_with_blanks():
    """*Ders., a. a. O.* is one short form, and names nobody called Ders."""
    read = notes("Karl Otter, Die Sova, Graz 2003, S. 4.", "Ders., a. a. O., S. 9.")
    assert [(len(found), found[0].refers_to) for _, found in read] == [(1, None), (1, 1)]
