"""Sentences in other languages than English: their language, names, dates, money, and what they say was done."""

from datetime import date

import pytest

from small_proposals import bare, read, rows
from tertius.intake.extraction.proposals.fold import fold
from tertius.intake.extraction.proposals.lexicon import case_lexicon
from tertius.intake.extraction.proposals.tongues import (
    find_dates_in,
    find_money,
    find_names,
    known_tongues,
    tongue_of,
)

CASE = bare(hosts=("KGZ",), powers=("RUS", "CHN"))
LEXICON, _ = case_lexicon(CASE)
THURSDAY = date(2022, 4, 14)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("La Chine a accordé un prêt à la Serbie.", "fr"),
        ("China otorgó un crédito a la República.", "es"),
        ("Die Straße wurde von der Firma gebaut.", "de"),
        ("Kina je odobrila kredit za prugu u Srbiji.", "sr"),
        ("Кина је одобрила кредит за пругу.", "sr_Cyrl"),
        ("Китай выделил кредит на дорогу.", "ru"),
        ("中国向塞尔维亚提供贷款。", "zh"),
        ("The loan of the Banca d'Italia is for a road.", None),
        ("Hamburg, Wien.", None),
        ("", None),
    ],
)
def test_a_sentence_is_in_one_language(said, code):
    found = tongue_of(fold(said))
    assert (found.code if found else None) == code


def in_tongue(code):
    return next(tongue for tongue in known_tongues() if tongue.code == code)


@pytest.mark.parametrize(
    ("code", "said", "wanted"),
    [
        (
            "ru",
            "Киргизии, Китаем, российская, Саудовской Аравией, Кит, Россияне",
            "KGZ CHN RUS SAU",
        ),
        ("sr", "Kinom, kineska, Severnoj Makedoniji, Turskoj, Kinin", "CHN CHN MKD TUR"),
        ("sr_Cyrl", "Кином, кинеска, Русије, Босни и Херцеговини", "CHN CHN RUS BIH"),
        ("de", "Chinas, chinesische, die Türkei", "CHN CHN TUR"),
        ("fr", "la Chine, chinoise, les Etats-Unis, Maurice", "CHN CHN USA"),
        ("es", "China, chinas, Rusia, rusos", "CHN CHN RUS RUS"),
        ("zh", "中国进出口银行、俄方、安哥拉", "CHN RUS AGO"),
    ],
)
def test_states_are_known_in_every_case(code, said, wanted):
    """A state is known by its name in any case and by its adjective, and by no word that only begins alike."""
    found = find_names(fold(said), in_tongue(code), LEXICON)
    assert [mention.code for mention in found] == wanted.split()


@pytest.mark.parametrize(
    ("code", "said", "wanted"),
    [
        ("fr", "le 18 mai 2021, en avril, jeudi, mais", ["2021-05-18", "2022-04-14"]),
        ("fr", "en mai, jeudi, l'an dernier", ["2021-05", "2022-04-14", "2021"]),
        ("es", "en septiembre de 2017 y el lunes", ["2017-09", "2022-04-11"]),
        ("de", "am 3. März 2019, im Mai 2020", ["2019-03-03", "2020-05"]),
        ("ru", "5 апреля, в мае 2014 года, в 2013 году", ["2022-04-05", "2014-05", "2013"]),
        ("sr", "u maju 2020. i 10. jula, u oktobru 2019", ["2020-05", "2021-07-10", "2019-10"]),
        ("zh", "2023年10月31日、4月5日、去年", ["2023-10-31", "2022-04-05", "2021"]),
        ("de", "am 31. Februar 2019", []),
        ("ru", "2014,5 тонны и 20190 человек", []),
    ],
)
def test_dates_as_each_language_writes_them(code, said, wanted):
    """Days without a year are counted back from the day of the news; a month alone is not where a year is named."""
    found = find_dates_in(fold(said), in_tongue(code), THURSDAY)
    assert [one.edtf for one in found] == wanted


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("un prêt de 240 millions de dollars pour", ["240000000 USD"]),
        ("un crédito de 2.000 millones de dólares en", ["2000000000 USD"]),
        ("ein Darlehen von rund 2,5 Mrd. Euro", ["about 2500000000 EUR"]),
        ("на 8,5 млн долларов и 120 тысяч рублей", ["8500000 USD", "120000 RUB"]),
        ("kredit od 574 miliona evra", ["574000000 EUR"]),
        ("提供2.49亿美元贷款", ["249000000 USD"]),
        ("提供.49亿美元贷款", []),
        ("300 000 doses, 330 MW, 45 Prozent", []),
    ],
)
def test_money_as_each_language_writes_it(said, wanted):
    found = find_money(fold(said))
    assert [f"{one.approx} {one.value} {one.unit}".strip() for one in found] == wanted


def told(said, case=CASE):
    return [
        (row["type"], row["power"], row["host"], row.get("parties", ""), row.get("start", ""))
        for row in rows(read(said, case=case), "engagements")
    ]


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("Россия предоставила Киргизии грант в 2019 году.", ("donation", "RUS", "KGZ", "donor:rus;recipient:kgz", "2019")),
        ("Банк развития Китая выделил Киргизии кредит на дорогу.", ("loan", "CHN", "KGZ", "borrower:kgz", "")),
        ("La Chine et le Kirghizstan ont signé un accord en 2018.", ("agreement", "CHN", "KGZ", "signatory:chn;signatory:kgz", "2018")),
        ("Russland hat die Visumpflicht für die Bürger von Kirgisistan aufgehoben.", ("regulation", "RUS", "KGZ", "", "")),
    ],
)  # fmt: skip
def test_what_was_done_is_told_by_a_verb_and_a_noun(said, wanted):
    """A state takes part in a role where it is named itself: a bank of China is not China."""
    assert told(said) == [wanted]


@pytest.mark.parametrize(
    "said",
    [
        "Россия может предоставить Киргизии грант в 2019 году.",
        "Россия предоставит Киргизии кредит.",
        "Россия предоставила Таджикистану грант.",
        "Киргизия передала Китаю вакцины в качестве помощи.",
        "La Chine accordera un prêt au Kirghizstan.",
        "China otorgará un crédito a la República de Kirguistán.",
        "Kina će odobriti kredit za put u Kirgistanu.",
        "Kina odobriće kredit za put u Kirgistanu.",
        "Russland will der Regierung von Kirgisistan einen Kredit gewähren.",
        "中国可能向吉尔吉斯斯坦提供贷款。",
        "中国没有向吉尔吉斯斯坦提供贷款。",
        "La Russie a parlé de la dette et de la route au Kirghizstan.",
    ],
)
def test_what_is_not_said_is_not_proposed(said):
    """What may be or will be, what concerns another country, what the host gives, and words without a deed."""
    assert told(said) == []
