"""Ordinary mistakes of people who fill tables, each with the phrase of its message that helps."""

import csv
import io
from collections.abc import Callable
from typing import Any

Change = Callable[[Any], Any]

ZERO_WIDTH = "\u200b"
LATIN_C = "C"


def cell(table: str, row: str, column: str, value: str) -> Change:
    return lambda small: small.set(table, row, column, value)


def setting(old: str, new: str) -> Change:
    return lambda small: small.swap("case.yml", old, new)


def lines(table: str, change: Callable[[list[str]], list[str]]) -> Change:
    """Change the lines of a table."""

    def made(small: Any) -> None:
        file = small.path / f"{table}.csv"
        text = file.read_text(encoding="utf-8").splitlines()
        small.write(f"{table}.csv", "\n".join([*change(text), ""]))

    return made


def separated(mark: str) -> Change:
    """Save a table as another country's spreadsheet does."""

    def made(small: Any) -> None:
        rows = list(csv.reader(io.StringIO((small.path / "actors.csv").read_text())))
        out = io.StringIO()
        csv.writer(out, delimiter=mark, lineterminator="\n").writerows(rows)
        small.write("actors.csv", out.getvalue())

    return made


def claim(**cells: str) -> Change:
    given = {"id": "mine", "subject": "nis-sale", "source": "wire-2014", **cells}
    return lambda small: small.add("claims", **given)


def source(text: str) -> Change:
    return lambda small: small.swap(
        "sources.json", '"id": "company-page",', f'"id": "company-page", {text},'
    )


def expected(text: str) -> Change:
    """Let the first finding of the small case expect something else."""
    old = "leader = 'RUS' and value > 50"
    return lambda small: small.swap("findings.yml", f'"{old}"', f'"{text}"')


AMOUNT = {"property": "amount", "unit": "EUR", "qualifier": "mine"}
CODES = "powers: [RUS, CHN]"


def _owned(small: Any) -> None:
    small.add("actors", id="mill", kind="Company", name="Mill")
    for holder, share in (("nis", "60"), ("bank-of-china", "41")):
        tie = {"actor": holder, "relation": "owns", "target": "mill", "start": "2010"}
        small.add("ties", id=f"{holder}-mill", share_pct=share, **tie)


# fmt: off
MISTAKES: list[tuple[str, Change, str, str]] = [
    # what a spreadsheet, a merge or an editor makes of a file
    ("semicolons", separated(";"), "separator", "actors.csv:1: separates its cells by semicolons, and commas are needed. Save it as CSV UTF-8 with commas"),
    ("tabs", separated("\t"), "separator", "actors.csv:1: separates its cells by tabs"),
    ("a line for Excel", lines("actors", lambda t: ["sep=;", *t]), "separator", "actors.csv:1: begins with the line sep=;, which belongs to a spreadsheet. Delete that line."),
    ("one line of semicolons", lines("redirects", lambda t: [*t, "a;nis;2021"]), "ragged-row", "redirects.csv:3: separates its cells by semicolons, and the header by commas. Write commas."),
    ("the header again", lines("places", lambda t: [*t, t[0]]), "repeated-header", "places.csv:4: repeats the header. Delete this line, or run `tertius check --fix`."),
    ("a conflict", lines("places", lambda t: [*t, "<<<<<<< HEAD", "x", "=======", "y", ">>>>>>> b"]), "conflict", "places.csv:4: holds the marks of a git conflict. Keep one side"),
    ("a conflict in settings", setting(CODES, f"<<<<<<< HEAD\n{CODES}\n=======\npowers: [RUS]\n>>>>>>> b"), "conflict", "case.yml:3: holds the marks of a git conflict."),
    ("two versions", lines("places", lambda t: [*t, t[1].replace("Belgrade", "Beograd")]), "doubled-id", "is there twice, with other contents: places.csv:2 differs in name. Where two people changed one row, keep one of the two"),
    ("a copy", lines("places", lambda t: [*t, t[1]]), "doubled-id", "stands already in places.csv:2, with the same contents. Delete one of the two"),
    ("another column's name", lines("places", lambda t: [t[0].replace("precision", "precison"), *t[1:]]), "unknown-column", "is not a column of places.csv. Write precision."),
    ("a table from before", lines("searches", lambda t: [line.rsplit(",", 1)[0] for line in t]), "later-column", "searches.csv:1 would_refute: is missing: the table was written before there was this column"),
    ("union", lambda s: s.write(".gitattributes", "*.csv merge=union\n"), "merge", '.gitattributes:1: "*.csv merge=union" lets git keep every line of both sides'),
    # settings
    ("Norway", setting(CODES, "powers: [NO, CHN]"), "unknown-code", 'case.yml:3 powers: "NO" is not a code. Write NOR (Norway).'),
    ("two in one", setting(CODES, "powers: [NOR/CAN, RUS, CHN]"), "unknown-code", '"NOR/CAN" is not a code. Write [NOR, CAN], with a comma between codes.'),
    ("no list", setting("hosts: [SRB]", "hosts: SRB"), "setting", 'case.yml:2 hosts: "SRB" is one value where a list is needed. Write [SRB].'),
    ("a number as a count", setting("[11, 11]", "[eleven, 11]"), "setting", '"eleven" is not a whole number. Write digits alone, such as 12.'),
    ("a key misspelt", setting("contact:", "contakt:"), "setting", "is not known here. Write contact, or remove it."),
    ("a text cut off", setting("question: Does", "question: Loan #3: does"), "yaml", "case.yml:6 question: breaks off at ` #`: what follows counts as a comment. Put the whole text in quotes"),
    ("a colon in a text", setting("title: A small", "title: Loans: a small"), "yaml", "case.yml:1: holds a colon inside a text, or an indent that does not fit. Put a text that holds `: ` in quotes"),
    ("a tab", setting("  economy:", "\teconomy:"), "yaml", "case.yml:15: is indented with a tab. Write spaces instead."),
    # codes, words, ids
    ("a country's name", cell("engagements", "nis-sale", "power", "Russia"), "unknown-code", '"Russia" is not a code. Write RUS (Russia).'),
    ("two countries", cell("engagements", "nis-sale", "power", "Russia and China"), "unknown-code", "Write RUS;CHN, with a semicolon between codes."),
    ("a word with a capital", cell("engagements", "nis-sale", "type", "Contract"), "unknown-word", '"Contract" is not a word of engagement_type. Write contract, or another of:'),
    ("a word that is near none", cell("engagements", "nis-sale", "type", "zzz"), "unknown-word", '"zzz" is not a word of engagement_type. Write one of: loan'),
    ("an id in capitals", cell("engagements", "nis-sale", "place", "Belgrade"), "dangling", '"Belgrade" is not in places.csv. Add it there, or write belgrade.'),
    ("a letter that is not seen", cell("engagements", "nis-sale", "place", f"bel{ZERO_WIDTH}grade"), "odd-letter", "holds U+200B ZERO WIDTH SPACE, which cannot be told by looking. Delete the word and type it anew."),
    ("a Cyrillic letter", cell("engagements", "nis-sale", "place", "belgr\u0430de"), "odd-letter", "holds U+0430 CYRILLIC SMALL LETTER A, which only looks like a Latin letter."),
    # dates
    ("a German date", cell("engagements", "nis-sale", "start", "24.12.2008"), "bad-date", "is not a date. Write 2008-12-24."),
    ("two readings", cell("engagements", "nis-sale", "start", "05/06/2014"), "bad-date", "It may mean 2014-06-05 or 2014-05-06: write the one that the source means."),
    ("a month in words", cell("engagements", "nis-sale", "start", "May 2014"), "bad-date", "is not a date. Write 2014-05."),
    ("since", cell("engagements", "nis-sale", "start", "since 2014"), "bad-date", "is not a date. Write 2014/.., with its two dots."),
    ("no date", cell("engagements", "nis-sale", "until", "n/a"), "bad-date", "is not a date. Leave the cell empty where no source says it."),
    ("any word", cell("engagements", "nis-sale", "until", "soon"), "bad-date", "Write 2019, 2019-03, 2019-03-21, 2019?, 2012/2016 or 2012/.. with an open end."),
    # numbers
    ("a billion", claim(value="1.2bn", **AMOUNT), "claim-value", '"1.2bn" is not a number. Write 1200000000.'),
    ("with its sign", claim(value="$5m", **AMOUNT), "claim-value", '"$5m" is not a number. Write 5000000, and USD in `unit`.'),
    ("a range", claim(value="100-200", **AMOUNT), "claim-value", "Write 100 in `low` and 200 in `high`, and leave `value` empty."),
    ("more than", claim(value="over 100", **AMOUNT), "claim-value", "Write 100 in `low`, and leave `value` empty."),
    ("a decimal comma", cell("observations", "exports-by-gazette", "value", "5,9"), "bad-number", '"5,9" is not a number. Write 5.9.'),
    ("millions in the unit", claim(value="5", **(AMOUNT | {"unit": "EUR million"})), "unknown-word", '"EUR million" is not a unit. Multiply the number by 1,000,000, and write EUR here.'),
    ("percent", cell("observations", "exports-by-gazette", "unit", "%"), "unknown-word", '"%" is not a unit. Write pct.'),
    # what builds all the same, and drops out or says something else
    ("a thousand times", claim(value="120.000", **AMOUNT), "thousands", "is read as 120. Write 120, or 120000 if the point stands before thousands."),
    ("dollars without a day", claim(value="5", **(AMOUNT | {"unit": "USD"})), "unconverted", '"USD 5" cannot be compared in EUR: USD is converted at the rate of its day. Write its date. The engagement starts 2008-12-24: write that where the source states the sum for it.'),
    ("roubles after the last rate", claim(value="5", date="2022", **(AMOUNT | {"unit": "RUB"})), "unconverted", "no rate for RUB covers all of 2022"),
    ("a date in words", source('"issued": {"raw": "7 May 2014"}'), "undated-source", "is a date in words, which is not read, so the source counts as undated. Write date-parts: [[2014, 5, 7]]."),
    ("found none", cell("searches", "search-kosovo-quarrel", "found", "No results."), "found-nothing", "counts as something found. Where nothing was found, write nothing."),
    ("a power outside", cell("engagements", "nis-sale", "power", "DNK"), "outside-power", '"DNK" is no power of this case, and 1 row names it'),
    ("delivered before signed", lambda s: (claim(property="stage", value="signed", date="2012")(s), claim(id="mine-2", property="stage", value="delivered", date="2010")(s)), "order-of-stages", "says delivered on 2010, before signed on 2012 (mine)."),
    ("an entity", cell("places", "belgrade", "name", "Belgrade &amp; Zemun"), "garbled-text", "holds &amp;, as a web page writes a letter. Write &."),
    ("an encoding", cell("places", "belgrade", "name", "NiÅ¡"), "garbled-text", "holds Å¡, which comes of a wrong encoding. Write š."),
    ("two scripts", cell("places", "belgrade", "name", f"{LATIN_C}рбија"), "garbled-text", "mixes Latin and Cyrillic letters"),
    ("stakes beyond rounding", _owned, "stakes", "brings the stakes in mill to 101 percent"),
    # what is written as elsewhere, or as one speaks
    ("a title above", lines("places", lambda t: ["Places of Serbia,,", *t]), "missing-column", "places.csv:1: is not the header, which stands in line 2. Delete what stands above it."),
    ("a column without a name", lines("places", lambda t: [f"{t[0]},", *(f"{line},x" for line in t[1:])]), "unknown-column", "has no name, and cells stand below it. Name it, or delete the column."),
    ("no space behind a dash", setting("hosts: [SRB]", "hosts:\n- SRB\n-XKX"), "yaml", "case.yml:4: has no space behind its dash. Write - XKX."),
    ("no space behind a colon", setting("currency: EUR", "currency:EUR"), "yaml", "case.yml:7: has no space behind its colon. Write currency: EUR."),
    ("codes apart by spaces", setting(CODES, "powers: [RUS CHN]"), "unknown-code", "Write [RUS, CHN], with a comma between codes."),
    ("a power twice", setting(CODES, "powers: [RUS, CHN, RUS]"), "setting", '"RUS" stands twice. Keep it once.'),
    ("a host that is a power", setting("hosts: [SRB]", "hosts: [SRB, RUS]"), "setting", '"RUS" is a power and a host. Keep one of the two.'),
    ("a comma too many", lambda s: s.write("sources.json", (s.path / "sources.json").read_text().rstrip().removesuffix("]").rstrip() + ",\n]"), "json", "has a comma before a closing bracket. Delete the comma."),
    ("single quotes", lambda s: s.write("sources.json", (s.path / "sources.json").read_text().replace('"', "'")), "json", "has ' where JSON has straight double quotes."),
    ("BibTeX", lambda s: s.write("sources.json", "@book{x, title={T}}"), "json", "is BibTeX. Leave sources.json as it was, save this as a file of its own, and run `tertius add CASE bibliography FILE`."),
    ("an address without its beginning", source('"URL": "www.example.org/a"'), "address", "has no https:// before it, so no page links to it. Write https://www.example.org/a."),
    ("an address that runs", source('"URL": "javascript:alert(1)"'), "address", "is no address of the web, so no page links to it."),
    ("a name in its own language", cell("engagements", "nis-sale", "power", "Китай"), "unknown-code", '"Китай" is not a code. Write CHN (China).'),
    ("wide letters", cell("engagements", "nis-sale", "power", "ＣＨＮ"), "unknown-code", "is not a code. Write CHN (China)."),
    ("a power in its own country", cell("engagements", "nis-sale", "power", "SRB"), "outside-power", '"SRB" is the host of this row too, and a power acts in another country.'),
    ("another word for it", cell("engagements", "nis-sale", "type", "grant"), "unknown-word", '"grant" is not a word of engagement_type. Write donation, or another of:'),
    ("a word for two", cell("engagements", "nis-sale", "sector", "energy"), "unknown-word", '"energy" is not a word of sector. Write oil-gas or electricity, or another of:'),
    ("an id with a space", cell("engagements", "nis-sale", "id", "NIS Sale"), "dangling", "names a row of engagements.csv that is left out, because 'NIS Sale' is no id. Write nis-sale as its id there."),
    ("a party with a space", cell("engagements", "nis-sale", "parties", "buyer: gazprom-neft"), "bad-cell", "is not a party. Write buyer:gazprom-neft, the role and the id of the actor."),
    ("a party without a role", cell("engagements", "nis-sale", "parties", "gazprom-neft"), "bad-cell", "is not a party. Write its role before it, such as signatory:gazprom-neft."),
    ("parties by commas", cell("engagements", "nis-sale", "parties", "buyer:gazprom-neft, supplier:srb"), "bad-cell", "Write buyer:gazprom-neft;supplier:srb, with a semicolon between parties."),
    ("what a spreadsheet made of May 2012", cell("engagements", "nis-sale", "start", "May-12"), "bad-date", "It may mean 2012-05, or 05-12 of a year that a spreadsheet cut off"),
    ("what a spreadsheet made of a day", cell("engagements", "nis-sale", "start", "43831"), "bad-date", "A spreadsheet may have made it of a date: write 2020-01-01 if the source says so."),
    ("a thirteenth month", cell("engagements", "nis-sale", "start", "2014-13"), "bad-date", "There is no month 13"),
    ("a day too many", cell("engagements", "nis-sale", "start", "2015-02-29"), "bad-date", "2015-02 has 28 days"),
    ("a Chinese date", cell("engagements", "nis-sale", "start", "2014年5月7日"), "bad-date", "is not a date. Write 2014-05-07."),
    ("one year or the next", cell("engagements", "nis-sale", "start", "2014 or 2015"), "bad-date", "is not a date. Write 2014/2015."),
    ("about", claim(value="~5000", **AMOUNT), "claim-value", "is not a number. Write 5000, and about in `approx`."),
    ("or more", claim(value="100+", **AMOUNT), "claim-value", "Write 100 in `low`, and leave `value` empty."),
    ("with its currency", claim(value="1200000 EUR", **AMOUNT), "claim-value", "Write 1200000, and EUR in `unit`."),
    ("a power of ten", claim(value="1.2e9", **AMOUNT), "claim-value", "is not a number. Write 1200000000."),
    ("lakhs and crores", claim(value="12,34,567", **AMOUNT), "claim-value", "is not a number. Write 1234567."),
    ("below zero", claim(value="-5", **AMOUNT), "below-zero", '"-5" is below zero.'),
    ("dollars in words", claim(value="5", **(AMOUNT | {"unit": "US dollars"})), "unknown-word", '"US dollars" is not a unit. Write USD.'),
    # conditions of findings
    ("a word without quotes", expected("leader = RUS"), "condition", "names 'RUS', which is no column here. Write 'RUS', in single quotes, if it is a word."),
    ("curly quotes", expected("leader = ‘RUS’"), "condition", "has ‘ where text stands in straight single quotes."),
    ("a sign of mathematics", expected("value ≥ 50"), "condition", "has ≥. Write >=."),
    ("a sign of programs", expected("leader = 'RUS' && value > 50"), "condition", "has &&. Write AND."),
    ("a percent sign", expected("value > 50%"), "condition", "has a percent sign. Write 50, or 50 / 100"),
    ("thousands in a condition", expected("value > 1,000"), "condition", "parts thousands by a comma. Write 1000."),
    ("a number in quotes", expected("value > '50'"), "condition", "Write 50 without quotes."),
    ("a condition that breaks off", expected("value > 50 and"), "condition", "breaks off: something has to stand behind its end."),
    ("IS for =", expected("leader is RUS"), "condition", "Write leader = 'RUS'."),
    ("a column misspelt", expected("leeder = 'RUS'"), "condition", "names 'leeder', which is no column here. Write leader."),
    ("for and against", lambda s: s.swap("findings.yml", "against: [russian-loan-denied]", "against: [russian-loan-signed]"), "finding", '"russian-loan-signed" stands in supports too. Keep it on one side.'),
]
# fmt: on
