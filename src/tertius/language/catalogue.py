"""The translations of a language, read from its catalogue when it is asked for."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from tertius.language.serbian import latin
from tertius.language.told import CONTEXT, gettext, marked, without_context

if TYPE_CHECKING:
    from babel import Locale

LANGUAGES = {
    "en": "English",
    "sr-Cyrl": "српски",
    "sr-Latn": "srpski",
    "ru": "русский",
    "zh": "中文",
}
"""The languages that pages can speak, by code, each in its own words."""

WRITTEN = {"sr-Cyrl": "sr", "sr-Latn": "sr", "ru": "ru", "zh": "zh"}
"""The catalogue of each language; Serbian is written in Cyrillic, and its Latin made from that."""

BLOCS = (
    marked("EU"),
    marked("NATO"),
    marked("European Union"),
    marked("North Atlantic Treaty Organization"),
    marked("United Nations"),
    marked("Eurasian Economic Union"),
    marked("Collective Security Treaty Organization"),
    marked("Soviet Union"),
    marked("Yugoslavia"),
    marked("Serbia and Montenegro"),
)
"""What has a code and no name in the lists of countries that come with Babel."""


IN_CHINESE = {", ": "、", "; ": "；", ": ": "："}
"""What stands between the items of a list in Chinese, by what stands there in English."""

MYRIADS = ((Decimal(10**8), "亿"), (Decimal(10**4), "万"))
"""The large numbers of Chinese, the largest first."""


def tongue_in(locale: "Locale", tag: str) -> str:
    """Return what a language is called in that of a locale: `sr-Latn` is Serbian (Latin); the tag where it has no name."""
    code, *parts = tag.split("-")
    scripts = [locale.scripts[part] for part in parts if part in locale.scripts]
    name = locale.languages.get(code)
    if name is None:
        return tag
    return f"{name} ({', '.join(scripts)})" if scripts else str(name)


class Catalogue:
    """The messages of one language, with its rules for plurals, numbers and names of countries."""

    def __init__(self, code: str, messages: Mapping[Any, Any], locale: "Locale") -> None:
        self.is_whole = all(
            all(said) if isinstance(said, tuple) else said for said in messages.values()
        )
        self.code, self.messages, self.locale = code, messages, locale
        self.in_latin = code == "sr-Latn"

    def message(self, text: str) -> str:
        """Return the translation of a message; that without its context, or the message itself, where there is none."""
        plain = without_context(text)
        return self._written(self.messages.get(text) or self.messages.get(plain) or plain, plain)

    def plural(self, one: str, many: str, count: int) -> str:
        """Return the form of a message for a count, by the plural rule of the language."""
        forms = self.messages.get(one)
        if not isinstance(forms, tuple) or not all(forms):
            return one if count == 1 else many
        return self._written(forms[min(self.form(count), len(forms) - 1)], one)

    def form(self, count: int) -> int:
        """Return which of the forms in a catalogue stands for a count."""
        if self.locale.language == "zh":
            return 0
        # Russian and Serbian alike: 1, 21, 31; then 2 to 4, 22 to 24; then all others.
        last, teens = count % 10, count % 100
        if last == 1 and teens != 11:
            return 0
        return 1 if 2 <= last <= 4 and not 12 <= teens <= 14 else 2

    def number(self, value: int) -> str:
        """Return a whole number with its thousands set apart from ten thousand on, since a year is below it."""
        from babel.numbers import format_decimal

        return format_decimal(value, locale=self.locale) if abs(value) >= 10_000 else str(value)

    def numeral(self, text: str) -> str:
        """Return a number that is written as in English, `1,234.5`, with the signs of the language."""
        from babel.numbers import get_decimal_symbol, get_group_symbol

        signs = {",": get_group_symbol(self.locale), ".": get_decimal_symbol(self.locale)}
        return "".join(signs.get(sign, sign) for sign in text)

    def separator(self, english: str) -> str:
        """Return what stands between the items of a list, by what stands there in English."""
        if english in self.messages:
            return self.message(english)
        return IN_CHINESE.get(english, english) if self.locale.language == "zh" else english

    @property
    def in_myriads(self) -> bool:
        """Whether large numbers are counted in ten thousands and hundred millions."""
        return bool(self.locale.language == "zh")

    def scaled(self, value: Decimal, digits: int) -> str:
        """Return an amount in ten thousands or hundred millions, empty where the language does not count so.

        It is rounded to that many digits in all; to hundredths of the large number where `digits` is 0.
        """
        for unit, sign in MYRIADS if self.in_myriads else ():
            if abs(value) >= unit:
                count = value / unit
                step = Decimal(1).scaleb(count.adjusted() - digits + 1 if digits else -2)
                text = f"{count.quantize(step):,f}"
                return self.numeral(text.rstrip("0").rstrip(".") if "." in text else text) + sign
        return ""

    def territory(self, code: str, english: str) -> str:
        """Return what a country is called, by its code of three letters; a bloc by its English name."""
        import pycountry

        country = pycountry.countries.get(alpha_3=code)
        short = "XK" if code == "XKX" else country.alpha_2 if country else ""
        name = self.locale.territories.get(short)
        return str(name) if name else str(gettext(english))

    def tongue(self, tag: str) -> str:
        """Return what a language is called, by its tag."""
        return tongue_in(self.locale, tag)

    def time_locale(self) -> dict[str, Any]:
        """Return names of months and days as drawings take them (d3-time-format)."""
        months = [self.locale.months["stand-alone"]["wide"][k].capitalize() for k in range(1, 13)]
        short = [self.locale.months["stand-alone"]["abbreviated"][k] for k in range(1, 13)]
        days = [self.locale.days["stand-alone"]["wide"][k] for k in (6, 0, 1, 2, 3, 4, 5)]
        brief = [self.locale.days["stand-alone"]["abbreviated"][k] for k in (6, 0, 1, 2, 3, 4, 5)]
        return {
            "dateTime": "%x, %X",
            "date": "%Y-%m-%d",
            "time": "%H:%M",
            "periods": ["AM", "PM"],
            "days": days,
            "shortDays": brief,
            "months": months,
            "shortMonths": short,
        }

    def number_locale(self) -> dict[str, Any]:
        """Return the signs of numbers as drawings take them (d3-format)."""
        return {
            "decimal": self.numeral("."),
            "thousands": self.numeral(","),
            "grouping": [3],
            "currency": ["", ""],
        }

    def _written(self, text: str, message: str) -> str:
        return latin(text) if self.in_latin and text is not message else text


@cache
def catalogue_of(code: str) -> Catalogue | None:
    """Return the catalogue of a language; None for English. Raises KeyError where there is no such language."""
    if code == "en":
        return None
    from babel import Locale
    from babel.messages.pofile import read_po

    path = files("tertius.language").joinpath("locale", f"{WRITTEN[code]}.po")
    with path.open("rb") as file:
        read = read_po(file, locale=WRITTEN[code])
    messages = {_key(one): one.string for one in read if one.id and not one.fuzzy}
    return Catalogue(code, messages, Locale.parse(code.replace("-", "_")))


def _key(message: Any) -> str:
    """Return what a message of a catalogue is looked up by: its context, where it has one, and its words."""
    words = message.id[0] if isinstance(message.id, tuple) else message.id
    return f"{message.context}{CONTEXT}{words}" if message.context else str(words)
