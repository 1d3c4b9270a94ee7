"""Links that break at the ends of lines, mended; and the lines that only repeat them."""

import re
from collections.abc import Iterable

from tertius.intake.documents.plain.lines import Line

_WHOLE = re.compile(r"<?(?:https?://|www\.)[^\s<>]{1,4000}>?")
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>]{1,4000}")
_BEGINS = re.compile(r"https?:/{0,2}|www\.")
_BROKEN_AFTER = tuple("/-_=&?%#+~")
_MAY_FOLLOW = re.compile(r"[^\s<>]{1,4000}")


def is_link_line(line: Line) -> bool:
    """Whether a line is one link and nothing else."""
    return _WHOLE.fullmatch(line.text) is not None


def link_key(link: str) -> str:
    """A link without what line ends do to it, so that broken and whole ones compare."""
    return re.sub(r"[\s\-<>\xad]", "", link).rstrip(".,;/")


class Links:
    """The links that stand whole somewhere in the paper, to mend broken ones by."""

    def __init__(self, whole: Iterable[str]) -> None:
        self._whole = {link_key(link): link.strip("<>") for link in whole}

    def runs_over(self, before: str, after: str) -> bool:
        """Whether a link at the end of a line goes on in the next one; ``before`` is the line's last word."""
        link = before[before.rfind("<") + 1 :].lstrip("(‘“\"'[")
        follows = _MAY_FOLLOW.match(after)
        if follows is None or ">" in link or not _BEGINS.match(link):
            return False
        if "<" in before or link.endswith(_BROKEN_AFTER):
            return True
        return link_key(link + follows[0]) in self._whole

    def mend(self, text: str) -> str:
        """The text with each link as it stands whole elsewhere, where it does."""
        return _LINK.sub(self._mended, text)

    def _mended(self, match: re.Match[str]) -> str:
        link = match[0]
        end = len(link.rstrip(".,;"))
        return self._whole.get(link_key(link), link[:end]) + link[end:]

    def __contains__(self, link: str) -> bool:
        return link_key(link) in self._whole


def links_in(text: str) -> list[str]:
    """The links in a text."""
    return [match[0].rstrip(".,;") for match in _LINK.finditer(text)]
