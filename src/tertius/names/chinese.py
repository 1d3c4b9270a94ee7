"""Chinese: characters as pinyin, and pinyin as Serbian and Russian newspapers spell it."""

import re
from functools import lru_cache
from itertools import islice, product

FREQUENT = """
    ai an bai bao bi bo cai cao cen chang che chen cheng chi chu cui dai deng di ding dong du
    duan fan fang fei feng fu gan gao ge geng gong gu guan guo han hao he hong hou hu hua
    huang huo ji jia jian jiang jin jing ke kong lai lan lei li lian liang liao lin ling liu
    long lou lu luo lv ma mao mei meng miao mo mu ni nie niu ou pan pang peng piao pu qi qian
    qiao qin qiu qu quan ren rong ruan shan shang shao shen sheng shi shu song su sun tan tang
    tao teng tian tong tu wan wang wei wen weng wu xi xia xiang xiao xie xin xing xiong xu xue
    yan yang yao ye yi yin ying you yu yuan yue yun zang zeng zha zhai zhan zhang zhao zhen
    zheng zhong zhou zhu zhuang zhuo zong zou zu zuo
"""
SURNAMES = frozenset(FREQUENT.split())
"""Frequent surnames, in pinyin."""
TWO = frozenset(
    [
        "欧阳",
        "歐陽",
        "司马",
        "司馬",
        "诸葛",
        "諸葛",
        "上官",
        "令狐",
        "东方",
        "東方",
        "皇甫",
        "慕容",
        "夏侯",
        "尉迟",
    ]
)
READ_AS_SURNAME = {
    characters[0]: tuple(characters[1:].split())
    for characters in (
        "单 shan", "單 shan", "解 xie", "曾 zeng", "仇 qiu", "查 zha cha", "任 ren", "区 ou", "區 ou",
        "朴 piao pu", "华 hua", "華 hua", "盖 ge gai", "蓋 ge gai", "覃 qin tan", "翟 zhai di",
        "乐 yue le", "樂 yue le", "吕 lv", "呂 lv", "那 na", "尉 wei yu", "缪 miao mou", "繆 miao mou",
        "冼 xian", "洗 xian", "宓 mi fu", "纪 ji", "紀 ji", "员 yun", "秘 bi", "折 she", "种 chong",
        "繁 po", "召 shao", "逄 pang", "应 ying", "應 ying", "薄 bo", "褚 chu", "臧 zang", "隗 wei kui",
        "郇 xun huan", "郗 xi chi", "谌 chen shen", "諶 chen shen", "都 du", "哈 ha", "钭 tou",
    )
}  # fmt: skip
"""Characters that are read otherwise as a surname, or in several ways as one; the usual reading first."""
INITIALS = ("zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcsyw")
SYLLABLE = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])(?:iang|iong|uang|ang|eng|ian|iao|ing|ong|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|ve|a|e|i|o|u|v)"
    r"(?![aeiouv])|(?:ang|ai|an|ao|en|er|ou|a|e|o)(?![aeiouv])"
)
RUSSIAN_INITIALS = dict(
    zip(
        [
            "b",
            "p",
            "m",
            "f",
            "d",
            "t",
            "n",
            "l",
            "g",
            "k",
            "h",
            "j",
            "q",
            "x",
            "zh",
            "ch",
            "sh",
            "r",
            "z",
            "c",
            "s",
        ],
        [
            "б",
            "п",
            "м",
            "ф",
            "д",
            "т",
            "н",
            "л",
            "г",
            "к",
            "х",
            "цз",
            "ц",
            "с",
            "чж",
            "ч",
            "ш",
            "ж",
            "цз",
            "ц",
            "с",
        ],
        strict=True,
    )
)
RUSSIAN_SOFT = {
    "i": "и", "ia": "я", "ian": "янь", "iang": "ян", "iao": "яо", "ie": "е", "in": "инь", "ing": "ин", "iong": "юн", "iu": "ю",
    "u": "юй", "uan": "юань", "ue": "юэ", "un": "юнь",
}  # fmt: skip
RUSSIAN_FINALS = {
    "a": "а", "ai": "ай", "an": "ань", "ang": "ан", "ao": "ао", "e": "э", "ei": "эй", "en": "энь", "eng": "эн", "er": "эр",
    "i": "и", "ia": "я", "ian": "янь", "iang": "ян", "iao": "яо", "ie": "е", "in": "инь", "ing": "ин", "iu": "ю", "o": "о",
    "ong": "ун", "ou": "оу", "u": "у", "ua": "уа", "uai": "уай", "uan": "уань", "uang": "уан", "ui": "уэй", "un": "унь",
    "uo": "о", "v": "юй", "ve": "юэ", "ue": "юэ", "iong": "юн",
}  # fmt: skip
RUSSIAN_WHOLE = {
    "ya": "я", "yan": "янь", "yang": "ян", "yao": "яо", "ye": "е", "yi": "и", "yin": "инь", "ying": "ин", "yong": "юн",
    "you": "ю", "yu": "юй", "yuan": "юань", "yue": "юэ", "yun": "юнь", "wa": "ва", "wai": "вай", "wan": "вань",
    "wang": "ван", "wei": "вэй", "wen": "вэнь", "weng": "вэн", "wo": "во", "wu": "у", "hui": "хуэй", "lia": "ля",
}  # fmt: skip
SERBIAN_INITIALS = {
    "j": "dj",
    "q": "c",
    "x": "s",
    "zh": "dz",
    "ch": "c",
    "sh": "s",
    "r": "z",
    "z": "c",
    "y": "j",
    "w": "v",
}
SERBIAN_FINALS = {
    "ia": "ija", "ian": "ijen", "iang": "ijang", "iao": "ijao", "ie": "ije", "iong": "jung", "iu": "iju", "ong": "ung",
    "ei": "ej", "ai": "aj", "ui": "uej", "uai": "uaj", "ue": "ue",
}  # fmt: skip


@lru_cache(maxsize=65536)
def syllables(text: str) -> tuple[str, ...]:
    """Return the syllables of Chinese characters in pinyin without tones; other letters are left out."""
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin(text, errors="ignore", v_to_u=False))


KNOWN_AS = {
    "普京": "putin",
    "特朗普": "trump",
    "川普": "trump",
    "默克尔": "merkel",
    "梅德韦杰夫": "medvedev",
}
"""Names whose characters do not sound like them."""


@lru_cache(maxsize=65536)
def person_words(text: str) -> tuple[str, ...]:
    """Return a Chinese person's name in pinyin, surname first, if its characters can be one; else nothing."""
    return next(iter(persons(text)), ())


@lru_cache(maxsize=65536)
def persons(text: str) -> tuple[tuple[str, str], ...]:
    """Return every way to read and spell a Chinese person's name, surname first, the usual one first.

    吕 is spelled lü, lu, lyu or lv, whether as a surname or in a given name.
    """
    if not 2 <= len(text) <= 4:
        return ()
    size = 2 if text[:2] in TWO and len(text) > 2 else 1
    if size == 1 and len(text) > 3:
        return ()
    surnames = READ_AS_SURNAME.get(text[0], ()) if size == 1 else ()
    read = syllables(text)
    if len(read) != len(text):
        return ()
    plain_surname = "".join(read[:size])
    if size == 1 and not surnames and plain_surname not in SURNAMES:
        return ()
    givens = dict.fromkeys(["".join(read[size:]), *_read_alone(text[size:])])
    usual = [(surname, given) for given in givens for surname in surnames or (plain_surname,)]
    spelled = [
        (surname.replace("v", vowel), given.replace("v", vowel))
        for vowel in ("u", "yu")
        for surname, given in usual
    ]
    return tuple(dict.fromkeys([*usual, *spelled]))


def _read_alone(text: str) -> list[str]:
    """Return the readings of a given name whose characters each have several, eight at most."""
    from pypinyin import Style, pinyin

    each = pinyin(text, style=Style.NORMAL, heteronym=True, errors="ignore", v_to_u=False)
    return ["".join(syllables) for syllables in islice(product(*(one[:3] for one in each)), 8)]


@lru_cache(maxsize=65536)
def pinyin_of(word: str) -> tuple[str, ...]:
    """Return the syllables of a word that is written in pinyin; nothing where it is not."""
    syllables_of: list[str] = []
    place = 0
    word = word.replace("'", "").replace("’", "").replace("ü", "v")
    while place < len(word):
        syllable = SYLLABLE.match(word, place)
        if syllable is None:
            longer = re.compile(
                r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:an|en|in|un|a|e|i|o|u)"
            ).match(word, place)
            if longer is None:
                return ()
            syllable = longer
        syllables_of.append(syllable[0])
        place = syllable.end()
    return tuple(syllables_of) if len(syllables_of) <= 4 else ()


def _parts(syllable: str) -> tuple[str, str]:
    first = next((i for i in INITIALS if syllable.startswith(i)), "")
    return first, syllable[len(first) :]


@lru_cache(maxsize=65536)
def in_russian(word: str) -> str:
    """Return a word in pinyin as Russian spells it (Palladius); empty where it is no pinyin."""
    parts = []
    for syllable in pinyin_of(word):
        first, rest = _parts(syllable)
        if syllable in RUSSIAN_WHOLE:
            parts.append(RUSSIAN_WHOLE[syllable])
        elif first in ("j", "q", "x"):
            parts.append(RUSSIAN_INITIALS[first] + RUSSIAN_SOFT.get(rest, rest))
        elif first in ("z", "c", "s") and rest == "i":
            parts.append(RUSSIAN_INITIALS[first] + "ы")
        else:
            parts.append(RUSSIAN_INITIALS.get(first, "") + RUSSIAN_FINALS.get(rest, rest))
    return "".join(parts)


@lru_cache(maxsize=65536)
def in_serbian(word: str) -> str:
    """Return a word in pinyin as Serbian spells it, without diacritics; empty where it is no pinyin."""
    parts = []
    for syllable in pinyin_of(word):
        first, rest = _parts(syllable)
        if syllable == "yi":
            parts.append("ji")
        else:
            parts.append(SERBIAN_INITIALS.get(first, first) + SERBIAN_FINALS.get(rest, rest))
    return "".join(parts)
