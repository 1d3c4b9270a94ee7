"""How templates speak: messages with values, and the text of a case marked as being in its own language."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from jinja2 import Environment
from jinja2.ext import Extension
from markupsafe import Markup, escape

from tertius.atlas.search import KINDS
from tertius.language.catalogue import tongue_in
from tertius.language.told import (
    Recipe,
    Told,
    again,
    begun,
    catalogue,
    gettext,
    listed,
    made,
    marked,
    message_of,
    numeral,
    pgettext,
    separator_of,
    unstopped,
    within,
)
from tertius.present.charts import RELATED
from tertius.present.labels import Labels
from tertius.present.pictures import CAME

ENGLISH = "en"
"""The language of a case's own text, and of the atlas itself."""

LETTERS = re.compile(r"[^\W\d_]{2}")


def translate(message: str, /, **values: Any) -> Markup:
    """Return a message of a template, which may hold markup, with values put in escaped."""
    if catalogue() is None:
        return Markup(message).format(**values) if values else Markup(message)  # noqa: S704 - a template's own text
    return _filled(made_message(message), values)


def translate_many(one: str, many: str, count: int, /, **values: Any) -> Markup:
    """Return the message for a count, which may hold markup, with values put in escaped."""
    spoken = catalogue()
    if spoken is None:
        return Markup(one if count == 1 else many).format(count=count, **values)  # noqa: S704 - the same
    return _filled(spoken.plural(one, many, count), {"count": count, **values})


def made_message(message: str) -> str:
    """Return a message in the language that is spoken, without anything put in."""
    spoken = catalogue()
    return message if spoken is None else spoken.message(message)


PLACES = re.compile(r"<[^>]*>|\{(\w+)\}")


def _filled(message: str, values: Mapping[str, Any]) -> Markup:
    """Return a message with its values: marked as the case's where they are, but not inside a tag."""

    def put(found: re.Match[str]) -> str:
        if found[1] is None:
            return found[0].format(**{name: escape(again(v)) for name, v in values.items()})
        return shown(values[found[1]])

    return Markup(PLACES.sub(put, message))  # noqa: S704 - each value was escaped


def shown(value: Any) -> Markup:
    """Return a value as a page in another language has it: text of the case says which language it is in."""
    if hasattr(value, "__html__"):
        return Markup(value.__html__())  # noqa: S704 - it says itself that it is safe
    if isinstance(value, Told):
        return _told(value)
    if isinstance(value, float):
        return escape(numeral(str(value)))
    if isinstance(value, int) and not isinstance(value, bool):
        spoken = catalogue()
        return escape(spoken.number(value) if spoken else value)
    if isinstance(value, str) and LETTERS.search(value):
        return Markup('<span lang="{}">{}</span>').format(ENGLISH, value)
    return escape(value)


def _told(value: Told) -> Markup:
    recipe = value.recipe
    if recipe.kind in ("one", "many"):
        return _filled(str(escape(message_of(recipe))), recipe.values)
    if recipe.kind == "list":
        return escape(separator_of(recipe)).join(shown(item) for item in recipe.items)
    return escape(made(recipe))


def titled(value: Any) -> Markup:
    """Return a value whose element says itself which language the text of a case is in."""
    return _told(value) if isinstance(value, Told) else escape(value)


TOKENS = re.compile(
    r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|</?[a-zA-Z!](?:\{\{.*?\}\}|\{%.*?%\}|\"(?:\{\{.*?\}\}|\{%.*?%\}|[^\"])*\"|[^>\"])*>|[^<{]+|.",
    re.DOTALL,
)
BARE = ("title", "option", "script", "style", "code", "pre")
"""Elements whose text holds no markup, or is for programs."""


class Marking(Extension):
    """Passes what stands between tags through `shown`; for languages other than English alone."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the source of a template with `|shown` on each expression in its text."""
        parts, bare, show = [], False, "shown"
        for token in TOKENS.findall(source):
            if re.match(r"</?[a-zA-Z!]", token):
                tag = re.match(r"</?([\w!]+)", token)
                closing = token.startswith("</")
                # What says its language itself is marked already.
                own = 'lang="{{' in token
                bare = not closing and (own or bool(tag and tag[1].lower() in BARE))
                show = "titled" if "lang_mark(" in token else "shown"
            elif token.startswith("{{") and not bare:
                inner = token[2:-2]
                first = inner[:1] if inner[:1] in "-+" else ""
                last = inner[-1:] if inner[-1:] in "-+" else ""
                inner = inner[len(first) : len(inner) - len(last)]
                token = f"{{{{{first} ({inner})|{show} {last}}}}}"  # noqa: PLW2901 - the token as it is written
            parts.append(token)
        return "".join(parts)


SAYS = re.compile(r'(?:say|TERTIUS_SAY)\("((?:[^"\\]|\\.)*)"')
NARROWED = (
    marked("{shown} of {all} entries"),
    marked("{shown} of {all} links"),
    marked("{shown} of {all} engagements"),
)
"""What narrowed lists say, which the page's script puts together with what is listed."""


def words_script(scripts: Iterable[str]) -> str:
    """Return a script that sets `TERTIUS_WORDS`: what scripts say, in the language that is spoken."""
    messages = {message: None for script in scripts for message in SAYS.findall(script)}
    words = {message: str(gettext(message)) for message in (*messages, *NARROWED, *KINDS)}
    text = json.dumps(words, ensure_ascii=False, separators=(",", ":"))
    return f"var TERTIUS_WORDS = {text};\n"


def separator(english: str) -> str:
    """Return what stands between items in the language that is spoken, by what stands there in English."""
    spoken = catalogue()
    return english if spoken is None else spoken.separator(english)


def lang_mark(lang: str | None, text: str = "") -> Markup:
    """Return the attribute that says in which language a source's title is, where it is not the page's.

    On a page that is not in English it is empty where nobody says the language: without it the title
    would count, and be read out, as one in the language of the page.
    """
    if isinstance(text, Told):
        return Markup("")
    spoken = catalogue()
    if spoken is None:
        return Markup(' lang="{}"').format(lang) if lang and lang != ENGLISH else Markup("")
    return Markup(' lang="{}"').format(lang or "")


def tongue(tag: str | None) -> str:
    """Return what a language is called in the one that is spoken, by its tag; empty text without one."""
    from babel import Locale

    spoken = catalogue()
    if not tag or spoken is None:
        return tongue_in(Locale(ENGLISH), tag) if tag else ""
    said = spoken.tongue(tag)
    return made(Recipe("given", said, {}))


def unmarked(text: str) -> str:
    """Return a text as an attribute can hold it: without the marks of which language a part of it is in."""
    return text if catalogue() is None else escape(text).striptags()


def quote_lang_mark(said: Any) -> Markup:
    """Return the attribute that says in which language a quote is, on a page that is not in English."""
    if catalogue() is None:
        return Markup("")
    return lang_mark((said.via or said.sources[0]).lang)


def speak(environment: Environment, labels: Labels) -> None:
    """Give templates what they speak with, in the language that is spoken."""
    taxonomy = labels.case.taxonomy

    def worded_all(vocabulary: str, words: str) -> str:
        return listed(taxonomy.label(vocabulary, word) for word in words.split(";"))

    def shown_word(name: str, entry: Mapping[str, Any]) -> str:
        return entry.get("label") or gettext(name.replace("_", " "))

    environment.globals.update(
        _=translate,
        ngettext=translate_many,
        pgettext=pgettext,
        sep=separator,
        gettext=gettext,
        listed=listed,
        lang_mark=lang_mark,
        quote_lang_mark=quote_lang_mark,
        related=lambda word: gettext(RELATED[word]),
        reached=lambda word: gettext(CAME[word]),
        tongues=lambda tags: [tongue(tag) for tag in tags],
        worded_all=worded_all,
        shown_word=shown_word,
    )
    environment.filters.update(
        begun=begun,
        within=within,
        qualified=labels.case.qualified,
        unmarked=unmarked,
        unstopped=unstopped,
        side=labels.side,
        shown=shown,
        titled=titled,
        tongue=tongue,
    )
