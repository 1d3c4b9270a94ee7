"""Tags of languages, and what people write instead."""

import pytest

from tertius.evidence.languages import CALLED, TAG, language_meant


@pytest.mark.parametrize(
    "tag",
    ["en", "sr-Latn", "zh-Hans", "zh-Latn-pinyin", "ru-Latn", "es-419", "sl-rozaj", "de-CH-1996"],
)
def test_tags(tag: str):
    """The examples of BCP 47 (RFC 5646, appendix A), and those of the cases."""
    assert TAG.match(tag)


@pytest.mark.parametrize("text", ["Serbian", "EN", "sr_Latn", "sr-latn", "s", "english", "en-"])
def test_no_tags(text: str):
    """Names, and tags in letters that are not theirs."""
    assert not TAG.match(text)


@pytest.mark.parametrize(
    ("text", "sample", "meant"),
    [
        ("Serbian", "Naftna industrija", "sr-Latn"),
        ("Serbian", "Нафтна индустрија", "sr-Cyrl"),
        ("русский", "", "ru"),
        ("Chinese", "Zhongguo Yinhang", "zh-Latn"),
        ("sr_latn", "", "sr-Latn"),
        ("EN-us", "", "en-US"),
        ("both", "", None),
        ("x", "", None),
    ],
)
def test_the_language_that_is_meant(text: str, sample: str, meant: str | None):
    """By its name, its letters, and the script of its words."""
    assert language_meant(text, sample) == meant


def test_every_name_leads_to_a_tag():
    assert all(TAG.match(tag) for tag in CALLED.values())
