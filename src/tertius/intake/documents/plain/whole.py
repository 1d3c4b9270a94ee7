"""Whether a note is whole, or cut off at its head or at its end."""

import re

_CLOSES = {"<": ">", "[": "]", "(": ")"}
_BRACKET = re.compile(r"[<>\[\]()]")
_STOPPED = re.compile(r"[.!?][’”\"')\]»›]{0,4}$")
_CUT_ENDS = (",", ";", ":", "-", "–", "/", "‘", "“", "=")
_CUT_HEADS = (",", ";", ":", ">", ")", "]", "’", "”", ".")
_DEEPEST = 50
"""Open brackets and quotation marks that are remembered; of more the outermost are forgotten."""


class Brackets:
    """The brackets that stand open in a text read piece by piece."""

    def __init__(self) -> None:
        self.opened: list[str] = []
        self.unopened = False
        """Whether a bracket was closed that nothing had opened."""

    def read(self, text: str) -> None:
        """Go on by a piece of text."""
        for match in _BRACKET.finditer(text):
            if match[0] in _CLOSES:
                self.opened = [*self.opened[-_DEEPEST:], _CLOSES[match[0]]]
            elif self.opened and self.opened[-1] == match[0]:
                self.opened.pop()
            else:
                self.unopened = True


def ends_with_stop(text: str) -> bool:
    """Whether a text ends with a full stop or what stands for one."""
    return _STOPPED.search(text[-8:]) is not None


def is_whole(text: str, *, stops: bool) -> bool:
    """Whether a note is cut off neither at its head nor at its end, as far as its text tells.

    ``stops`` says whether the notes of the paper end with a full stop. A bracket that is not closed,
    or a bracket or quotation that was never opened, is a sign of a cut too.
    """
    if not text or text.startswith(_CUT_HEADS) or text.endswith(_CUT_ENDS):
        return False
    if stops and not ends_with_stop(text):
        return False
    brackets = Brackets()
    brackets.read(text)
    return not brackets.opened and not lacks_head(text)


def lacks_head(text: str) -> bool:
    """Whether a bracket or a quotation ends that nothing in the text began."""
    brackets = Brackets()
    brackets.read(text)
    return brackets.unopened or _closes_quotation(text)


def _closes_quotation(text: str) -> bool:
    for opening, closing in ("‘’", "“”"):
        end = text.find(closing + ",")
        if end >= 0 and opening not in text[:end] and "„" not in text[:end]:
            return True
    return False
