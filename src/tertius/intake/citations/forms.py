"""Short forms: ibid., op. cit., idem, see note 12, in the languages that such notes are written in."""

import re
from dataclasses import dataclass
from typing import Literal

FormKind = Literal["ibid", "opcit", "idem", "note"]

IBID = re.compile(
    r"(?:ib[ií]d(?:em)?|ib\.|loc\. ?cit|eodem loco|ivi|isto|ebenda|ebd\.?|tam(?:ż|z)e|tamtéž|тамо|исто|там же|там-же|同上[书文引]?|同前[注书]|前引书?)(?![^\W_])\.?",
    re.IGNORECASE,
)
OP_CIT = re.compile(
    r"(?<![^\W_])(?:op\. ?cit|art\. ?cit|loc\. ?cit|nav\. ?(?:delo|dj|djelo|čl|članak)|navedeno d(?:j)?elo|наведено дело|нав\. ?дело"
    r"|указ\. ?соч|ob\. ?cit|a\. ?a\. ?o|opere citato)(?![^\W_])\.?",
    re.IGNORECASE,
)
IDEM = re.compile(
    r"(?:idem|id\.|eadem|isti autor|он же|derselbe|dieselben?|dens\.|dies\.|ders\.)(?![^\W_])\.?",
    re.IGNORECASE,
)
NOTE_NUMBER = re.compile(
    r"(?<![^\W_])(?:supra |infra |above |below )?(?:foot|end)?(?:note|notes|n\.|nn\.|fn\.?|nap\.|napomena|napomenu|fusnota|fusnotu|fusnoti"
    r"|bilj\.|bilješka|bilješku|сноск[ауе]|прим\.|примечани[ея]|Anm\.|Fn\.|Fußnote|\(n)\.? ?(?P<number>\d{1,4})\)?",
    re.IGNORECASE,
)
POINTING = re.compile(
    r"(?<![^\W_])(?:see|supra|infra|above|below|earlier|cited|cit\.|vidi|videti|vid\.|см|siehe|oben|gore|nav|op|as in)(?![^\W_])|\(n",
    re.IGNORECASE,
)
WINDOW = 400
"""Letters from the beginning of a unit within which its short form is looked for; one further on is none."""


@dataclass(frozen=True, slots=True)
class Form:
    """A short form that stands in a unit: which, where, and the note that it names, if it names one."""

    kind: FormKind
    start: int
    end: int
    number: int | None = None


def form_in(text: str, start: int, end: int) -> Form | None:
    """The short form that a unit has outside its quotes, near its head; None where it has none."""
    head = text[start : min(end, start + WINDOW)]
    found = IBID.match(head)
    if found:
        return Form("ibid", start, start + found.end())
    numbered = NOTE_NUMBER.search(head)
    if (
        numbered
        and (POINTING.search(head) or numbered.start() == 0 or "cit" in head.lower())
        and not _quoted(head, numbered.start())
    ):
        return Form(
            "note", start + numbered.start(), start + numbered.end(), int(numbered.group("number"))
        )
    found = OP_CIT.search(head)
    if found and not _quoted(head, found.start()):
        return Form("opcit", start + found.start(), start + found.end())
    found = IDEM.match(head)
    if found:
        return Form("idem", start, start + found.end())
    return None


def _quoted(head: str, at: int) -> bool:
    before = head[:at]
    return before.count("‘") > before.count("’") or before.count("“") > before.count("”")
