"""Word files written by hand, part by part, for what pandoc does not write."""

import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
)
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def run(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*parts):
    return f"<w:p>{''.join(part if part.startswith('<') else run(part) for part in parts)}</w:p>"


def call(number, kind="footnote", mark=""):
    custom = ' w:customMarkFollows="1"' if mark else ""
    shown = f"<w:t>{mark}</w:t>" if mark else ""
    return f'<w:r><w:{kind}Reference w:id="{number}"{custom}/>{shown}</w:r>'


def field(instruction, *result):
    """A field as Word writes it: its instruction in two runs, then what it shows."""
    middle = len(instruction) // 2
    mark = lambda kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
    said = lambda text: f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'
    return (
        mark("begin") + said(instruction[:middle]) + said(instruction[middle:]) + mark("separate")
        + "".join(map(run, result)) + mark("end")
    )  # fmt: skip


def write_word(path, body, footnotes=(), endnotes=(), settings=""):
    """Write a Word file of paragraphs and of notes, numbered from 1; a note is the inside of its paragraph."""
    notes = {"footnotes": footnotes, "endnotes": endnotes}
    relations = "".join(
        f'<Relationship Id="r{kind}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>'
        for kind in [*notes, "settings"]
    )
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("[Content_Types].xml", TYPES)
        file.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        file.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{RELATIONS}">{relations}</Relationships>',
        )
        file.writestr(
            "word/document.xml", f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"
        )
        file.writestr("word/settings.xml", f"<w:settings {SPACES}>{settings}</w:settings>")
        for kind, listed in notes.items():
            inside = "".join(
                f'<w:{kind[:-1]} w:id="{number}">{paragraph(*((note,) if isinstance(note, str) else note))}</w:{kind[:-1]}>'
                for number, note in enumerate(listed, 1)
            )
            file.writestr(f"word/{kind}.xml", f"<w:{kind} {SPACES}>{inside}</w:{kind}>")
    return path
