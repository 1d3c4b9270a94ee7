"""Words that lead into a citation, connect two of them or go on with one: see also, quoted in, accessed."""

import re

from tertius.intake.citations.forms import form_in
from tertius.intake.citations.pieces import Stretch, trim
from tertius.intake.citations.words import SMALL, VERBS

LEAD = re.compile(
    r"(?:(?:(?:but|and|though|aber|doch|ali|но|so|näher) )?(?:see|cf|confer|compare|accord|vide|voyez|siehe|vgl|vidi|vidjeti|pogledati|uporediti|сравни|смотри|cp|contra|quoted|cited|reprinted|reported|discussed|mentioned|citing|quoting|source|sources|vidi|videti|vid|videt|uporedi|smotri"
    r"|см|ср|цит|voir|siehe|vgl|vergleiche)\b[.:]{0,2}|(?:so auch|ebenso|ähnlich|anders|a\. ?A\.|näher|ausführlich|eingehend|zum Ganzen|so etwa|véase|véanse|cfr|zob|por|porov)(?![^\W_])[.:,]?|по:|(?:参见|详见|参阅|转引自|又见|见)[：:]?)"
    r"(?: (?:also|too|again|generally|e\.g\.,?|eg,?|for example,?|for instance,?|inter alia,?|among others,?|in particular,?|especially|esp\.|further|the following:|takođe"
    r"|također|npr\.|i|например,?|также|aussi|auch|z\.B\.|in|by|from|as|the discussion in|the analysis in|the article by|dazu|etwa|nur|statt vieler|insbesondere|insb\.|bspw\.|auch|hierzu|hiezu|ausführlich|eingehend|näher|m\. ?w\. ?N\.|više|detaljnije|opširnije|u|подробнее|подр\.|plus|également|además|también|anche|po)(?![^\W_])[:,]?){0,4},? *",
    re.IGNORECASE,
)
ALSO = re.compile(
    r"(?:and |or |but |i |и )?(?:(?:as )?(?:quoted|cited|reprinted|reported|summari[sz]ed) (?:in|by)|see(?: also|, for example| e\.g\.| for example|, e\.g\.| generally)?|cf\.|citing|quoting|vidi(?: i| takođe)?|см\.(?: также)?|цит\. по:?|vgl\.|siehe auch|voir aussi)(?![^\W_])[:,]? ",
    re.IGNORECASE,
)
QUOTED_IN = re.compile(r" (?:as )?(?:quoted|cited|reported) in (?=[^\W_])")
OPENING = re.compile(
    r"(?:for (?:example|instance)|e\.g\.|inter alia|among others|in particular|data (?:from|are from|is from|taken from)|based on|according to|source|sources|also|and|as (?:quoted|cited|reported|noted|argued) (?:in|by)|here|respectively|first|second|in serbian|in russian)[,:]? (?=[^\W_])",
    re.IGNORECASE,
)
TALKING = re.compile(
    r"\b(?:see|on|about|for|discussion|overview|details?|more|analysis|account|background|view|example|critique)\b",
    re.IGNORECASE,
)
CONTINUES = re.compile(
    r"(?:accessed|available|retrieved|last accessed|https?:|www\.|<|doi|url|in serbian|in russian|in chinese|translated by|translation|emphasis|pp?\. ?\d|vol\. ?\d|no\. ?\d|\(|\[|ed\. by|eds\.|edited by|pristupljeno|дата обращения|режим доступа|с\. ?\d|str\. ?\d|n\.d)",
    re.IGNORECASE,
)
COMPARED = re.compile(r"(?:but )?compare ", re.IGNORECASE)
WITH = re.compile(r"(?:and )?with (?=[^\W\d_a-z‘“])")
"""Compare Otter, …, with Gale, …: two works (Bluebook, rule 1.2)."""
LONGEST_LEAD = 260
"""Letters of the words that lead into a reference, such as “For a discussion of ownership, see”; more are no lead."""


def behind_lead(text: str, part: Stretch) -> Stretch:
    """Return a part without the words that lead into it, where it begins with such words."""
    start = part.start
    for _ in range(3):
        lead = LEAD.match(text, start, min(part.end, start + LONGEST_LEAD))
        if lead is None:
            break
        start = lead.end()
    return Stretch(start, part.end, [mark for mark in part.marks if mark.start >= start])


def has_verb(words: str) -> bool:
    """Return whether a verb of a sentence of the author is among the first words."""
    return any(word in VERBS for word in bare(words.split()[:60]))


def bare(words: list[str]) -> list[str]:
    """Return words without the marks around them."""
    return [word.strip(".,:;()") for word in words]


def only_leads_in(text: str, part: Stretch) -> bool:
    """Whether words only lead into what follows them: For a discussion of ownership, see …."""
    words = text[part.start : part.end][:LONGEST_LEAD].split()
    if part.marks or form_in(text, part.start, part.end) or part.end - part.start > LONGEST_LEAD:
        return False
    if not any(sign in ",:0123456789" for sign in text[part.start : part.end]) and len(words) < 8:
        return True
    return words[0].lower() in SMALL or has_verb(" ".join(words)) or words[0][:1].islower()


def without_lead(text: str, part: Stretch) -> Stretch | None:
    """A part without the words that lead into it: See, for example, …; For a discussion, see …."""
    start = part.start
    for _ in range(3):
        window = text[start : min(part.end, start + LONGEST_LEAD)]
        if form_in(text, start, min(part.end, start + 60)) and not LEAD.match(window):
            break
        lead = LEAD.match(window) or OPENING.match(window)
        if lead is None:
            break
        start += lead.end()
    first = next((mark.start for mark in part.marks if mark.start >= start), part.end)
    head = text[start : min(first, start + LONGEST_LEAD)]
    sees = None
    for found in re.finditer(
        r"(?:,|\b) ?(?:see|cf\.|vidi|см\.|siehe)(?: also| for example| e\.g\.)?[,:]? ",
        head,
        re.IGNORECASE,
    ):
        before = head[: found.start()]
        if has_verb(before) or TALKING.search(before) or before[:1].islower():
            sees = found.end()
    if sees is not None:
        start += sees
    trimmed = trim(
        text, Stretch(start, part.end, [mark for mark in part.marks if mark.start >= start])
    )
    if trimmed is None or not any(sign.isalnum() for sign in text[trimmed.start : trimmed.end]):
        return None
    if (
        trimmed.end - trimmed.start < 40
        and re.match(
            r"(?:chapters?|chap\.|figures?|tables?|sections?|box|annex|appendix|part|pp?\.(?= ?\d)|above|below|poglavlje|глава)(?!\w)",
            text[trimmed.start : trimmed.end],
            re.IGNORECASE,
        )
        and not trimmed.marks
        and not form_in(text, trimmed.start, trimmed.end)
    ):
        return None
    return trimmed
