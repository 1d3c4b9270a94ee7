"""The names of the twelve months in the languages that sources are read in, from CLDR."""

from functools import cache

from tertius.evidence.fold import plain

LANGUAGES = ("en", "de", "fr", "es", "ru", "sr", "sr_Latn", "zh")
"""The languages in which the vocabulary of countries is read too."""
SHORTER = {"en": {"sept": 9}}
"""Abbreviations of a language that CLDR does not list."""

MORE = {
    "sept": 9,
    "jän": 1,
    "jänner": 1,
    "maerz": 3,
    "januar": 1,
    "januara": 1,
    "februara": 2,
    "marta": 3,
    "aprila": 4,
    "maja": 5,
    "juna": 6,
    "jula": 7,
    "avgusta": 8,
    "septembra": 9,
    "oktobra": 10,
    "novembra": 11,
    "decembra": 12,
    "јануара": 1,
    "фебруара": 2,
    "марта": 3,
    "априла": 4,
    "маја": 5,
    "јуна": 6,
    "јула": 7,
    "августа": 8,
    "септембра": 9,
    "октобра": 10,
    "новембра": 11,
    "децембра": 12,
    **{
        name: number
        for number, names in enumerate(
            (
                "gennaio janeiro",
                "febbraio fevereiro",
                "março",
                "aprile",
                "maggio maio",
                "giugno junho",
                "luglio julho",
                "",
                "settembre setembro",
                "ottobre outubro",
                "novembro",
                "dicembre dezembro",
            ),
            start=1,
        )
        for name in names.split()
    },
}
"""Names that CLDR does not list in those languages: the genitive in Serbian, Austria's January, abbreviations
of four letters; and the names in Italian and Portuguese, whose abbreviations are words of other languages."""


def folded(text: str) -> str:
    """Return a text in lower case, without accents, and with digits of any script as ASCII."""
    return plain(text.casefold())


@cache
def months_in(language: str) -> dict[str, int]:
    """Return the number of each month by its name in one language, in small letters, in full and abbreviated."""
    from babel import Locale

    found: dict[str, int] = {}
    names = Locale.parse(language).months
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in names[context][width].items():
                found.setdefault(str(name).casefold().rstrip("."), int(number))
    return found | SHORTER.get(language, {})


@cache
def months() -> dict[str, int]:
    """Return the number of each month by its folded name, in full and abbreviated."""
    found: dict[str, int] = {}
    for language in LANGUAGES:
        for name, number in months_in(language).items():
            found.setdefault(folded(name).rstrip("."), number)
    return found | {folded(name): number for name, number in MORE.items()}


@cache
def spelled_months() -> dict[str, int]:
    """Return the number of each month by its name in small letters, with its accents and without them.

    Names that are no mere letters, as in Chinese, are left out.
    """
    spelled = {
        name: number for language in LANGUAGES for name, number in months_in(language).items()
    }
    every = {**months(), **spelled, **MORE}
    return {name: number for name, number in every.items() if name.isalpha()}
