"""Tags of languages as BCP 47 writes them, and what people write instead."""

import re

TAG = re.compile(
    r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
    r"(?:-x(?:-[a-z0-9]{1,8})+)?\Z"
)
"""A language of two or three letters, then perhaps its script, region and variants."""

CALLED = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr",
    "spanish": "es", "español": "es", "portuguese": "pt", "português": "pt", "italian": "it",
    "russian": "ru", "русский": "ru", "ukrainian": "uk", "belarusian": "be", "polish": "pl",
    "czech": "cs", "slovak": "sk", "slovene": "sl", "slovenian": "sl", "croatian": "hr",
    "hrvatski": "hr", "bosnian": "bs", "macedonian": "mk", "bulgarian": "bg", "romanian": "ro",
    "hungarian": "hu", "magyar": "hu", "albanian": "sq", "greek": "el", "turkish": "tr",
    "arabic": "ar", "hebrew": "he", "persian": "fa", "farsi": "fa", "hindi": "hi", "urdu": "ur",
    "swahili": "sw", "amharic": "am", "hausa": "ha", "japanese": "ja", "korean": "ko",
    "vietnamese": "vi", "thai": "th", "indonesian": "id", "malay": "ms", "kazakh": "kk",
    "uzbek": "uz", "georgian": "ka", "armenian": "hy", "azerbaijani": "az", "dutch": "nl",
    "swedish": "sv", "finnish": "fi", "danish": "da", "norwegian": "no", "estonian": "et",
    "latvian": "lv", "lithuanian": "lt", "mongolian": "mn", "serbian": "sr", "srpski": "sr",
    "српски": "sr", "chinese": "zh", "mandarin": "zh", "中文": "zh",
}  # fmt: skip
"""What languages are called, by their tags."""

CYRILLIC = re.compile("[\u0400-\u04ff]")
HAN = re.compile("[\u3400-\u9fff]")


def language_meant(text: str, sample: str = "") -> str | None:
    """Return the tag that is meant by the name of a language or a tag in other letters; None where that cannot be told.

    Of a language with two scripts, the sample of its words tells the script.
    """
    named = CALLED.get(text.strip().casefold())
    if named == "sr" and sample:
        return "sr-Cyrl" if CYRILLIC.search(sample) else "sr-Latn"
    if named == "zh" and sample and not HAN.search(sample):
        return "zh-Latn"
    if named:
        return named
    first, *others = re.split(r"[-_ ]+", text.strip())
    parts = [first.lower(), *(_part(part) for part in others)]
    meant = "-".join(parts)
    return meant if 2 <= len(first) <= 3 and meant != text and TAG.match(meant) else None


def _part(part: str) -> str:
    if len(part) == 4 and part.isalpha():
        return part.capitalize()
    return part.upper() if len(part) == 2 else part.lower()
