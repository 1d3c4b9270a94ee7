"""A report says the same in Word, PDF and HTML, and nothing that is withheld."""

import json
import re

import pytest

from report.small_report import TEXT, of_docx, of_html, of_pdf, pictures, squeezed
from small_case import SERBIA, serbia_study, small_study
from tertius.errors import CaseError
from tertius.publish.build import publish
from tertius.report.build import build_report
from tertius.study.open import open_case
from tertius.study.run import run_study


def printed(folder, out, study=None):
    case, compiled, _ = open_case(folder)
    report = build_report(study or run_study(case, compiled), compiled, out)
    return report, {path.suffix[1:]: path.read_bytes() for path in report.files}


@pytest.fixture(scope="module")
def made(tmp_path_factory, copy_small):
    small = copy_small(tmp_path_factory.mktemp("report"))
    small.write("report.md", TEXT)
    return printed(small.path, small.path.parent / "out")


def test_words_numbers_and_notes_agree(made):
    """Word and HTML hold the same text and notes in the same order, and the PDF prints each of them."""
    _, files = made
    units, notes = of_html(files["html"])
    assert of_docx(files["docx"]) == (units, notes)
    letters = of_pdf(files["pdf"])
    assert len(notes) == 12
    for number, note in enumerate(notes, 1):
        assert f"{number}{note}" in letters
    for sentence in (part for unit in units for part in re.split(r"(?<=[.])(?=\d*[A-Z])", unit)):
        assert sentence in letters


def test_numbers_are_those_of_the_small_case(made):
    """What is brought in is what the page on the small case counts by hand."""
    text = "\n".join(of_html(made[1]["html"])[0])
    for said in (
        "China’smoneythereisEUR0,",
        "Themarginis28.3percentin2018,andtheleaderisRussia.",  # (340 - 190) / 530
        "forty-onelikeRussiaand16percentChina",
        "Theamountisunknown.",
        "EUR190millionand1unknown",
        "EUR340million",
        "69.4percent",  # 340 / 490
    ):
        assert said in text


def test_a_note_names_sources_doubts_and_fragility(made):
    """A finding's note cites its sources, and says what is lost, checked, independent and against it."""
    notes = of_html(made[1]["html"])[1]
    (loan,) = [note for note in notes if "lostinthetext(Note7)" in note]
    assert "“SerbiaandRussiaSignRailLoan" in loan
    assert "Atleast" in loan
    assert "independentorigins;" in loan
    assert "speaksagainstit;" in loan
    assert "onesourcedecidesit." in loan
    assert "Noevidenceisgivenforit.Nothingherespeaksagainstit." in notes


def test_method_and_sources_close_the_report(made):
    """The last pages give the fingerprint, the rule, the verdicts, the searches, and lost notes apart."""
    text = squeezed(made[1]["html"].decode("utf-8"))
    for said in (
        small_study().case_hash,
        "Of the twelve findings of the case six hold, two fail and four are open",
        "better grade, then later publication, then id",
        "Chinese loans, contracts or stakes in oil and gas",
        "One source is a placeholder for a note whose text is lost",
        "what stood there is not known: Note 7.",
    ):
        assert squeezed(said) in text


def test_the_same_case_gives_the_same_bytes(made, tmp_path):
    """A report printed twice is the same file, in each of its three forms."""
    report, files = made
    again, others = printed(report.files[0].parents[1] / "small", tmp_path / "again")
    assert others == files
    assert again.warnings == ()


def test_html_needs_nothing_else(made):
    """The page loads nothing, runs nothing, and every note leads to its place and back."""
    text = made[1]["html"].decode("utf-8")
    assert "<script" not in text
    assert not re.findall(r'(?:src|href)="(?!#|data:|https://|\.\./|report\.)', text)
    names = set(re.findall(r'id="([^"]+)"', text))
    links = re.findall(r'href="#([^"]+)"', text)
    assert links
    assert set(links) <= names


def test_figures_stand_in_all_three(small, tmp_path):
    """A chart is in the Word document as a picture, in the page as SVG, with its sources beneath."""
    small.write(
        "report.md",
        "# Rail\n\n{{ figure presence sector=rail | Rail by power }}\n\n"
        "{{ figure positions | Views }}\n\n{{ figure polls | Polls }}\n\n{{ figure findings | All }}\n",
    )
    _, files = printed(small.path, tmp_path / "out")
    assert len(pictures(files["docx"])) == 4
    assert files["html"].count(b'src="data:image/svg+xml;base64,') == 4
    letters = of_pdf(files["pdf"])
    assert "Railbypower" in letters
    assert "Sources:OfficialGazette,2018;TheWire,2014" in letters
    assert b"Sources: <a" in files["html"]


def test_what_no_font_has_is_romanised(small, tmp_path):
    """The PDF prints a Chinese name in Latin letters where names.csv has them, and says what it cannot."""
    small.add("names", actor="bank-of-china", name="Zhongguo Yinhang", lang="zh-Latn-pinyin")
    small.write("report.md", "# Names\n\nThe bank is 中国银行, and this is 龙. Жељко stays.\n")
    report, files = printed(small.path, tmp_path / "out")
    letters = of_pdf(files["pdf"])
    assert "ThebankisZhongguoYinhang,andthisis" in letters
    assert "Жељко" in letters
    assert "中国银行".encode() in files["html"]
    assert len(report.warnings) == 2
    assert "“中国银行” as “Zhongguo Yinhang”" in report.warnings[0]
    assert "龙" in report.warnings[1]


def test_nothing_of_a_case_is_read_as_markup(small, tmp_path):
    """Titles, statements and captions are printed as they are written, whatever they look like."""
    evil = "#import <script>alert(1)</script> $x$ {{ y }} *z* [a](javascript:b)"
    items = json.loads((small.path / "sources.json").read_text(encoding="utf-8"))
    for item in items:
        item["title"] = evil
        item["URL"] = "javascript:alert(1)"
    small.write("sources.json", json.dumps(items))
    findings = (small.path / "findings.yml").read_text(encoding="utf-8")
    old = "China leads in rail by amount."
    small.write("findings.yml", findings.replace(old, json.dumps(evil)))
    small.write(
        "report.md",
        '---\ntitle: "'
        + evil.replace("{{ y }}", "")
        + '"\n---\n\n# A\n\n{{ china-leads-rail }} [@wire-2014]\n\n'
        "{{ figure presence sector=rail | *c* <b> #eval }}\n",
    )
    _, files = printed(small.path, tmp_path / "out")
    assert b"<script" not in files["html"]
    assert b'href="javascript' not in files["html"]
    assert "#import<script>alert(1)</script>$x${{y}}*z*" in of_pdf(files["pdf"])


def test_publishing_links_the_report(small, tmp_path):
    """A build with a report.md prints it, and the atlas's first page leads to its three forms."""
    publish(small.path, tmp_path / "without")
    assert not (tmp_path / "without" / "report").exists()
    assert "../report/" not in (tmp_path / "without/atlas/index.html").read_text(encoding="utf-8")
    small.write("report.md", TEXT)
    published = publish(small.path, tmp_path / "out")
    index = (tmp_path / "out/atlas/index.html").read_text(encoding="utf-8")
    for path in published.report.files:
        assert path.is_file()
        assert f'href="../report/{path.name}"' in index
    (small.path / "report.md").unlink()
    publish(small.path, tmp_path / "out")
    assert not (tmp_path / "out" / "report").exists()


def test_a_withheld_source_is_in_no_published_report(small, tmp_path):
    """Citing a withheld source stops a public build; an internal one prints it."""
    items = json.loads((small.path / "sources.json").read_text(encoding="utf-8"))
    secret = {"id": "secret", "type": "document", "title": "Secret", "custom": {"withheld": "yes"}}
    small.write("sources.json", json.dumps([*items, secret]))
    small.write("report.md", "# A\n\n{{ vote-was-thanks }} Text.[@secret]\n")
    with pytest.raises(CaseError, match=r"@secret.*cites no source"):
        publish(small.path, tmp_path / "out")
    inside = publish(small.path, tmp_path / "inside", internal=True)
    assert b"Secret" in inside.report.files[0].read_bytes()
    small.write("report.md", "# A\n\n{{ vote-was-thanks }}\n")
    small.set("claims", "vote-purpose", "withheld", "yes")
    published = publish(small.path, tmp_path / "out")
    _, notes = of_html(published.report.files[0].read_bytes())
    assert notes == ["Noevidenceisgivenforit.Nothingherespeaksagainstit."]


@pytest.mark.xdist_group("serbia")
def test_the_worked_case_has_a_report(tmp_path):
    """The report of the case on Serbia can be printed, without any warning."""
    report, _ = printed(SERBIA, tmp_path / "out", serbia_study())
    assert report.warnings == ()
