"""Pages with what follows them, DOIs, and notes that cite again arrive in the words of many languages."""

import pytest

from tertius.intake.citations import read_notes
from tertius.intake.documents.notes import PrintedNote

PERIC = "Petar Perić, Cena vode, Prosveta, Beograd, 2011, str. 9."
OTTER = "Karl Otter, Two Dams (Vell: Hill Press, 2015), 9."
DUPONT = "Jean Dupont, Le prix, Paris, Gallimard, 2012, p. 45."
IVANOV = "Иванов И. И. Цена воды. М.: Наука, 2012. С. 45."
WANG = "王小明：《水的价格》，北京：商务印书馆，2012年版，第45页。"


def read(*texts):
    return read_notes([PrintedNote(number, text) for number, text in enumerate(texts, start=1)])


@pytest.mark.parametrize(
    "again",
    [
        "P. Perić, op. cit., p. 21.",
        "P. Perić, nav. delo, str. 21.",
        "P. Peric, op. cit., str. 21.",
        "P. Perić, Cena vode, str. 21.",
        "Perić, P., op. cit., str. 21.",
    ],
)
def test_an_initial_p_is_no_page(again):
    """A note that begins with the initial P. cites, and leads to the work."""
    kind, (reference,) = read(PERIC, again)[1]
    assert (kind, reference.refers_to, reference.csl["locator"]) == ("short", 1, "21")
    assert reference.csl["author"][0]["family"].startswith("Peri")
    assert reference.csl.get("title") in (None, "Cena vode")


def test_a_place_in_the_publication_cites_nothing():
    """A page, a table or a chapter of the publication itself is no citation."""
    for text in ("See p. 4.", "See Table 3.", "See above.", "See Chapter 2 below."):
        assert read(text)[0] == ("comment", ())


TAILS = [
    (DUPONT, ("f.", "ff.", "s.", "ss.", "sq.", "sqq.", "et s.", "et suiv.", "et seq.", "et passim")),
    (DUPONT.replace(" p.", " pp."), ("y ss.", "y sigs.", "e ss.", "e segg.")),
    (PERIC, ("i dalje", "i d.", "ff.", "passim")),
    (OTTER, ("f.", "ff.", "et seq.", "passim")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("note", "tail"), [(note, tail) for note, tails in TAILS for tail in tails]
)
def test_what_follows_a_page_changes_no_other_field(note, tail):
    """Words that mean the pages behind one belong to the page, and the citation stays whole."""
    [(_, [plain])] = read(note)
    [(kind, [reference])] = read(f"{note.removesuffix('.')} {tail.removesuffix('.')}.")
    assert (kind, reference.csl) == ("full", plain.csl)


@pytest.mark.parametrize(
    "note", [DUPONT, PERIC, "Karl Otter, Zwei Dämme, Wien 2012, S. 45.", OTTER]
)
def test_passim_stands_for_a_page(note):
    """A book that is cited throughout has *passim* where a page would stand."""
    [(_, [plain])] = read(note)
    [(_, [reference])] = read(f"{note.rpartition(', ')[0]}, passim.")
    assert reference.csl == {**plain.csl, "locator": "passim"}


SICI = "10.1002/(SICI)1097-0258(19980815)17:15/16<1661::AID-SIM968>3.0.CO;2-2"


@pytest.mark.parametrize(
    ("written", "doi"),
    [
        (f"https://doi.org/{SICI}", SICI),
        (f"DOI: https://doi.org/{SICI}", SICI),
        (f"doi:{SICI}", SICI),
        ("doi 10.9999/sr.45", "10.9999/sr.45"),
        ("<https://doi.org/10.9999/sr.45>", "10.9999/sr.45"),
    ],
)
def test_a_doi_arrives_whole(written, doi):
    """A DOI with signs of markup in it is not cut off, and one without a colon is seen."""
    [(_, [reference])] = read(f"Ana Brun, “Loans,” Sova Review 4 (2012): 45, {written}.")
    assert reference.csl["DOI"] == doi
    assert reference.csl["type"] == "article-journal"
    assert "publisher" not in reference.csl


REPEATS = [
    (IVANOV, "Иванов И. И. Указ. соч. С. 50.", "short", "50"),
    (IVANOV, "См.: Иванов И.И. Указ. соч. С. 50.", "short", "50"),
    (IVANOV, "Иванов И. И. Цена воды… С. 51.", "short", "51"),
    (IVANOV, "Иванов И. И. Цена воды... С. 51.", "short", "51"),
    (WANG, "同上书，第47页。", "ibid", "47"),
    (WANG, "同上，第47页。", "ibid", "47"),
    (OTTER, "See above, n. 1.", "short", None),
    (OTTER, "Siehe oben Fn. 1.", "short", None),
    (OTTER, "Otter, K., op. cit., p. 22.", "short", "22"),
    (OTTER, "Tamże, s. 47.", "ibid", "47"),
    (OTTER, "Ibídem, p. 47.", "ibid", "47"),
]


@pytest.mark.parametrize(("note", "again", "kind", "page"), REPEATS)
def test_short_forms_lead_to_their_note(note, again, kind, page):
    """A short form of any of the languages leads to the entry, names nobody else, and keeps its page."""
    full = read(note)[0][1][0].csl
    told, (reference,) = read(note, again)[1]
    assert (told, reference.refers_to, reference.csl.get("locator")) == (kind, 1, page)
    people = reference.csl.get("author", full["author"])
    assert people[0].get("family") == full["author"][0].get("family")
    assert reference.csl.get("title", full["title"]) == full["title"]
