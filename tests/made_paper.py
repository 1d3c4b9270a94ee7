"""Papers made by hand: sentences with the numbers of notes in square brackets."""

import re

from tertius.intake.citations.reference import Reference
from tertius.intake.documents.paper import Anchor, Note, Paper

NUMBER = re.compile(r"\[(\d+)\]")


def reference(title, *, family="Petrov", year=2019, url=None, **more):
    """A reference as a reader of notes hands it over."""
    csl = {
        "type": "article-newspaper",
        "title": title,
        "author": [{"family": family, "given": "A"}],
        "issued": {"date-parts": [[year]]},
        **({"URL": url} if url else {}),
    }
    return Reference(raw=title, start=0, end=len(title), csl=csl, **more)


def paper(*paragraphs, notes=None, title="A paper", first_line=1):
    """A paper of paragraphs, each a list of sentences or one; a number without a note is lost.

    ``notes`` gives for a number its references, or a note as it is.
    """
    text, sentences, called = "", [], []
    places = []
    line = first_line
    for paragraph in paragraphs:
        text += "\n\n" if text else ""
        listed = [paragraph] if isinstance(paragraph, str) else paragraph
        for at, printed in enumerate(listed):
            text += " " if at else ""
            start = len(text)
            places.append((start, f"line {line}"))
            line += 1
            last = 0
            for found in NUMBER.finditer(printed):
                text += printed[last : found.start()]
                called.append((int(found[1]), len(text), printed))
                last = found.end()
            text += printed[last:]
            sentences.append((start, len(text)))
    made = []
    for number, offset, printed in called:
        given = (notes or {}).get(number)
        anchor = Anchor(offset, NUMBER.sub("", printed))
        present = given is not None
        made.append(
            Note(
                number,
                0,
                present,
                present,
                "",
                anchor,
                "full" if present else "missing",
                tuple(given or ()),
            )
        )
    return Paper(title, text, (), tuple(sentences), tuple(made), tuple(places))
