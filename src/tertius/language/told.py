"""Sentences that are marked for translation, and remember how they were made.

`gettext` and `ngettext` give a sentence in the language that is spoken at the time. It is an ordinary
text that knows its message and what was put into it, so that a sentence which was made while a case
was computed, in English, can be told again when its pages are written in another language.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from tertius.language.catalogue import Catalogue


CONTEXT = "\x04"
"""Stands between the context of a message and the message, as in catalogues of gettext."""


def without_context(message: str) -> str:
    """Return a message without what it stands for."""
    return message.rpartition(CONTEXT)[2]


class Recipe(NamedTuple):
    """How a sentence is made: by a message, a message for one and for many, a list, a number, an amount, or a country's name."""

    kind: str
    message: str
    values: Mapping[str, Any]
    many: str = ""
    items: tuple[Any, ...] = ()


class Told(str):  # noqa: SLOT000 - it has to be a text for whoever does not know it
    """A sentence of the program in the language spoken when it was made, with its recipe."""

    recipe: Recipe

    @classmethod
    def of(cls, text: str, recipe: Recipe) -> "Told":
        """Return a text with how it was made."""
        told = cls(text)
        told.recipe = recipe
        return told

    def __reduce__(self) -> tuple[Any, ...]:
        return Told.of, (str(self), self.recipe)


_spoken: ContextVar["Catalogue | None"] = ContextVar("language", default=None)


def catalogue() -> "Catalogue | None":
    """Return the catalogue of the language that is spoken; None for English."""
    return _spoken.get()


@contextmanager
def speaking(language: "Catalogue | None") -> Iterator[None]:
    """Speak a language for as long as the block lasts; None is English."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def marked(message: str) -> str:
    """Return a message as it is: it is translated where it is shown, by `gettext`."""
    return message


def gettext(message: str, /, **values: Any) -> str:
    """Return a message in the language that is spoken, with values in place of its `{names}`."""
    return made(Recipe("one", message, values))


def pgettext(context: str, message: str, /, **values: Any) -> str:
    """Return a message that means several things, as it is translated where it means what the context says."""
    return made(Recipe("one", f"{context}{CONTEXT}{message}", values))


def ngettext(one: str, many: str, count: int, /, **values: Any) -> str:
    """Return the message for a count, by the plural rule of the language; `{count}` is the number."""
    return made(Recipe("many", one, {"count": count, **values}, many))


def listed(items: Iterable[Any], separator: str = ", ") -> str:
    """Return texts in a row, each of which can be told again."""
    return made(Recipe("list", separator, {}, items=tuple(items)))


def territory(code: str, english: str) -> str:
    """Return what a country or bloc is called in the language that is spoken."""
    return made(Recipe("territory", code, {}, english))


def begun(text: str) -> str:
    """Return a text with its first letter as a sentence begins."""
    said = again(text)
    return made(Recipe("begun", "", {}, items=(said,))) if said else said


def within(text: str) -> str:
    """Return a sentence as it stands within another: without its capital and its full stop."""
    said = again(text)
    return made(Recipe("within", "", {}, items=(said,)))


def unstopped(text: str) -> str:
    """Return a sentence without its full stop."""
    return made(Recipe("unstopped", "", {}, items=(again(text),)))


def numeral(text: str) -> str:
    """Return a number that is written as in English, `1,234.5`, as the language writes it."""
    return made(Recipe("number", text, {}))


def scaled(value: Any, english: str, *, digits: int = 0) -> str:
    """Return an amount as said in English, `1.5 billion`; in a language that counts otherwise, as there.

    There it is rounded to that many digits in all; to hundredths of the large number where `digits` is 0.
    """
    return made(Recipe("scaled", str(value), {}, str(digits), (english,)))


def worded(text: str, message: str) -> str:
    """Return a word of a table as it stands, in English; in another language, what its label is there."""
    return made(Recipe("word", message, {}, text))


def again(text: Any) -> Any:
    """Return a sentence in the language that is spoken now; anything else as it is."""
    return made(text.recipe) if isinstance(text, Told) else text


def made(recipe: Recipe, show: Callable[[Any], str] | None = None) -> str:
    """Return what a recipe gives in the language that is spoken; `show` says how a value is put in."""
    spoken = _spoken.get()
    put = show or (str if spoken is None else _plain)
    if recipe.kind == "list":
        text = separator_of(recipe).join(put(item) for item in recipe.items)
    elif recipe.kind == "unstopped":
        text = put(recipe.items[0]).strip(".。")
    elif recipe.kind == "given":
        text = recipe.message
    elif recipe.kind == "begun":
        text = put(recipe.items[0])
        text = text[:1].upper() + text[1:]
    elif recipe.kind == "within":
        text = put(recipe.items[0]).strip(".。").lower()
    elif recipe.kind == "word":
        text = recipe.many if spoken is None else spoken.message(recipe.message)
    elif recipe.kind == "number":
        text = recipe.message if spoken is None else spoken.numeral(recipe.message)
    elif recipe.kind == "scaled":
        own = spoken.scaled(Decimal(recipe.message), int(recipe.many)) if spoken else ""
        text = own or put(recipe.items[0])
    elif recipe.kind == "territory":
        text = recipe.many
        if spoken is not None:
            text = spoken.territory(recipe.message, recipe.many)
    else:
        message = message_of(recipe)
        values = recipe.values
        text = message.format(**{k: put(v) for k, v in values.items()}) if values else message
    return Told.of(text, recipe)


def _plain(value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        spoken = _spoken.get()
        return spoken.number(value) if spoken else str(value)
    return str(again(value))


def message_of(recipe: Recipe) -> str:
    """Return the message of a sentence in the language that is spoken, without its values."""
    spoken = _spoken.get()
    if recipe.kind == "many":
        count = recipe.values["count"]
        if spoken is None:
            return recipe.message if count == 1 else recipe.many
        return spoken.plural(recipe.message, recipe.many, count)
    return without_context(recipe.message) if spoken is None else spoken.message(recipe.message)


def separator_of(recipe: Recipe) -> str:
    """Return what stands between the items of a list in the language that is spoken."""
    spoken = _spoken.get()
    return recipe.message if spoken is None else spoken.separator(recipe.message)
