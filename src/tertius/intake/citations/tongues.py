"""The language of a title, where its letters or its small words make it evident."""

from collections.abc import Mapping

_WORDS: Mapping[str, frozenset[str]] = {
    tag: frozenset(words.split())
    for tag, words in {
        "en": "the of and to in for with on is are as at by from after over why how what its not will who into between"
        " against amid about has new says an",
        "de": "der die das und für mit von auf ein eine dem den im zur zum über nicht ist des zwischen wie als",
        "fr": "le la les des du et dans pour sur une est aux avec entre par au en comment vers",
        "sr-Latn": "za iz sa od je su da ne se i u na po o kao kako što sta šta ili ali nije koji koja kod prema oko"
        " ministra vlada srbije srbija srbiji srbiju rusija rusije rusiji kina kine kini beograd zakon odnosi saradnja"
        " biografija ovo momenat ruskim između posle protiv će ministar predsednik",
        "ru-Latn": "iz po v na s o i kak dlya k ot chto pri ne za ob protiv nazval rossii rossiya rossiyu rossiyskaya"
        " rossiyan serbii serbiya serbiyu serbov putin putina ministr glavnim drugom otkrilos stalo mezhdu dlia soyuz"
        " voyna voina mir zachem pochemu bolshe menshe chem soobshcheniya i v",
    }.items()
}
_SERBIAN_LETTERS = frozenset("ђјљњћџЂЈЉЊЋЏ")
_RUSSIAN_LETTERS = frozenset("ыэъёщйяюьЫЭЪЁЩЙЯЮЬ")
_TONES = frozenset("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ")
_DIACRITICS = frozenset("čćšžđČĆŠŽĐ")
_RUSSIAN_ENDINGS = (
    "skii",
    "skij",
    "ogo",
    "ego",
    "iyu",
    "iya",
    "iye",
    "ykh",
    "ikh",
    "skoi",
    "stvo",
    "niya",
    "niye",
    "nii",
    "tsii",
    "skaya",
    "skoy",
    "vayet",
    "yet",
)
LONGEST = 600
"""Letters of a title by which its language is told; the rest is not looked at."""


def language(title: str) -> str | None:
    """The language of a title as a BCP 47 tag with its script; None where nothing shows it."""
    title = title[:LONGEST]
    letters = [sign for sign in title if sign.isalpha()]
    if not letters:
        return None
    if sum(1 for sign in letters if "\u4e00" <= sign <= "\u9fff") * 3 > len(letters):
        return "zh"
    if sum(1 for sign in letters if "\u0400" <= sign <= "\u04ff") * 2 > len(letters):
        if any(sign in _SERBIAN_LETTERS for sign in letters):
            return "sr-Cyrl"
        return "ru" if any(sign in _RUSSIAN_LETTERS for sign in letters) else None
    words = [word.strip(".,:;!?–—()[]\"“”‘’'«»„") for word in title.lower().split()]
    toned = sum(1 for word in words if any(sign in _TONES for sign in word))
    if toned * 2 >= len(words) and toned > 1:
        return "zh-Latn"
    points = {
        tag: float(sum(1 for word in words if word in known)) for tag, known in _WORDS.items()
    }
    points["ru-Latn"] += sum(
        1 for word in words if len(word) > 5 and word.endswith(_RUSSIAN_ENDINGS)
    )
    points["ru-Latn"] += sum(
        0.6
        for word in words
        if any(part in word for part in ("shch", "zh", "kh", "iy", "yu", "ya", "y’", "’"))
    ) * (0.5 if points["en"] else 1)
    if any(sign in _DIACRITICS for sign in title) and points["en"] == 0:
        points["sr-Latn"] += 1.5
        points["ru-Latn"] = 0
    best, following = sorted(points, key=lambda tag: -points[tag])[:2]
    if points[best] < 2 and not (points[best] >= 1 and len(words) <= 4):
        return None
    return best if points[best] > points[following] else None
