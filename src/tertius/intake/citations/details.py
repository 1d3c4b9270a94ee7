"""The small parts of a citation: pages, volume, issue, numbers of documents, editions, links."""

import re

FOLLOWING = (
    r"(?: ?(?:f{1,2}|s{1,2}|sq{1,2}|seqq?|sgg|et s(?:q{1,2}|s|eqq?|uiv)?|e s(?:s|gg|eg|egg)?|y s(?:s|ig|igs)?|i (?:d|dalje|sl)|и (?:д|даље|далее|сл|след))(?![^\W_])\.?)?"
    r"(?:,? (?:et |e |y |i |и |und )?passim)?"
)
"""Behind a page, that the pages after it are meant too: ff., et seq., et suiv., e ss., y ss., i dalje."""
PAGES = re.compile(
    r"(?:pp?|pgs?|pages?|str|стр|seiten?|s|с|ss|fols?|f)(?:\. ?| )"
    r"(?P<pages>[A-Za-z]{0,2}\d{1,6}[a-z]?(?: ?[-–—‐‑] ?[A-Za-z]{0,2}\d{1,6})?(?:(?:, | and | & )\d{1,6}(?:[-–—]\d{1,6})?){0,8})"
    rf"{FOLLOWING}\Z",
    re.IGNORECASE,
)
BARE_PAGES = re.compile(
    rf"(?P<pages>[A-Za-z]{{0,1}}\d{{1,6}} ?[-–—‐‑] ?[A-Za-z]{{0,1}}\d{{1,6}}|\d{{1,5}}){FOLLOWING}\Z"
)
CHINESE_PAGES = re.compile(r"第\s?(?P<pages>\d{1,5}(?:\s?[-–—－~～]{1,2}\s?\d{1,5})?)\s?页\Z")
PLACE_IN_TEXT = re.compile(
    r"(?P<pages>passim\Z|(?:paras?\.?|paragraphs?|ch\.|chap\.|chapter|art\.|article|section|sec\.|§{1,2}|fig\.|figure|table|čl\.|član|гл\.|ст\.|min\.|n\.|slide)"
    r" ?[\dIVXLC]{1,6}(?:\.\d{1,3})?(?: ?[-–—] ?\d{1,4})?)\Z",
    re.IGNORECASE,
)
VOLUME = re.compile(
    r"(?:vols?\.?|volume|bd\.?|band|jg\.?|jahrgang|god\.|т\.|том|tome|knj\.|sv\.) ?(?P<volume>\d{1,5}(?: ?[-–/] ?\d{1,4})?|[IVXLC]{1,7})\Z",
    re.IGNORECASE,
)
ISSUE = re.compile(
    r"(?:nos?\.?|issues?|iss\.|nr\.?|br\.?|број|бр\.|num\.|n°|№|heft|h\.|вып\.) ?(?P<issue>\d{1,5}[A-Za-z]?(?: ?[-–/] ?\d{1,5})?)\Z",
    re.IGNORECASE,
)
VOLUME_ISSUE = re.compile(
    r"(?:vol\.? ?)?(?P<volume>\d{1,4})(?:\.| ?\(| ?/ ?|:|,? ?no\.? ?)(?P<issue>(?!(?:19|20)\d\d)\d{1,4}(?:[-–/]\d{1,4})?)\)?\Z",
    re.IGNORECASE,
)
TAIL_VOLUME = re.compile(r" (?P<volume>\d{1,4})(?:[./:](?P<issue>\d{1,4}(?:[-–]\d{1,3})?))?\Z")
TAIL_NUMBER = re.compile(
    r",? (?:nos?\.?|nr\.?|br\.?|№) ?(?P<number>\d{1,6}(?:[/-]\d{1,6})?)\Z", re.IGNORECASE
)
DOCUMENT = re.compile(
    r"(?=\D{0,20}\d)(?:(?:(?:un )?doc(?:ument)?\.?|no\.|ref\.?|br\.|nr\.) ?)?"
    r"(?P<number>(?:[A-Z]{1,8}[/(.-])[A-Z0-9()/.\[\]-]{2,40}(?: (?:\(\d{4}\)|final|FINAL|\d{1,5}))?"
    r"|(?:[A-Z]{2,8}|Cm|Cmnd) ?\(?\d{4}\)? ?\d{1,5}(?: final)?|\d{1,6}/\d{1,6}(?:/[A-Z]{2,4})?(?:\([A-Z]{2,4}\))?|(?:No\.|br\.|Nr\.) ?\d{1,6}/\d{2,4})\Z"
)
EDITION = re.compile(
    r"(?P<edition>(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|rev\.|revised|new|updated) (?:rev\. |revised )?(?:edn\.?|ed\.|edition)|\d{1,2}\. (?:izd\.?|izdanje|Aufl\.|изд\.))\Z",
    re.IGNORECASE,
)
EDITOR_BEFORE = re.compile(
    r"(?:ed\.|eds\.?|ed|edited|hrsg\.|hg\.|prir\.|ур\.|под ред\.|red\.|uredio|uredili)(?: by| von)?(?: |\Z)",
    re.IGNORECASE,
)
EDITOR_AFTER = re.compile(
    r"(?:eds?\.?|editors?|hrsg\.|hg\.|prir\.|ur\.|ред\.|приредио)\Z", re.IGNORECASE
)
TRANSLATOR = re.compile(
    r"(?:trans(?:l)?\.|translated|trans|prev\.|пер\.)(?: by| from [A-Z][a-z]{1,20} by)? ",
    re.IGNORECASE,
)
IN = re.compile(r"in:? (?=\S)|In:? (?=\S)|u:? (?=[A-ZŠĐČĆŽ])|в кн\.:? ")
TIME = re.compile(r"\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?\Z", re.IGNORECASE)
ASIDE = re.compile(
    r"(?:in (?:serbian|russian|chinese|german|french|english|bosnian|croatian|montenegrin)|na srpskom|emphasis (?:added|in original)"
    r"|hereafter\b.{0,80}|henceforth\b.{0,80}|my translation|author[’']s? translation|translated by the authors?|n\.d\.?|forthcoming|in press"
    r"|s\. ?[ldn]\.?|o\. ?[JO]\.?(?: u\. ?J\.?)?|b\. ?[gm]\.?|bez godine|б\. ?[гм]\.?|без года"
    r"|on file with (?:the )?authors?|original emphasis|subscription required|available in \w{2,20})\Z",
    re.IGNORECASE,
)
LINK_INTRODUCED = re.compile(
    r"(?:(?:full )?(?:text )?available (?:online )?(?:at|from|on|via)|accessible at|archived(?: at| from| on)?|at|from|url|online|доступно|dostupno na|link|doi|retrieved from|"
    r"see|доступ|режим доступа|via)?:?\Z",
    re.IGNORECASE,
)
THESIS = re.compile(
    r"(?:unpublished |unpubl\. )?(?P<genre>(?:ph\.? ?d\.?|d\.? ?phil\.?|doctoral|master[’']?s?|ma|m\.a\.|msc|bachelor[’']?s?|doktorska|magistarska)\.? "
    r"(?:thesis|dissertation|diss\.?|disertacija|teza))\Z",
    re.IGNORECASE,
)
EVENT = re.compile(
    r"(?:(?:conference |unpublished )?(?P<genre>paper|keynote|speech|lecture|remarks|presentation|address|talk|statement)"
    r"(?: \w{1,12}){0,2} (?:at|to|before)) (?P<event>.+)\Z",
    re.IGNORECASE,
)
SERIES = re.compile(
    r"(?P<series>(?:[^\s]{1,30} ){0,8}(?:paper|papers|report|brief|briefing|note|memo|commentary|policy contribution)"
    r"(?: series)?) (?:no\.? ?|№ ?|#)?(?P<number>(?!(?:19|20)\d\d)\d{1,5}(?:[/-]\d{1,4})?)\Z",
    re.IGNORECASE,
)
VOLUME_OF = re.compile(
    r"(?:vols?\.?|volume|bd\.|band|t\.|tome|knj\.) ?(?P<volume>\d{1,3}|[IVXLC]{1,7}) (?:of|der|des|von|de|du|from) (?P<series>[^\W\d_].{2,120})\Z",
    re.IGNORECASE,
)
"""A volume of a work that has a name of its own: vol. 2 of Rivers."""
STATUS = re.compile(
    r"(?P<status>forthcoming|in press|im Erscheinen|à paraître|u štampi|в печати)\Z", re.IGNORECASE
)
"""What stands for a year where there is none yet, and CSL keeps as a status."""
VOLUMES = re.compile(r"(?P<number>\d{1,3}) vols?\.?\Z", re.IGNORECASE)
ROMAN = re.compile(r"[IVXLC]{1,7}\Z")
ISSUE_ALONE = re.compile(r"(?!(?:19|20)\d\d\Z)\d{1,4}(?:[-–/]\d{1,4})?\Z")
INNER_VOLUME = re.compile(
    r",? vol\.? ?(?P<volume>\d{1,4})(?:,? (?:no|iss|issue)\.? ?(?P<issue>\d{1,4}(?:[-–/]\d{1,4})?))?\Z",
    re.IGNORECASE,
)
NO_CONTAINER = re.compile(
    r"(?:cols?\.?|here|hier:?|box|folder|file|with|under|supra|at) |\d{1,5} ?(?:pp?|S|f{1,2}|str)\.?\Z|\d{1,5}(?:[-–]\d{1,5})?\Z|aff[’']d|rev[’']d",
    re.IGNORECASE,
)
"""What stands behind a title and is nothing that it could be in."""
NO_PUBLISHER = re.compile(
    r".*(?:\beds?\.|\b[Nn]os?\.? ?\d|\d{2,}|\bin(?:to)? force\b|\b(?:adopted|signed)\b|\bCir\.|\bU\.S\.|\bD\. [A-Z])"
)
DASH = re.compile(r"\s*[-‐‑–—―]\s*")
"""A dash between two pages; where a line broke behind it, a blank follows."""
DOI = re.compile(r"10\.\d{4,9}/\S{1,300}\Z")


def matched(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """What a pattern finds at the head of a short text; long ones hold no such part."""
    return pattern.match(text) if len(text) <= 220 else None
