"""Who stands at the head of a note, what its title is, and what stands where a year would."""

import pytest

from tertius.intake.citations import read_notes
from tertius.intake.documents.notes import PrintedNote

IMPRINT = {
    "type": "book",
    "publisher-place": "Vell",
    "publisher": "Hill Press",
    "issued": {"date-parts": [[2015]]},
    "locator": "9",
}
END = "(Vell: Hill Press, 2015), 9."


def fields(text):
    """The fields of a note with one citation, the language of its title aside."""
    [(kind, [reference])] = read_notes([PrintedNote(1, text)])
    assert kind == "full"
    return {name: value for name, value in reference.csl.items() if name != "language"}


def person(family, given=None):
    return [{"family": family, "given": given}] if given else [{"family": family}]


OTTER = person("Otter", "Karl")
HEADS = [
    ("Martin L. King, Why We Wait", person("King", "Martin L."), "Why We Wait"),
    ("Martin L. King Jr., Why We Wait", person("King Jr.", "Martin L."), "Why We Wait"),
    ("Martin King, Jr., Why We Wait", person("King Jr.", "Martin"), "Why We Wait"),
    ("John Smith III, Why We Wait", person("Smith III", "John"), "Why We Wait"),
    ("George Orwell, 1984", person("Orwell", "George"), "1984"),
    ("Karl Otter, Crisis of 2008", OTTER, "Crisis of 2008"),
    ("Plato, Republic", person("Plato"), "Republic"),
    ("Karl Otter, Two Dams", OTTER, "Two Dams"),
    ("José Ortega y Gasset, Two Dams", person("Ortega y Gasset", "José"), "Two Dams"),
]


@pytest.mark.parametrize(("head", "author", "title"), HEADS)
def test_name_and_title_before_an_imprint(head, author, title):
    """A name with an initial, a suffix or one word is the author, and a year may be a title."""
    assert fields(f"{head} {END}") == {**IMPRINT, "author": author, "title": title}


BEHIND = [
    ("3rd rev. ed.", {"edition": "3rd rev. ed."}),
    ("vol. 2 of Rivers", {"volume": "2", "collection-title": "Rivers"}),
    ("trans. Mina Gale", {"translator": person("Gale", "Mina")}),
    ("ed. Mina Gale", {"editor": person("Gale", "Mina")}),
]


@pytest.mark.parametrize("name", ["Karl Otter", "Voltaire"])
@pytest.mark.parametrize(("words", "told"), BEHIND)
def test_what_stands_between_a_title_and_its_imprint(name, words, told):
    """An edition, a volume, a translator or an editor behind a title is no part of it."""
    author = OTTER if name == "Karl Otter" else person(name)
    found = fields(f"{name}, Two Dams, {words} {END}")
    assert found == {**IMPRINT, "author": author, "title": "Two Dams", **told}


@pytest.mark.parametrize(
    ("words", "status"), [("n.d.", None), ("s.d.", None), ("forthcoming", "forthcoming"), ("in press", "in press")]
)  # fmt: skip
def test_what_stands_for_a_year(words, status):
    """Where no year is known yet or any more, the publisher keeps its name."""
    found = fields(f"Karl Otter, Two Dams (Vell: Hill Press, {words}), 9.")
    expected = {name: value for name, value in IMPRINT.items() if name != "issued"}
    expected |= {"author": OTTER, "title": "Two Dams"} | ({"status": status} if status else {})
    assert found == expected


@pytest.mark.parametrize(
    ("text", "title", "place"),
    [
        ("Karl Otter, Das Tal, Weimar o. J., S. 3.", "Das Tal", "Weimar"),
        ("Karl Otter: Das Tal, Weimar o.J., S. 3.", "Das Tal", "Weimar"),
        ("Karl Otter, Le prix de l’eau, s.l., s.n., s.d., p. 3.", "Le prix de l’eau", None),
    ],
)
def test_no_year_and_no_place_are_no_title(text, title, place):
    """*O. J.* and *s.l., s.n., s.d.* say that something is not known, and are no part of a title."""
    found = fields(text)
    assert (found["author"], found["title"], found["locator"]) == (OTTER, title, "3")
    assert found.get("publisher-place") == place


CHAPTER = {
    "type": "chapter",
    "author": person("Brun", "Ana"),
    "editor": OTTER,
    "title": "Kredite und Flüsse",
    "container-title": "Handbuch der Staudämme",
    "publisher-place": "Wien",
    "issued": {"date-parts": [[2012]]},
    "page": "45–67",
}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Ana Brun: Kredite und Flüsse, in: Karl Otter (Hrsg.): Handbuch der Staudämme, Wien 2012, S. 45–67, hier S. 50.",
            {"locator": "50"},
        ),
        (
            "Brun, Ana: Kredite und Flüsse, in: Karl Otter (Hg.), Handbuch der Staudämme, Wien 2012, S. 45–67.",
            {},
        ),
        (
            "Ana Brun: Kredite und Flüsse. In: Karl Otter (Hg.): Handbuch der Staudämme. Wien: Hügel 2012, S. 45–67.",
            {"publisher": "Hügel"},
        ),
        (
            "Ana Brun: Kredite und Flüsse, in: Karl Otter/Mina Gale (Hg.): Handbuch der Staudämme, Wien 2012, S. 45–67.",
            {"editor": [*OTTER, *person("Gale", "Mina")]},
        ),
    ],
)
def test_german_chapters_behind_a_colon(text, told):
    """A chapter whose author stands in natural order before a colon arrives with its book and editors."""
    assert fields(text) == {**CHAPTER, **told}


def test_german_books_behind_a_colon():
    """A book whose authors stand in natural order before a colon has them, its town and its year."""
    assert fields("Ana Brun/Karl Otter: Zwei Dämme, 2. Aufl., Wien 2012, S. 12.") == {
        "type": "book",
        "author": [*person("Brun", "Ana"), *OTTER],
        "title": "Zwei Dämme",
        "edition": "2. Aufl.",
        "publisher-place": "Wien",
        "issued": {"date-parts": [[2012]]},
        "locator": "12",
    }


def test_a_town_before_the_year_is_not_german_behind_a_publisher():
    """Title, publisher, town and year between commas are four things."""
    found = fields("Petar Perić, Cena vode, Prosveta, Beograd, 2011.")
    assert (found["title"], found["publisher"]) == ("Cena vode", "Prosveta")


def test_a_chapter_of_a_law_review_manner():
    """A chapter in a book whose name stands in capitals has its editor, its first page and the page cited."""
    assert fields("Ana Brun, Loans, in A HANDBOOK OF DAMS 45, 47 (Karl Otter ed., 2012).") == {
        "type": "chapter",
        "author": person("Brun", "Ana"),
        "title": "Loans",
        "editor": OTTER,
        "container-title": "A HANDBOOK OF DAMS",
        "page": "45",
        "locator": "47",
        "issued": {"date-parts": [[2012]]},
    }


@pytest.mark.parametrize("head", ["Brun A and Otter K (2012)", "Brun A, Otter K (2012)"])
def test_harvard_without_full_stops(head):
    """An entry whose initials have no full stops arrives whole."""
    assert fields(f"{head} Loans and rivers. Sova Review 4(2): 45–67.") == {
        "type": "article-journal",
        "author": [*person("Brun", "A"), *person("Otter", "K")],
        "issued": {"date-parts": [[2012]]},
        "title": "Loans and rivers",
        "container-title": "Sova Review",
        "volume": "4",
        "issue": "2",
        "page": "45–67",
    }


def test_an_edition_before_its_imprint():
    """An edition that stands before the town is no part of the publisher."""
    found = fields("Brun, A. (2012) Loans and rivers. 2nd edn. Vell: Hill Press.")
    assert (found["edition"], found["publisher-place"], found["publisher"]) == (
        "2nd edn.",
        "Vell",
        "Hill Press",
    )
