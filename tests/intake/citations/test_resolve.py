"""Short forms lead to the note with the full entry, or to nothing."""

from tertius.intake.citations import read_notes
from tertius.intake.documents.notes import PrintedNote

BELL = "Ana Bell, ‘One Port’, Foreign Affairs, 2 May 2018."
COLE = "Ben Cole, ‘Two Roads’, Reuters, 3 May 2018."


def links(*notes):
    """For each note the kind, and for each of its references where it leads."""
    printed = [
        PrintedNote(*note) if isinstance(note, tuple) else PrintedNote(number, note)
        for number, note in enumerate(notes, 1)
    ]
    return [
        (kind, [reference.refers_to or reference.candidates for reference in references])
        for kind, references in read_notes(printed)
    ]


def test_ibid_follows_ibid():
    """A chain of ibid. leads to its first note."""
    assert links(BELL, "Ibid.", "Ibid., p. 4.", "Ibidem.") == [
        ("full", [()]), ("ibid", [1]), ("ibid", [1]), ("ibid", [1]),
    ]  # fmt: skip


def test_ibid_never_passes_a_lost_note():
    """After a note that is missing, or whose text is lost, ibid. leads nowhere."""
    assert links((1, BELL), (3, "Ibid."))[1] == ("ibid", [()])
    assert links((1, BELL), (2, "  "), (3, "Ibid."), (4, "Ibid.")) == [
        ("full", [()]), ("missing", []), ("ibid", [()]), ("ibid", [(3,)]),
    ]  # fmt: skip


def test_ibid_after_several():
    """After a note with several citations, or one that is cut off, ibid. has candidates only."""
    assert links(BELL, COLE, "Bell, ‘One Port’; Cole, ‘Two Roads’.", "Ibid.")[3] == (
        "ibid",
        [(1, 2)],
    )
    assert links((1, BELL, False), (2, "Ibid."))[1] == ("ibid", [(1,)])
    assert links(BELL, "The author thanks her colleagues.", "Ibid.")[2] == ("ibid", [(1,)])


def test_ibid_in_the_same_note():
    """Within a note ibid. means the citation before it."""
    assert links(BELL, f"{COLE[:-1]}; ibid., p. 5.")[1] == ("multiple", [(), 2])


def test_short_titles():
    """A family name with the beginning of a title, or its telling words, leads to the entry."""
    full = "Ana Bell and Tom de Witt, ‘Serbia’s Quiet Ports: Who Owns Them?’, Reuters, 1 May 2019."
    assert links(full, BELL, "Bell and de Witt, ‘Serbia’s Quiet Ports’, p. 3.")[2] == ("short", [1])
    assert links(full, BELL, "Bell, ‘Quiet Ports’.")[2] == ("short", [1])
    assert links(full, BELL, "Bell, ‘Railways’.")[2] == ("short", [()])
    assert links(full, BELL, "Bell, p. 3.")[2] == ("short", [(1, 2)])


def test_accents_and_scripts_do_not_part():
    """A name is found without its accents."""
    assert links("Petar Đurić, ‘Luka’, Danas, 3. maj 2018.", "Djuric, ‘Luka’.")[1] == ("short", [1])


def test_pointing_to_a_note():
    """See note 2, n. 2 above, supra note 2: the note, or the full entry that it goes back to."""
    for form in (
        "See note 1.",
        "Bell, ‘One Port’ (n. 1), p. 3.",
        "Bell, supra note 1, p. 3.",
        "See n. 1 above.",
    ):
        assert links(BELL, COLE, form)[2] == ("short", [1]), form
    assert links(BELL, "Ibid.", "See note 2.")[2] == ("short", [1])
    assert links("See note 2.", BELL)[0] == ("short", [2])
    assert links((1, BELL), (3, "See note 2."))[1] == ("short", [(2,)])


def test_other_languages():
    """Isto, nav. delo, там же and 同上 are short forms too."""
    assert links(BELL, "Isto, str. 4.", "Там же. С. 5.", "同上.", "Bell, nav. delo, str. 3.") == [
        ("full", [()]), ("ibid", [1]), ("ibid", [1]), ("ibid", [1]), ("short", [1]),
    ]  # fmt: skip


def test_chapters_begin_anew():
    """Where numbers begin anew, the latest chapter is looked through first, and ibid. does not reach back."""
    other = "Ana Bell, ‘One Port’, Reuters, 5 May 2019."
    found = links(
        (1, BELL),
        (2, COLE),
        (1, "Ibid."),
        (2, other),
        (3, "Bell, ‘One Port’."),
        (4, "Cole, ‘Two Roads’."),
    )
    assert found[2] == ("ibid", [()])
    assert found[4:] == [("short", [2]), ("short", [2])]
