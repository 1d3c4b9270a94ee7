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


def told_in(text: str) -> Change:
    """Say something of the languages of the small case."""
    return setting("datasets: []", f"datasets: []\n{text}")


def told_of(text: str) -> Change:
    """Translate the first finding of the small case."""
    old = "  section: Oil and gas\n  statement: Russia holds"
    return lambda small: small.swap("findings.yml", old, f"  translations: {text}\n{old}")


def _owned(small: Any) -> None:
    small.add("actors", id="mill", kind="Company", name="Mill")
    for holder, share in (("nis", "60"), ("bank-of-china", "41")):
        tie = {"actor": holder, "relation": "owns", "target": "mill", "start": "2010"}
        small.add("ties", id=f"{holder}-mill", share_pct=share, **tie)


# fmt: off
MISTAKES: list[tuple[str, Change, str, str]] = [
    # what a spreadsheet, a merge or an editor makes of a file
    ("semicolons", separated(";"), "separator", "actors.csv:1: separates its cells by semicolons, and commas are needed. Run `tertius check CASE --fix`, which puts commas for them and changes nothing else; in a spreadsheet the settings of the country decide the sign, so saving it again may not help."),
    ("tabs", separated("\t"), "separator", "actors.csv:1: separates its cells by tabs"),
    ("a line for Excel", lines("actors", lambda t: ["sep=;", *t]), "separator", "actors.csv:1: begins with the line sep=;, which is meant for a spreadsheet and is not shown there. Run `tertius check CASE --fix`, or delete that line in a text editor."),
    ("one line of semicolons", lines("redirects", lambda t: [*t, "a;nis;2021"]), "ragged-row", "redirects.csv:3: separates its cells by semicolons, and the header by commas. Write commas."),
    ("the header again", lines("places", lambda t: [*t, t[0]]), "repeated-header", "places.csv:4: repeats the header. Delete this line, or run `tertius check CASE --fix`."),
    ("a conflict", lines("places", lambda t: [*t, "<<<<<<< HEAD", "x", "=======", "y", ">>>>>>> b"]), "conflict", "places.csv:4: two people changed these lines, and both versions stand here. Run `tertius check CASE --fix`, which puts them together row by row; or keep the rows that are right, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>."),
    ("a conflict in settings", setting(CODES, f"<<<<<<< HEAD\n{CODES}\n=======\npowers: [RUS]\n>>>>>>> b"), "conflict", "case.yml:3: two people changed these lines, and both versions stand here. Keep one, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>."),
    ("two versions", lines("places", lambda t: [*t, t[1].replace("Belgrade", "Beograd")]), "doubled-id", 'places.csv:4 id: "belgrade" stands in places.csv:2 too, and the two differ in name (Belgrade, Beograd). Keep one row if they are one thing; if they are two, give this one another id.'),
    ("a copy", lines("places", lambda t: [*t, t[1]]), "doubled-id", "stands already in places.csv:2, with the same contents. Delete one of the two"),
    ("another column's name", lines("places", lambda t: [t[0].replace("precision", "precison"), *t[1:]]), "unknown-column", "places.csv:1 precison: is not a column of places.csv. Write precision in the header."),
    ("a table from before", lines("searches", lambda t: [line.rsplit(",", 1)[0] for line in t]), "later-column", "searches.csv:1 would_refute: is missing, and counts as empty. It may stay so; to use it, write would_refute at the end of the header, and an empty cell at the end of every row."),
    ("union", lambda s: s.write(".gitattributes", "*.csv merge=union\n"), "merge", '.gitattributes:1: "*.csv merge=union" lets git keep the lines of both people, so a row that one of two people deleted comes back without a word. Write merge=text: git then stops where two people changed the same lines.'),
    # settings
    ("Norway", setting(CODES, "powers: [NO, RUS, CHN]"), "unknown-code", 'case.yml:3 powers: "NO" is not a code. Write NOR (Norway).'),
    ("two in one", setting(CODES, "powers: [NOR/CAN, RUS, CHN]"), "unknown-code", 'case.yml:3 powers: "NOR/CAN" is several codes in one. Write [NOR, CAN, RUS, CHN], with a comma between codes.'),
    ("no list", setting("hosts: [SRB]", "hosts: SRB"), "setting", 'case.yml:2 hosts: "SRB" is one value where a list is needed. Write [SRB].'),
    ("a number as a count", setting("[11, 11]", "[eleven, 11]"), "setting", 'case.yml:15 expects.economy.engagements (no. 1): "eleven" is not a whole number. Write digits alone, such as 11.'),
    ("a key misspelt", setting("contact:", "contakt:"), "setting", 'case.yml:8: "contakt" is no key that is known here. Write contact.'),
    ("a text cut off", setting("question: Does", "question: Loan #3: does"), "yaml", "case.yml:6 question: breaks off at ` #`: what follows counts as a comment. Put the whole text in quotes"),
    ("a colon in a text", setting("title: A small", "title: Loans: a small"), "yaml", 'case.yml:1: holds a colon inside the text of title. Put the text in quotes: title: "Loans: a small case, countable by hand"'),
    ("a tab", setting("  economy:", "\teconomy:"), "yaml", "case.yml:15: is indented with a tab. Write 2 spaces instead, as in line 16."),
    # codes, words, ids
    ("a country's name", cell("engagements", "nis-sale", "power", "Russia"), "unknown-code", '"Russia" is not a code. Write RUS (Russia).'),
    ("two countries", cell("engagements", "nis-sale", "power", "Russia and China"), "unknown-code", "Write RUS;CHN, with a semicolon between codes."),
    ("a word with a capital", cell("engagements", "nis-sale", "type", "Contract"), "unknown-word", 'engagements.csv:10 type: "Contract" is not written so. Write contract, a word of engagement_type.'),
    ("a word that is near none", cell("engagements", "nis-sale", "type", "zzz"), "unknown-word", '"zzz" is not a word of engagement_type. Write one of: loan'),
    ("an id in capitals", cell("engagements", "nis-sale", "place", "Belgrade"), "dangling", 'engagements.csv:10 place: "Belgrade" is not an id as it stands there. Write belgrade, the id of places.csv:2.'),
    ("a letter that is not seen", cell("engagements", "nis-sale", "place", f"bel{ZERO_WIDTH}grade"), "odd-letter", 'engagements.csv:10 place: "bel�grade" holds a sign that cannot be seen (zero width space). Delete the word and type it anew.'),
    ("a Cyrillic letter", cell("engagements", "nis-sale", "place", "belgr\u0430de"), "odd-letter", 'engagements.csv:10 place: "belgrаde" holds a letter of another script (Cyrillic small letter a), which only looks like a Latin letter. Delete the word and type it anew.'),
    # dates
    ("a German date", cell("engagements", "nis-sale", "start", "24.12.2008"), "bad-date", "is not a date. Write 2008-12-24."),
    ("two readings", cell("engagements", "nis-sale", "start", "05/06/2014"), "bad-date", "It may mean 2014-06-05 or 2014-05-06: write the one that the source means."),
    ("a month in words", cell("engagements", "nis-sale", "start", "May 2014"), "bad-date", "is not a date. Write 2014-05."),
    ("since", cell("engagements", "nis-sale", "start", "since 2014"), "bad-date", 'engagements.csv:10 start: "since 2014" is not a date. Write 2014: `start` says since when.'),
    ("no date", cell("engagements", "nis-sale", "until", "n/a"), "bad-date", "is not a date. Leave the cell empty where no source says it."),
    ("any word", cell("engagements", "nis-sale", "until", "soon"), "bad-date", 'engagements.csv:10 until: "soon" is not a date. Write the day, month or year that the source gives, such as 2019-03; leave the cell empty where it gives none.'),
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
    ("dollars without a day", claim(value="5", **(AMOUNT | {"unit": "USD"})), "unconverted", "claims.csv:55 date: is empty, so USD 5 cannot be put into EUR. Write the day or year of the sum; write 2008-12-24, since when the engagement stands, only if the source means the sum of then."),
    ("roubles after the last rate", claim(value="5", date="2022", **(AMOUNT | {"unit": "RUB"})), "unconverted", "no rate for RUB covers all of 2022"),
    ("a date in words", source('"issued": {"raw": "7 May 2014"}'), "undated-source", 'sources.json:3 company-page issued: "7 May 2014" is not read as a date, so the source counts as undated. Write "issued": {"date-parts": [[2014, 5, 7]]}.'),
    ("found none", cell("searches", "search-kosovo-quarrel", "found", "No results."), "found-nothing", 'searches.csv:3 found: "No results." counts as something found. Write the word `nothing`.'),
    ("a power outside", cell("engagements", "nis-sale", "power", "DNK"), "outside-power", 'engagements.csv:10 power: "DNK" is not among the powers of case.yml, and counts in the results like one of them. If it is a slip, correct it; else add it in case.yml to powers (to be compared) or to baselines (to be shown beside them).'),
    ("delivered before signed", lambda s: (claim(property="stage", value="signed", date="2012")(s), claim(id="mine-2", property="stage", value="delivered", date="2010")(s)), "order-of-stages", "claims.csv:55 date: signed (2012) is dated after occurred (2009-02-03, claims.csv:36) and delivered (2010, claims.csv:56), and must come before both. Correct whichever date or stage is wrong."),
    ("begun after the period", cell("engagements", "nis-sale", "start", "2031"), "beyond-period", 'start: "2031" lies after 2020-12-31, the last day of the period, for which results hold. If the date is right and results should reach it, write period: 2008/2031 in case.yml.'),
    ("held after the period", lambda s: (s.set("ties", "srb-owns-nis", "start", "2031"), s.set("ties", "gazprom-neft-owns-nis", "start", "2032")), "beyond-period", "and so do the starts of 1 more. If they are right and results should reach them, write period: 2008/2032 in case.yml."),
    ("a finding below the empty list", lambda s: s.write("findings.yml", "# None yet.\n[]\n- id: mine\n"), "yaml", "findings.yml:2: says that nothing is here, and entries follow. Delete this line."),
    ("a finding whose id is a name", lambda s: s.swap("findings.yml", "- id: russia-leads-oil-gas", "- id: My view\n  statement: It does.\n  claim: vote-purpose\n- id: russia-leads-oil-gas"), "finding", 'id: "My view" is not an id. Write my-view.'),
    ("an entity", cell("places", "belgrade", "name", "Belgrade &amp; Zemun"), "garbled-text", "holds &amp;, as a web page writes a letter. Write &."),
    ("an encoding", cell("places", "belgrade", "name", "NiÅ¡"), "garbled-text", "holds Å¡, which comes of a wrong encoding. Write š."),
    ("two scripts", cell("places", "belgrade", "name", f"{LATIN_C}рбија"), "garbled-text", "mixes Latin and Cyrillic letters"),
    ("stakes beyond rounding", _owned, "stakes", 'ties.csv:11 share_pct: "41" and 60 (ties.csv:10) make 101 percent of mill on 2010-12-31. Correct a share, or write in `until` when a stake ended.'),
    # what is written as elsewhere, or as one speaks
    ("a title above", lines("places", lambda t: ["Places of Serbia,,", *t]), "missing-column", "places.csv:1: is not the header, which stands in line 2. Delete what stands above it."),
    ("a column without a name", lines("places", lambda t: [f"{t[0]},", *(f"{line},x" for line in t[1:])]), "unknown-column", "places.csv:1 column 7: has no name, and cells stand below it. places.csv has all its columns already: move what you need of them, and delete the column."),
    ("no space behind a dash", setting("hosts: [SRB]", "hosts:\n- SRB\n-XKX"), "yaml", "case.yml:4: has no space behind its dash. Write - XKX."),
    ("no space behind a colon", setting("currency: EUR", "currency:EUR"), "yaml", "case.yml:7: has no space behind its colon. Write currency: EUR."),
    ("codes apart by spaces", setting(CODES, "powers: [RUS CHN]"), "unknown-code", "Write [RUS, CHN], with a comma between codes."),
    ("a power twice", setting(CODES, "powers: [RUS, CHN, RUS]"), "setting", '"RUS" stands twice. Keep it once.'),
    ("a host that is a power", setting("hosts: [SRB]", "hosts: [SRB, RUS]"), "setting", '"RUS" is a power and a host. Keep one of the two.'),
    ("a comma too many", lambda s: s.write("sources.json", (s.path / "sources.json").read_text().rstrip().removesuffix("]").rstrip() + ",\n]"), "json", "sources.json:174: has a comma behind which nothing but the closing bracket follows. Delete the comma."),
    ("single quotes", lambda s: s.write("sources.json", (s.path / "sources.json").read_text().replace('"', "'")), "json", "has ' where JSON has straight double quotes."),
    ("BibTeX", lambda s: s.write("sources.json", "@book{x, title={T}}"), "json", "sources.json:1: is BibTeX. Save this as another file, such as new.bib; put the former sources.json back ([] if it was empty); then run `tertius add CASE bibliography new.bib`."),
    ("an address without its beginning", source('"URL": "www.example.org/a"'), "address", 'sources.json:3 company-page URL: "www.example.org/a" lacks its beginning, so no page links to it. Write https://www.example.org/a.'),
    ("an address that runs", source('"URL": "javascript:alert(1)"'), "address", "is no address of the web, so no page links to it."),
    ("a name in its own language", cell("engagements", "nis-sale", "power", "Китай"), "unknown-code", '"Китай" is not a code. Write CHN (China).'),
    ("wide letters", cell("engagements", "nis-sale", "power", "ＣＨＮ"), "odd-letter", 'engagements.csv:10 power: "ＣＨＮ" is written in wide (full-width) letters. Type it anew in ordinary letters: CHN.'),
    ("a power in its own country", cell("engagements", "nis-sale", "power", "SRB"), "outside-power", '"SRB" is the host of this row too, and a power acts in another country.'),
    ("another word for it", cell("engagements", "nis-sale", "type", "grant"), "unknown-word", '"grant" is not a word of engagement_type. Write donation, or another of:'),
    ("a word for two", cell("engagements", "nis-sale", "sector", "energy"), "unknown-word", '"energy" is not a word of sector. Write oil-gas or electricity, or another of:'),
    ("an id with a space", cell("engagements", "nis-sale", "id", "NIS Sale"), "bad-id", 'engagements.csv:10 id: "NIS Sale" is not an id. Write nis-sale: 5 rows name it so.'),
    ("a party with a space", cell("engagements", "nis-sale", "parties", "buyer: gazprom-neft"), "bad-cell", "is not a party. Write buyer:gazprom-neft, the role and the id of the actor."),
    ("a party without a role", cell("engagements", "nis-sale", "parties", "gazprom-neft"), "bad-cell", 'engagements.csv:10 parties: "gazprom-neft" has no role. Write buyer:gazprom-neft or target:gazprom-neft, as the source says.'),
    ("parties by commas", cell("engagements", "nis-sale", "parties", "buyer:gazprom-neft, supplier:srb"), "bad-cell", 'engagements.csv:10 parties: "buyer:gazprom-neft, supplier:srb" is no list of parties, a role and the id of an actor each with a semicolon between them. Write buyer:gazprom-neft;supplier:srb.'),
    ("roles behind the actors", cell("engagements", "nis-sale", "parties", "gazprom-neft (buyer); nis (target)"), "bad-cell", "Write buyer:gazprom-neft;target:nis."),
    ("a party without its role among others", cell("engagements", "nis-sale", "parties", "buyer:gazprom-neft, srb"), "bad-cell", 'names "srb" without a role. Write a role and a colon before each, such as buyer:srb or target:srb, and a semicolon between parties.'),
    ("an outlet without its grade", lambda s: s.set("outlets", "wire", "reliability", "") or s.set("outlets", "wire", "why", ""), "empty-cell", "reliability: is empty, and follows from `kind` and `state_controlled`. Run `tertius check CASE --fix` once both are filled."),
    ("a property by another name", claim(property="cost", value="5", unit="EUR"), "claim-property", '"cost" is no property and no column of engagements.csv. Write amount or cost_to_host.'),
    ("a property that is none", claim(property="qqq", value="5"), "claim-property", '"qqq" is no property and no column of engagements.csv. Write one of: exists, stage, amount'),
    ("a quarter in words", claim(property="purpose", value="gas", date="1st quarter of 2018"), "bad-date", "is not a date. Write 2018-01/2018-03."),
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
    ("a word without quotes", expected("leader = RUS"), "condition", "findings.yml:6 russia-leads-oil-gas (no. 1): expect: \"leader = RUS\" has RUS without quotes. Write 'RUS'."),
    ("curly quotes", expected("leader = ‘RUS’"), "condition", "has ‘ where text stands in straight single quotes."),
    ("a sign of mathematics", expected("value ≥ 50"), "condition", "has ≥. Write >=."),
    ("a sign of programs", expected("leader = 'RUS' && value > 50"), "condition", "has &&. Write AND."),
    ("a percent sign", expected("value > 50%"), "condition", 'findings.yml:6 russia-leads-oil-gas (no. 1): expect: "value > 50%" has a percent sign. Write 50 for a column of percent, or 0.5 for one from 0 to 1, such as margin.'),
    ("thousands in a condition", expected("value > 1,000"), "condition", "parts thousands by a comma. Write 1000."),
    ("a number in quotes", expected("value > '50'"), "condition", "Write 50 without quotes."),
    ("a condition that breaks off", expected("value > 50 and"), "condition", 'findings.yml:6 russia-leads-oil-gas (no. 1): expect: "value > 50 and" ends with `and`. Write a second comparison behind it, or delete the `and`.'),
    ("curly quotes around another word", expected("leader = “RUS” and value > 50"), "condition", "Write leader = 'RUS'."),
    ("a stage misspelt", claim(property="stage", value="payed"), "claim-value", "Write delivered,"),
    ("IS for =", expected("leader is RUS"), "condition", "Write leader = 'RUS'."),
    ("a column misspelt", expected("leeder = 'RUS'"), "condition", "names 'leeder', which is no column here. Write leader."),
    ("for and against", lambda s: s.swap("findings.yml", "against: [russian-loan-denied]", "against: [russian-loan-signed]"), "finding", '"russian-loan-signed" stands in supports too. Keep it on one side.'),
    # what a second reader tried: one cause told once, the later row blamed, and slips that can be read as they stand
    ("a dash of a word processor", cell("claims", "nis-sale-done", "subject", "nis\u2011sale"), "odd-letter", "holds a dash that only looks like a hyphen (non-breaking hyphen). Type nis-sale anew, with the hyphen of the keyboard."),
    ("a source by its title", cell("claims", "dunav-sale-done", "source", "Serbia and Russia sign rail loan"), "dangling", "is a name and no id. Write wire-2014, the id of sources.json:158."),
    ("an outlet by its name", lambda s: s.swap("sources.json", '"outlet": "company-site"', '"outlet": "The Wire"'), "dangling", 'sources.json:8 company-page custom.outlet: "The Wire" is a name and no id. Write wire, the id of outlets.csv:8.'),
    ("sources by a comma", cell("claims", "russian-loan-amount", "source", "wire-2014, daily-2014"), "dangling", "is not one id. Write wire-2014;daily-2014, with a semicolon between ids."),
    ("sources by a comma, of which one is not there", cell("claims", "russian-loan-amount", "source", "wire-2014, wire-1999"), "dangling", 'source: "wire-2014, wire-1999" is several ids, and wire-1999 is not in sources.json. Add it there, and write wire-2014;wire-1999 here, with a semicolon between ids.'),
    ("claims of which two are not there", cell("claims", "russian-loan-amount", "based_on", "dunav-sale-done, mine and yours"), "dangling", "is several ids, and of these mine, yours are not in claims.csv or observations.csv. Add them there, and write dunav-sale-done;mine;yours here"),
    ("findings by a comma", cell("searches", "search-china-oil-gas", "would_refute", "vote-was-thanks, powers-agree-on-kosovo"), "bad-cell", 'would_refute: "vote-was-thanks, powers-agree-on-kosovo" is several ids. Write vote-was-thanks;powers-agree-on-kosovo, with a semicolon between them.'),
    ("sectors by a comma", cell("engagements", "nis-sale", "sector", "oil-gas, railways"), "unknown-word", 'sector: "oil-gas, railways" is several words of sector. Write oil-gas;rail, with a semicolon between them.'),
    ("sectors of which one is none", cell("engagements", "nis-sale", "sector", "oil-gas/qqq"), "unknown-word", 'sector: "oil-gas/qqq" is several words, and qqq is not a word of sector. Write oil-gas, then a semicolon, and for qqq one of: recognition'),
    ("powers of which one is none", cell("engagements", "nis-sale", "power", "RUS, Ruritania"), "unknown-code", 'power: "RUS, Ruritania" is several codes, and Ruritania is none. Write RUS, then a semicolon, and for Ruritania the three letters of a country.'),
    ("places by their names", cell("engagements", "nis-sale", "place", "Belgrade, Novi Sad"), "dangling", "is not one id. Write belgrade;novi-sad, with a semicolon between ids."),
    ("two actors in one cell", cell("ties", "srb-owns-nis", "target", "nis and gazprom"), "dangling", 'ties.csv:9 target: "nis and gazprom" is several ids, and this cell takes one. Make a row for each, one with nis and one with gazprom.'),
    ("a name that no row has", cell("engagements", "nis-sale", "place", "Niš"), "dangling", "is not in places.csv. Add a row for it there, with an id such as nis, and write that id here."),
    ("an id that is near none", cell("claims", "dunav-sale-done", "source", "wire-2015"), "dangling", 'claims.csv:23 source: "wire-2015" is not in sources.json. If wire-2014 is meant, write that; if it is another, add it there.'),
    ("a slip of the hand", cell("ties", "srb-owns-nis", "actor", "sbr"), "dangling", "is not in actors.csv. Write srb, the id of actors.csv:17; if another is meant, add its row there."),
    ("a row that was deleted", lines("actors", lambda t: [one for one in t if not one.startswith("serbian-railways,")]), "dangling", 'engagements.csv:4 parties: "serbian-railways" is not in actors.csv. Add it there. (Also on lines 5, 11, 13.)'),
    ("an id changed in one place", cell("actors", "nis", "id", "nis-oil"), "dangling", 'actors.csv:12 id: "nis-oil" is named by no row, and 5 rows name nis, which is not there. If this row was nis, write nis here again, and change it everywhere with `tertius rename CASE nis nis-oil`.'),
    ("a source exported under another id", lambda s: s.swap("sources.json", '"id": "wire-2014"', '"id": "http://zotero.org/items/8XKQ2B7A"'), "dangling", "is named by no row, and 8 rows name wire-2014, which is not there. If this row was wire-2014, write wire-2014 here again."),
    ("an id of another table", lambda s: s.add("actors", id="nis-sale", kind="Company", name="NIS Sale"), "doubled-id", 'actors.csv:18 id: "nis-sale" is the id of engagements.csv:10 already. Give this row another id.'),
    ("a row too many", lambda s: s.add("actors", id="mill", kind="Company", name="Mill"), "expects", "case.yml:17 expects.all.actors: 17 rows are there, 1 more than expected. If the new rows belong there, write [17, 17]; else take them out."),
    ("a source twice", lambda s: s.swap("sources.json", '"id": "wire-2014"', '"id": "tabloid-2016"'), "doubled-id", 'sources.json:158 id: "tabloid-2016" is the id of line 140 too, and 8 rows name wire-2014, which is not there. If this was wire-2014, write wire-2014 here again; if that of line 140 was, write it there. Else give each an id of its own, and add wire-2014.'),
    ("a subject in the first row alone", lambda s: [s.set("claims", row, "subject", "") for row in ("nis-sale-amount-by-tabloid", "nis-sale-done")], "empty-cell", "claims.csv:35 subject: is empty, and every row needs it. Write nis-sale, if the row belongs with the one above"),
    ("a header in capitals", lines("places", lambda t: [t[0].replace("id,name,host", "ID,Name,Host"), *t[1:]]), "unknown-column", 'places.csv:1: "ID, Name, Host" is not written so. Write id, name, host in the header.'),
    ("a table in capitals", lambda s: (s.path / "actors.csv").rename(s.path / "Actors.csv"), "missing-file", "actors.csv: is missing, and Actors.csv looks like it. Rename that file to actors.csv."),
    ("an export under its own name", lambda s: (s.path / "sources.json").rename(s.path / "My Library.json"), "missing-file", "sources.json: is missing, and My Library.json looks like it. Rename that file to sources.json."),
    ("a copy of a table", lambda s: s.write("claims (1).csv", (s.path / "claims.csv").read_bytes()), "stray-file", "claims (1).csv: is not read. If it is the newer one, put it in the place of claims.csv; else delete it."),
    ("another table", lambda s: s.write("notes.csv", "a,b\n"), "stray-file", "notes.csv: is not read: no table has this name."),
    ("a percent sign in a share", cell("ties", "srb-owns-nis", "share_pct", "29.87%"), "bad-number", '"29.87%" is not a number. Write 29.87.'),
    ("a fraction for percent", cell("ties", "srb-owns-nis", "share_pct", "0.2987"), "fraction", 'ties.csv:9 share_pct: "0.2987" is less than one percent. Write 29.87 if it is a fraction of the whole; leave it where it is percent.'),
    ("a broken formula", cell("ties", "srb-owns-nis", "share_pct", "#REF!"), "bad-number", "A spreadsheet writes it where a formula is broken: type the number that the source has; leave the cell empty where it has none."),
    ("degrees and minutes", cell("places", "belgrade", "lat", "44°49'12\"N"), "bad-number", "is not a number. Write 44.82."),
    ("a point exchanged", lines("places", lambda t: [t[0], t[1].replace("44.82,20.46", "20.46,44.82"), *t[2:]]), "point", 'places.csv:2 lat: "20.46, 44.82" lies far from Serbia: are the two exchanged? Write 44.82 in `lat` and 20.46 in `lon`.'),
    ("a minus too many", cell("places", "belgrade", "lon", "-20.46"), "point", "is a minus missing, or one too many? Write 44.82 in `lat` and 20.46 in `lon`."),
    ("a year of another century", cell("claims", "russian-loan-started", "date", "2104-03-25"), "after-recorded", 'claims.csv:47 date: "2104-03-25" lies after the day on which the row was recorded (2021-01-10).'),
    ("a language by its name", cell("names", "gazprom-neft", "lang", "Russian"), "language", '"Russian" is not the code of a language. Write ru.'),
    ("a language that is none", cell("searches", "search-china-oil-gas", "language", "mine and yours"), "language", "is not the code of a language. Write one such as en, ru or sr-Latn."),
    ("a lender of the host", cell("engagements", "russian-rail-loan", "parties", "lender:serbian-railways;borrower:rus"), "sides", "the lender serbian-railways is of SRB, and the direction is power_to_host. Exchange the roles, or correct `direction`."),
    ("a loan about its host", cell("engagements", "russian-rail-loan", "direction", "about_host"), "about-host", '"about_host" is for what does not take place with the host, and a loan does. Write power_to_host, host_to_power or mutual.'),
    ("an amount of what was declined", lambda s: s.add("claims", id="gas-loan-amount", subject="gas-loan-offer", property="amount", value="90000000", unit="EUR", stage="delivered", date="2015-06-30", source="daily-2017"), "never-delivered", '"delivered" is the stage of the amount, and gas-loan-offer is declined by claims.csv:30. Leave `stage` empty here, or correct one of the two.'),
    ("a tie the wrong way round", lambda s: [s.set("ties", "gazprom-neft-owns-nis", "actor", "nis"), s.set("ties", "gazprom-neft-owns-nis", "target", "gazprom-neft")], "tie-direction", "ties.csv:5 actor: nis owns gazprom-neft here, and in nis-sale gazprom-neft buys nis. Is the tie the wrong way round?"),
    ("owners of each other", lambda s: s.add("ties", id="gazprom-controls-rus", actor="gazprom", relation="controls", target="rus"), "ownership-cycle", "ties.csv:10 target: gazprom controls rus, and rus controls gazprom (ties.csv:6): they hold each other in a circle. Which way round is it? Correct a row; where it is so, leave it."),
    ("an amount in millions", cell("claims", "nis-sale-amount-by-gazette", "value", "350"), "scale", "is far below the 350000000 EUR of claims.csv:35 for the same. Write 350000000 if millions are meant."),
    ("the world as a country", cell("observations", "exports-by-gazette", "counterpart", "World"), "unknown-code", "is not a code. Leave the cell empty for the whole world; else write a country, such as RUS."),
    ("a host that is no code", setting("hosts: [SRB]", "hosts: [SER]"), "unknown-code", 'case.yml:2 hosts: "SER" is not a code. Write SRB (Serbia), which the tables name.'),
    ("one number for two", setting("{engagements: [11, 11]", "{engagements: 11"), "setting", '"11" is one number, where the fewest and the most rows stand. Write [11, 11].'),
    ("a word without its domain", setting("vocabulary: {}", "vocabulary: {sector: {space: Satellites}}"), "setting", "is no entry of a vocabulary. Write space: {domain: economy, means: Satellites}."),
    ("an indent too deep", lambda s: s.swap("findings.yml", "- id: russia-leads-oil-gas\n  ", "- id: russia-leads-oil-gas\n   "), "yaml", "is indented by"),
    ("a list in place of lists", lambda s: s.end("findings.yml", "- id: mine\n  statement: S.\n  supports: [chinese-works-amount]\n"), "finding", '"chinese-works-amount" stands in a list where lists of lists are needed, each a set of claims that is enough by itself. Write [[chinese-works-amount]].'),
    ("two slips in one cell", cell("engagements", "nis-sale", "parties", "acquirer:gazprom-neft;target:NIS"), "bad-cell", 'engagements.csv:10 parties: "acquirer:gazprom-neft;target:NIS" holds "acquirer", which is no role, and "NIS", which is no id. Write buyer:gazprom-neft;target:nis.'),
    ("a role of another word", cell("engagements", "nis-sale", "parties", "acquirer:gazprom-neft;target:nis"), "unknown-word", "is not a word of role. Write buyer, or another of:"),
    ("an address with a slip", source('"URL": "htpps://thewire.example.org/a b"'), "address", "is written with a slip, so no page links to it. Write https://thewire.example.org/a%20b."),
    ("a date by strokes in a source", source('"issued": "28/03/2014"'), "undated-source", 'Write "issued": {"date-parts": [[2014, 3, 28]]}.'),
    ("what is alleged of a person", claim(subject="ana-maric", property="motive", value="money", modality="alleged", hedge="it is said", recorded="2021"), "person", 'claims.csv:55 modality: "alleged" needs more where it is said of a person, ana-maric. Add a claim about ana-maric with property response (what they answer), and a claim about ana-maric with property outcome (what came of it). Where you looked and found none, add one row to searches.csv with the subject ana-maric: it stands for both.'),
    # the case in other languages
    ("a language that pages do not speak", told_in("languages: [de]"), "setting", 'case.yml:13 languages (no. 1): "de" is no language of the atlas. Write one of: en, sr-Cyrl, sr-Latn, ru, zh.'),
    ("an issue in words", setting("issues:", "issues:\n- Accession to the EU"), "setting", 'is no entry of issues. Write {id: accession-to-the-eu, label: "Accession to the EU", domain: politics}, or another domain.'),
    ("an issue whose id is a name", setting("issues:", "issues:\n- {id: Lithium mine, label: Lithium, domain: politics}"), "setting", 'issues (no. 1) id: "Lithium mine" is not an id. Write lithium-mine.'),
    ("half a licence", told_in("licence: CC BY-SA"), "setting", '"CC BY-SA" is no licence that is known here. Write one of CC-BY-SA-4.0, or the web address'),
    ("one language", told_in("languages: ru"), "setting", '"ru" is one value where a list is needed. Write [ru].'),
    ("a translation into it", told_in("translations:\n  ru: {title: X}\n  de: {title: X}"), "setting", 'case.yml:15 translations.de: "de" is no language of the atlas. Write one of: en,'),
    ("a misspelt key of it", told_in("translations: {ru: {titel: X}}"), "setting", 'translations.ru: "titel" is no key that is known here. Write title.'),
    ("a text for a map", told_in("translations: {ru: Заголовок}"), "setting", 'translations.ru: "Заголовок" has no keys with values. Write key: value'),
    ("a list for a text", told_in("translations: {ru: {title: [a, b]}}"), "setting", "translations.ru.title: is a list where one text is needed."),
    ("an actor that is not there", told_in("translations: {ru: {labels: {gazprom-nef: Газпром нефть}}}"), "translation", 'translations.ru.labels: "gazprom-nef" is translated, and the case has no such thing. Write gazprom-neft.'),
    ("an issue that is not there", told_in("translations:\n  ru:\n    issues:\n      lithium: Литий"), "translation", 'case.yml:16 translations.ru.issues: "lithium" is translated, and the case has no such thing. Take the line out, or correct its id.'),
    ("a section that is not there", told_in("translations: {ru: {sections: {Rails: Железные дороги}}}"), "translation", 'translations.ru.sections: "Rails" is translated, and the case has no such thing. Write Rail.'),
    ("a word that the case does not add", told_in("translations: {ru: {vocabulary: {sector: {space: Космос}}}}"), "translation", 'translations.ru.vocabulary: "sector" is translated, and the case has no such thing.'),
    ("a finding in a language that pages do not speak", told_of("\n    ru: {statement: X}\n    de: {statement: X}"), "finding", 'findings.yml:4 russia-leads-oil-gas (no. 1) translations.de: "de" is no language of the atlas.'),
    ("a misspelt key of a finding's translation", told_of("\n    ru:\n      hedge: X\n      statment: X"), "finding", 'findings.yml:5 russia-leads-oil-gas (no. 1) translations.ru: "statment" is not a key of a finding. Write statement.'),
    ("a text for a finding's translation", told_of("{ru: Россия}"), "finding", 'translations.ru: "Россия" has no keys with values. Write key: value'),
    ("a list for its statement", told_of("{ru: {statement: [a]}}"), "finding", "translations.ru.statement: is a list where one text is needed."),
    ("alternatives that it does not have", told_of("\n    ru:\n      hedge: X\n      alternatives: [Одно, Другое]"), "translation", "findings.yml:5 russia-leads-oil-gas (no. 1) translations.ru.alternatives: has 2 in ru, and 0 as the finding stands. Translate each, in their order."),
]
# fmt: on
