"""What a Word file knows of its notes, beyond what pandoc tells: boxes, marks, changes, fields, counts."""

import json
from html import escape

from tertius.intake.documents.layout.pandoc import read_docx
from tertius.intake.documents.read import read_paper
from word_files import call, field, paragraph, run, write_word


def read(tmp_path, *arguments, **parts):
    return read_docx(write_word(tmp_path / "a.docx", *arguments, **parts))


def shown(draft):
    """For each number in the text: what stands before it, and the note that it calls."""
    calls = [block.text[:at] for block in draft.blocks for at, _ in block.anchors]
    notes = [draft.notes[index] if index is not None else None for index in draft.placed]
    return [
        (before, note and (note.mark or note.number), note and note.text)
        for before, note in zip(calls, notes, strict=True)
    ]


def test_own_marks_are_not_counted(tmp_path):
    """A note with a mark of its own has that mark, and the notes after it are counted as Word counts them."""
    body = paragraph("By Ana Brun", call(1, mark="*")) + paragraph(
        "Paid.", call(2), " Built.", call(3)
    )
    draft = read(tmp_path, body, ["Teaches at Vell.", "First.", "Second."])
    assert shown(draft) == [
        ("By Ana Brun", "*", "Teaches at Vell."),
        ("Paid.", 1, "First."),
        ("Paid. Built.", 2, "Second."),
    ]


BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx><w:txbxContent>{0}'
    "</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}"
    "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_text_boxes_stand_beside_their_paragraphs(tmp_path):
    """The text of a box follows the paragraph in which it is anchored, once, and takes neither its text nor its notes."""
    box = BOX.format(paragraph("In the box."))
    body = paragraph("Before.", call(1), box, " Behind.") + paragraph("After.", call(2))
    draft = read(tmp_path, body, ["First.", "Second."])
    assert [block.text for block in draft.blocks] == ["Before. Behind.", "In the box.", "After."]
    assert [(note, text) for _, note, text in shown(draft)] == [(1, "First."), (2, "Second.")]


def test_changes_are_accepted(tmp_path):
    """What was deleted is gone with its notes, what was inserted or moved stands, and paragraphs that were joined are one."""
    deleted = f"<w:del>{run(' Gone.')}{call(1)}</w:del>"
    joined = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('One')}<w:moveFrom>{run(' moved')}</w:moveFrom></w:p>"
    body = (
        paragraph("Kept.", deleted, f"<w:ins>{run(' New.')}{call(2)}</w:ins>")
        + joined
        + paragraph(f"<w:moveTo>{run(' moved')}</w:moveTo>", " two.", call(3))
    )
    draft = read(tmp_path, body, ["Deleted.", "First.", "Second."])
    assert [block.text for block in draft.blocks] == ["Kept. New.", "One moved two."]
    assert shown(draft) == [("Kept. New.", 1, "First."), ("One moved two.", 2, "Second.")]


def test_endnotes_beside_footnotes(tmp_path):
    """Footnotes and endnotes of one file count for themselves, as Word shows them, and are series of their own."""
    body = paragraph(
        "Ash.", call(1), " Bay.", call(1, "endnote"), " Cow.", call(2), " Dam.", call(2, "endnote")
    )
    path = write_word(
        tmp_path / "a.docx", body, ["Foot one.", "Foot two."], ["End one.", "End two."]
    )
    paper = read_paper(path)
    assert [(n.series, n.label, n.text, n.anchor.sentence) for n in paper.notes] == [
        (0, "1", "Foot one.", "Ash."),
        (0, "2", "Foot two.", "Cow."),
        (1, "i", "End one.", "Bay."),
        (1, "ii", "End two.", "Dam."),
    ]
    assert paper.warnings == ()


def test_numbers_begin_anew_where_the_file_says(tmp_path):
    """Numbers begin anew in each section where the settings say so, and are written as they say."""
    anew = '<w:footnotePr><w:numFmt w:val="lowerLetter"/><w:numRestart w:val="eachSect"/></w:footnotePr>'
    end = "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"
    body = paragraph("A.", call(1), " B.", call(2)) + end + paragraph("C.", call(3))
    draft = read(tmp_path, body, ["One.", "Two.", "Three."], settings=anew)
    assert [(note, text) for _, note, text in shown(draft)] == [
        ("a", "One."),
        ("b", "Two."),
        ("a", "Three."),
    ]


def test_a_note_called_again(tmp_path):
    """A cross-reference that shows the number of a note calls it again."""
    marked = f'<w:bookmarkStart w:id="0" w:name="_Ref1"/>{call(1)}<w:bookmarkEnd w:id="0"/>'
    body = paragraph("One.", marked, " Two.", field(" NOTEREF _Ref1 \\f \\h ", "1"), " Three.")
    paper = read_paper(write_word(tmp_path / "a.docx", body, ["First."]))
    (note,) = paper.notes
    assert (note.anchor.sentence, [anchor.sentence for anchor in note.again]) == ("One.", ["Two."])
    assert paper.text == "One. Two. Three."


def test_a_note_that_the_file_lacks(tmp_path):
    """A number whose note is not in the file is lost, and a warning says so."""
    paper = read_paper(
        write_word(tmp_path / "a.docx", paragraph("A.", call(1), " B.", call(7)), ["First."])
    )
    assert [(note.number, note.present) for note in paper.notes] == [(1, True), (2, False)]
    assert paper.warnings[0] == "Note 2 is lost: only the number stands in the text."


CITED = {
    "citationItems": [
        {
            "id": 7,
            "itemData": {
                "id": 7,
                "type": "article-journal",
                "title": "A Dam\n for Two",
                "container-title": "Sova Review",
                "author": [{"family": "Otter", "given": "Karl"}],
                "issued": {"date-parts": [["2014", 5]]},
                "note": "read in May",
            },
            "locator": "12",
        }
    ]
}


def test_what_a_reference_manager_wrote(tmp_path):
    """A citation that Zotero or Mendeley left in a note is the reference, whatever its letters look like; the rest is read."""
    for name in ("ZOTERO_ITEM CSL_CITATION", "CSL_CITATION"):
        instruction = escape(f" ADDIN {name} {json.dumps(CITED)} ", quote=False)
        body = paragraph("Paid.", call(1))
        note = ("See ", field(instruction, "OTTER, dam, 12"), ".")
        paper = read_paper(write_word(tmp_path / "a.docx", body, [note]))
        (reference,) = paper.notes[0].references
        assert paper.notes[0].text == "See OTTER, dam, 12."
        assert reference.raw == "OTTER, dam, 12"
        assert reference.csl == {
            "type": "article-journal",
            "title": "A Dam for Two",
            "container-title": "Sova Review",
            "author": [{"family": "Otter", "given": "Karl"}],
            "issued": {"date-parts": [[2014, 5]]},
            "locator": "12",
        }


def test_a_field_that_is_no_citation(tmp_path):
    """A field with broken or foreign data is text like any other."""
    for data in ("{", "[]", '{"citationItems": [{"itemData": 3}]}', "{" * 3000):
        note = (field(f" ADDIN ZOTERO_ITEM CSL_CITATION {data}", "Otter, Two Dams"), ".")
        draft = read(tmp_path, paragraph("Paid.", call(1)), [note])
        assert draft.notes[0].text == "Otter, Two Dams." and not draft.notes[0].cited
