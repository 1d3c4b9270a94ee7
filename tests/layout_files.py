"""Papers made inside the tests: PDF by typst, DOCX and HTML by pandoc."""

import subprocess
from dataclasses import dataclass

import typst
from hypothesis import strategies as st

from tertius.sandbox import pandoc

PAGE = '#set page(paper: "a5", numbering: "1")\n#set text(lang: "en")\n'


@dataclass(frozen=True)
class Made:
    """A paper as it was meant: paragraphs as runs of text, each followed by a note or by None."""

    paragraphs: tuple[tuple[tuple[str, str | None], ...], ...]

    @property
    def notes(self):
        return [note for runs in self.paragraphs for _, note in runs if note is not None]

    @property
    def text(self):
        return [" ".join(text for text, _ in runs) for runs in self.paragraphs]

    @property
    def anchors(self):
        """What stands before each number, without white space."""
        found, before = [], ""
        for runs in self.paragraphs:
            for text, note in runs:
                before += squeezed(text)
                if note is not None:
                    found.append((len(found) + 1, before))
        return found


def squeezed(text):
    return "".join(text.split())


def told(draft):
    """What a draft says, in the terms of a made paper: text, anchors and notes without white space."""
    text, anchors = "", []
    for block in draft.blocks:
        anchors += [(number, text + squeezed(block.text[:at])) for at, number in block.anchors]
        text += squeezed(block.text)
    return text, anchors, [(note.number, squeezed(note.text)) for note in draft.notes]


def meant(made):
    """The same of what was made."""
    notes = [(number, squeezed(note)) for number, note in enumerate(made.notes, 1)]
    return squeezed("".join(made.text)), made.anchors, notes


WORD = st.text("abcdefghijklmnoprstuvšžćäé", min_size=1, max_size=11)
NAMES = st.sampled_from(["Srbija", "Београд", "1999", "4.5", "Moscow", "officials", "EU"])
SENTENCE = st.lists(st.one_of(WORD, NAMES), min_size=2, max_size=25).map(
    lambda words: " ".join(words).capitalize() + "."
)
RUN = st.tuples(
    st.lists(SENTENCE, min_size=1, max_size=3).map(" ".join),
    st.one_of(st.none(), SENTENCE, st.lists(SENTENCE, min_size=2, max_size=8).map(" ".join)),
)
PAPERS = st.builds(
    Made,
    st.lists(st.lists(RUN, min_size=1, max_size=5).map(tuple), min_size=2, max_size=9).map(tuple),
)


def as_typst(made, page=PAGE):
    """The paper in typst's language."""
    paragraphs = [
        " ".join(text if note is None else f"{text}#footnote[{note}]" for text, note in runs)
        for runs in made.paragraphs
    ]
    return page + "\n\n".join(paragraphs)


def as_markdown(made):
    """The paper in pandoc's Markdown."""
    return "\n\n".join(
        " ".join(text if note is None else f"{text}^[{note}]" for text, note in runs)
        for runs in made.paragraphs
    )


def write_pdf(path, source):
    path.write_bytes(typst.compile(source.encode()))
    return path


def write_by_pandoc(path, markdown):
    language = {".docx": "docx", ".html": "html"}[path.suffix]
    path.write_bytes(
        subprocess.run(
            [pandoc.program(), "--from", "markdown-smart", "--to", language, "--standalone",
             *(() if "title:" in markdown else ("--metadata", "pagetitle=-"))],
            input=markdown.encode(), capture_output=True, check=True,
        ).stdout
    )  # fmt: skip
    return path
