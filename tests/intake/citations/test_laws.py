"""What holds of every text, read as a note: it is read to the end, and says only what it says."""

from hypothesis import given
from hypothesis import strategies as st

from tertius.intake.citations import read_entry, read_notes
from tertius.intake.citations.marks import marks
from tertius.intake.documents.notes import PrintedNote

PIECES = st.sampled_from(
    [
        "‘", "’", "“", "”", '"', "'", "„", "«", "»", "(", ")", "[", "]", "<", ">", "; ", ", ", ". ", ": ", " ", "\n",
        "https://a.rs/b-c", "www.x.com/", "doi:10.1/x", "Ibid.", "op. cit.", "see note 3", "et al.", " and ", "ed. by ",
        "Vuk Vrana", "Hala", "van der Meer", "J.", "Ministry of Mining", "The Danube Review", "Vol. 3", "No. 4", "p. 5",
        "pp. 3–9", "45–67", "3 May 2019", "June 2018", "2019", "(Rome: Clio, 2019)", "accessed 3 May 2020", "see also ",
        "The author thanks her.", "Там же.", "5 мая 2018", "press release", "in ", "’s", "SWD(2019) 219 final", "N.d.",
    ]
)  # fmt: skip
NOTES = st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=30).map("".join))


@given(st.lists(st.tuples(st.integers(1, 9), NOTES, st.booleans()), max_size=6))
def test_any_text_is_read(rows):
    """Whatever a note says, its references are slices of it, apart, and its fields lie inside them."""
    printed = [PrintedNote(number, text, complete) for number, text, complete in rows]
    read = read_notes(printed)
    assert len(read) == len(printed)
    for note, (kind, references) in zip(printed, read, strict=True):
        assert (kind == "missing") == (not note.text.strip())
        place = 0
        for reference in references:
            assert place <= reference.start < reference.end <= len(note.text)
            assert note.text[reference.start : reference.end] == reference.raw
            place = reference.end
            assert set(reference.csl) == set(reference.said)
            for name, said in reference.said.items():
                assert reference.start <= said.start < said.end <= reference.end
                assert 0 <= said.confidence <= 1
                assert says(reference.csl[name], note.text[said.start : said.end], name)
            assert reference.refers_to is None or not reference.candidates


def says(value, letters, name):
    """Whether letters of a note say what a field was read to be."""
    if name == "type":
        return True
    if name in {"issued", "accessed"}:
        return any(str(part[0]) in letters for part in value["date-parts"])
    if name in {"author", "editor", "translator"}:
        known = set("".join(letters.split()))
        return all(set("".join("".join(person.values()).split())) <= known for person in value)
    if name == "language":
        return True
    return "".join(value.split()) == "".join(letters.split())


@given(NOTES)
def test_marks_are_apart(text):
    """Quotes, brackets and links are found in order, and none overlaps another."""
    place = 0
    for mark in marks(text):
        assert place <= mark.start <= mark.inner_start <= mark.inner_end <= mark.end <= len(text)
        place = mark.end


@given(NOTES)
def test_a_lone_entry_is_read(text):
    """Any text can be read as one entry of a list of literature."""
    assert read_entry(text).raw == text
