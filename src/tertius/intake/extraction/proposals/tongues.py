"""French, Spanish, German, Russian, Serbian and Chinese: which language a sentence is in, who is named, when, how much."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from tertius.evidence.amounts import BY_WORD, NUMBER, read_amount
from tertius.evidence.countries import names_of
from tertius.evidence.months import folded
from tertius.intake.extraction.proposals.cues import tongues, words_of
from tertius.intake.extraction.proposals.dates import Dated
from tertius.intake.extraction.proposals.figures import Figure
from tertius.intake.extraction.proposals.fold import fold
from tertius.intake.extraction.proposals.lexicon import Lexicon, Mention

INFLECTED = {"ru": "аеёииоуыэюяьмхв", "sr": "aeioumjhg", "sr_Cyrl": "аеиоумјхг"}
"""Letters of which the endings of names are made, in languages that decline them."""
LATIN = "abvgdđežzijklmnoprstćufhcčš"
CYRILLIC = "абвгдђежзијклмнопрстћуфхцчш"
TO_CYRILLIC = str.maketrans(LATIN + LATIN.upper(), CYRILLIC + CYRILLIC.upper())
PAIRED = {"lj": "љ", "nj": "њ", "dž": "џ"}
MOVABLE = {"sr": "(?:a?[rk])?", "sr_Cyrl": "(?:а?[рк])?"}
"""The end of *oktobar* and *petak*, whose vowel goes in other cases: *oktobru*, *petka*."""
CLDR = {"sr": "sr_Latn", "sr_Cyrl": "sr"}
NO_STATE = frozenset(["Man", "Maurice", "Dominique", "Grenade", "Granada", "Niger"])
"""Names of states that are other words, or parts of other names, in one of the languages."""
FEWEST_WORDS = 2
"""Small words of a language that a sentence has at least, if it is in that language."""


@dataclass(frozen=True)
class Sense:
    """Hold which verb and noun together say that something was done."""

    type: str
    stage: str
    verb: re.Pattern[str]
    noun: re.Pattern[str] | None


@dataclass(frozen=True)
class Tongue:
    """Hold how a language says things, as patterns on folded text."""

    code: str
    words: frozenset[str]
    opening: re.Pattern[str]
    wishes: re.Pattern[str]
    said: re.Pattern[str]
    ago: Mapping[str, re.Pattern[str]]
    names: re.Pattern[str]
    peoples: re.Pattern[str] | None
    months: Mapping[str, int]
    days: Mapping[str, int]
    dates: tuple[re.Pattern[str], ...]
    senses: tuple[Sense, ...]


@cache
def known_tongues() -> tuple[Tongue, ...]:
    """Return the languages beside English, Serbian in either script."""
    listed = [_tongue(code, said) for code, said in tongues().items()]
    return (*listed, _tongue("sr_Cyrl", _in_cyrillic(tongues()["sr"])))


def tongue_of(plain: str) -> Tongue | None:
    """Return the language of a folded sentence; None for English and where it is not sure."""
    letters = [letter for letter in plain if letter.isalpha()]
    if not letters:
        return None
    by_code = {tongue.code: tongue for tongue in known_tongues()}
    if sum("\u4e00" <= letter <= "\u9fff" for letter in letters) > len(letters) / 3:
        return by_code["zh"]
    if all(letter < "\u0250" for letter in letters[:200]):
        said = re.findall(r"\w+", plain.lower())
        counts = {
            code: sum(word in by_code[code].words for word in said)
            for code in ("fr", "es", "de", "sr")
        }
        most = max(counts.values())
        tied = [code for code, count in counts.items() if count == most]
        best = next((code for code in tied if _has_verb(plain, by_code[code])), tied[0])
        english = sum(word in ENGLISH for word in said)
        is_sure = counts[best] >= FEWEST_WORDS and counts[best] > 2 * english
        return by_code[best] if is_sure else None
    if sum("\u0400" <= letter <= "\u04ff" for letter in letters) > len(letters) / 2:
        return by_code["sr_Cyrl" if re.search("[јљњћђџЈЉЊЋЂЏ]", plain) else "ru"]
    return None


def _has_verb(plain: str, tongue: Tongue) -> bool:
    return any(sense.verb.search(plain) for sense in tongue.senses)


ENGLISH = frozenset(words_of("english"))


def _in_cyrillic(value: Any) -> Any:
    """Return what the list of Serbian says, in Cyrillic letters."""
    if isinstance(value, dict):
        kept = ("type", "stage")
        return {k: v if k in kept else _in_cyrillic(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_in_cyrillic(one) for one in value]
    text = str(value)
    for pair, letter in PAIRED.items():
        for spelled, written in ((pair, letter), (pair.capitalize(), letter.upper())):
            text = text.replace(spelled, written)
    return text.translate(TO_CYRILLIC)


def _tongue(code: str, said: Mapping[str, Any]) -> Tongue:
    from babel import Locale

    locale = Locale.parse(CLDR.get(code, code))
    months = {
        fold(str(name)).lower(): number
        for context in ("format", "stand-alone")
        for number, name in locale.months[context]["wide"].items()
    }
    days = {fold(str(name)).lower(): n for n, name in locale.days["format"]["wide"].items()}
    articles = "|".join(said["articles"])
    return Tongue(
        code=code,
        words=frozenset(fold(word) for word in said["words"]),
        opening=re.compile(
            rf"(?:[^a-zа-яё]{{3,40}}[-—]+ ?)?(?:(?:{articles})['’ ])?$", re.IGNORECASE
        ),
        wishes=_any(said["wishes"], code),
        said=re.compile("|".join(re.escape(fold(one)) for one in said["said"]), re.IGNORECASE),
        ago={unit: _any(listed, code) for unit, listed in said["ago"].items()},
        names=_named(code, said["names"]),
        peoples=_peopled(said["peoples"]) if said["peoples"] else None,
        months=months,
        days=days,
        dates=_date_patterns(code, months, days),
        senses=tuple(
            Sense(
                one["type"],
                one["stage"],
                _any(one["verbs"], code),
                _any(one["nouns"], code, within=True) if one.get("nouns") else None,
            )
            for one in said["senses"]
        ),
    )


def _any(listed: Iterable[str], code: str, *, within: bool = False) -> re.Pattern[str]:
    """Return the pattern of any of some words; `*` is any ending, and German nouns may end a longer word."""
    if code == "zh":
        return re.compile("|".join(map(re.escape, listed)))
    led = r"\w*" if code == "de" and within else ""
    spelled = [
        re.escape(fold(word.removesuffix("é*"))) + "e{1,2}s?"
        if word.endswith("é*")
        else re.escape(fold(word)).replace(r"\*", r"\w*")
        for word in listed
    ]
    return re.compile(
        rf"\b(?:{'|'.join(f'{led if len(one) > 6 else str()}{one}' for one in spelled)})\b",
        re.IGNORECASE,
    )


def _named(code: str, more: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """Return the pattern of the names of states, the code of each being the name of its group."""
    names: dict[str, list[str]] = {}
    for state, called in names_of(CLDR.get(code, code)).items():
        names.setdefault(state, []).extend(called)
    for state, others in more.items():
        names.setdefault(state, []).extend(others)
    groups = []
    for state, called in names.items():
        spelled = {
            _inflected(fold(name), code)
            for name in called
            if name not in NO_STATE
            and (len(name) > 3 or name in more.get(state, ()) or code == "zh")
        }
        if spelled:
            groups.append(
                (
                    max(map(len, spelled)),
                    f"(?P<{state}>{'|'.join(sorted(spelled, key=len, reverse=True))})",
                )
            )
    joined = "|".join(group for _, group in sorted(groups, reverse=True))
    return re.compile(joined if code == "zh" else rf"\b(?:{joined})\b")


def _inflected(name: str, code: str) -> str:
    """Return the pattern of a name in any case that its language has."""
    endings = INFLECTED.get(code)
    if endings is None:
        return re.escape(name) + ("s?" if code == "de" else "")
    words = []
    for word in name.split():
        ends = re.search(rf"[{endings}]$", word) is not None and not word.isupper()
        base = word[:-2] if re.search(r"(ая|ыи|ии|ое)$", word) else word[:-1] if ends else word
        many = "0,3" if len(base) > 3 else "1,2" if ends else "0,2"
        words.append(re.escape(base) + ("" if word.isupper() else f"[{endings}]{{{many}}}"))
    return " ".join(words)


def _peopled(listed: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    groups = (
        f"(?P<{state}>{'|'.join(re.escape(fold(word)).replace(chr(92) + '*', chr(92) + 'w*') for word in words)})"
        for state, words in listed.items()
    )
    return re.compile(rf"\b(?:{'|'.join(groups)})\b", re.IGNORECASE)


def find_names(plain: str, tongue: Tongue, lexicon: Lexicon) -> list[Mention]:
    """Return the states that a folded sentence names, by name or adjective, in order."""
    found: list[Mention] = []
    patterns = [(tongue.names, False)] + ([(tongue.peoples, True)] if tongue.peoples else [])
    for pattern, is_adjective in patterns:
        for match in pattern.finditer(plain):
            known = lexicon.by_code(match.lastgroup or "")
            taken = any(match.start() < m.end and m.start < match.end() for m in found)
            if known is not None and not taken:
                how = "people" if is_adjective else "name"
                found.append(Mention(*match.span(), known, how, is_adjective=is_adjective))  # type: ignore[arg-type]
    return sorted(found, key=lambda mention: mention.start)


# When.

YEAR = r"(?P<year>(?:19|20)\d\d)"


def _date_patterns(
    code: str, months: Mapping[str, int], days: Mapping[str, int]
) -> tuple[re.Pattern[str], ...]:
    if code == "zh":
        return tuple(
            re.compile(one)
            for one in (
                rf"{YEAR}年(?:(?P<number>\d{{1,2}})月(?:(?P<day>\d{{1,2}})[日号])?)?",
                r"(?<!\d)(?P<number>\d{1,2})月(?P<day>\d{1,2})[日号]",
            )
        )
    month = f"(?P<month>{'|'.join(sorted({_stem(name, code) for name in months}, key=len, reverse=True))})"
    ending = rf"{MOVABLE.get(code, '')}[{INFLECTED[code]}]{{0,2}}" if code in INFLECTED else ""
    joint = r"(?:\s+(?:de|del|du))?,?\s+"
    weekday = "|".join(sorted({_stem(name, code) for name in days}, key=len, reverse=True))
    return tuple(
        re.compile(one, re.IGNORECASE)
        for one in (
            rf"\b(?P<day>\d{{1,2}})(?:er|\.)?\s+(?:de\s+)?{month}{ending}\b(?:{joint}{YEAR}\b)?",
            rf"\b{month}{ending}\b{joint}{YEAR}\b",
            rf"\b{month}{ending}\b",
            rf"\b(?P<weekday>{weekday}){ending}\b",
            rf"(?<![\d.,/-]){YEAR}\b(?![.,]?\d|\s?%)",
        )
    )


def _stem(name: str, code: str) -> str:
    """Return the letters that all cases of a month or weekday begin with."""
    if code not in INFLECTED:
        return name
    if code in MOVABLE and name.endswith(("bar", "ak", "бар", "ак")):
        return name[:-2]
    return name[:-1] if name[-1] in INFLECTED[code] else name


def find_dates_in(plain: str, tongue: Tongue, published: date | None) -> list[Dated]:
    """Return the dates of a folded sentence, in order; days without a year are counted back from the day of the news."""
    found: list[Dated] = []
    taken: list[tuple[int, int]] = []
    for pattern in tongue.dates:
        for match in pattern.finditer(plain):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            said = {k: v for k, v in match.groupdict().items() if v}
            edtf = _edtf(said, tongue, published)
            if edtf:
                is_counted = "year" not in said
                found.append(Dated(*match.span(), edtf, "in", counted=is_counted))
    if published is not None:
        for unit, pattern in tongue.ago.items():
            for match in pattern.finditer(plain):
                if unit == "y":
                    edtf = str(published.year - 1)
                else:
                    edtf = (published.replace(day=1) - timedelta(days=1)).isoformat()[:7]
                found.append(Dated(*match.span(), edtf, "in", counted=True))
    has_year = any(not one.counted for one in found)
    kept = [one for one in found if not (has_year and one.counted and len(one.edtf) == 7)]
    return sorted(kept, key=lambda one: one.start)


def _edtf(said: Mapping[str, str], tongue: Tongue, published: date | None) -> str | None:
    if "weekday" in said:
        number = _number(said["weekday"], tongue.days, tongue.code)
        if published is None or number is None:
            return None
        return (published - timedelta(days=(published.weekday() - number) % 7)).isoformat()
    month = int(said["number"]) if "number" in said else None
    if "month" in said:
        month = _number(said["month"], tongue.months, tongue.code)
    if month is None:
        return said.get("year")
    if not 1 <= month <= 12:
        return None
    day = int(said["day"]) if "day" in said else None
    if "year" in said:
        year = int(said["year"])
    elif published is None:
        return None
    else:
        year = published.year - ((month, day or 0) > (published.month, published.day if day else 0))
    try:
        date(year, month, day or 1)
    except ValueError:
        return None
    return f"{year}-{month:02}" + (f"-{day:02}" if day else "")


def _number(word: str, listed: Mapping[str, int], code: str) -> int | None:
    lowered = word.lower()
    return next((n for name, n in listed.items() if _stem(name, code) == lowered), None)


# How much.

SIGN = re.compile(r"(?:US ?\$|[€$£¥])\s?$")
MOST_WORDS = 5
"""Words behind a number that can still be its multiplier and currency: `mil millones de dólares`."""


def find_money(plain: str) -> list[Figure]:
    """Return the amounts of money of a folded sentence, in order, as people write them in any of the languages."""
    found: list[Figure] = []
    for match in NUMBER.finditer(plain):
        if found and match.start() < found[-1].end:
            continue
        if plain[max(0, match.start() - 1) : match.start()] in (".", ",", "/"):
            continue  # The rest of a number whose beginning is missing.
        sign = SIGN.search(plain, max(0, match.start() - 5), match.start())
        start = sign.start() if sign else match.start()
        if figure := _amount(plain, start, match.end()):
            found.append(figure)
    return found


def _amount(plain: str, start: int, end: int) -> Figure | None:
    """Return the amount of a number with the most words behind it that make one with it."""
    is_chinese = "\u4e00" <= plain[end : end + 1] <= "\u9fff"
    if is_chinese:
        ends = [end + count for count in range(min(7, len(plain) - end), 0, -1)]
    else:
        ends = [m.end() for m in re.finditer(r"[^\s,;:()]+", plain[end : end + 60])][:MOST_WORDS]
        ends = [end + place for place in reversed(ends)]
    led = re.search(r"(?:[^\W\d]+ )?[^\W\d]+ $", plain[max(0, start - 24) : start])
    words = led[0].strip() if led else ""
    lead = next((w for w in (words, words.rpartition(" ")[2]) if w and folded(w) in BY_WORD), "")
    for stop in [*ends, end]:
        said = plain[start:stop].rstrip(".")
        try:
            amount = read_amount(f"{lead} {said}" if lead else said)
        except ValueError:
            continue
        if amount.unit:
            return Figure(
                start,
                start + len(said),
                "money",
                amount.unit,
                amount.value,
                amount.low,
                amount.high,
                amount.approx,
            )
    return None
