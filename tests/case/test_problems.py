"""Every kind of problem, made on purpose, and exactly what is said about it."""

import ast
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

import tertius
from mistakes import MISTAKES
from small_case import beside_doubts
from tertius.case.kinds import BOOK_KINDS, INBOX_KINDS, KINDS
from tertius.case.problems import Problem, in_order, message
from tertius.evidence.text import shorten
from tertius.publish.check import check

Change = Callable[[Any], Any]


def _link_out(small: Any) -> None:
    outside = small.path.parent / "outside.csv"
    (small.path / "ties.csv").rename(outside)
    (small.path / "ties.csv").symlink_to(outside)


def _owners_in_a_circle(small: Any) -> None:
    for actor, target in (("nis", "dunav-bank"), ("dunav-bank", "gazprom-neft")):
        small.add(
            "ties", id=f"{actor}-circle", actor=actor, relation="owns", target=target, share_pct="0"
        )
        small.add(
            "claims",
            id=f"{actor}-circle-exists",
            subject=f"{actor}-circle",
            property="exists",
            value="yes",
            source="wire-2014",
        )
    small.swap("case.yml", "ties: [8, 8]", "ties: [8, 10]")


def _issue(relations: str, more: str = "") -> Any:
    """Give the second issue of the small case some relations, and add an issue."""

    def change(small: Any) -> None:
        small.swap(
            "case.yml", "EU, domain: politics}", f"EU, domain: politics, {relations}}}\n{more}"
        )

    return change


def _finding(text: str) -> Change:
    return lambda small: small.end(
        "findings.yml", f"- id: mine\n  statement: A statement.\n{text}\n"
    )


# fmt: off
BROKEN: list[tuple[str, str, Change, list[str]]] = [
    ("a table is gone", "missing-file", lambda s: (s.path / "places.csv").unlink(), [
        "places.csv: is missing. Put it back, or take the empty places.csv that `tertius new` writes.",
    ]),
    ("a folder in place of a table", "missing-file",
     lambda s: ((s.path / "redirects.csv").unlink(), (s.path / "redirects.csv").mkdir()), [
        "redirects.csv: is not a file. Put the file in its place.",
    ]),
    ("case.yml is gone", "missing-file", lambda s: (s.path / "case.yml").unlink(), [
        "case.yml: is missing. Put it back, or take the empty case.yml that `tertius new` writes.",
    ]),
    ("a dataset is not there", "missing-file",
     lambda s: s.swap("case.yml", "datasets: []", "datasets: [{id: d, release: '1', file: a.parquet, hash: x}]"), [
        'case.yml:12 datasets: "a.parquet" is not under data/. Put it there.',
    ]),
    ("a byte is not UTF-8", "encoding",
     lambda s: s.write("names.csv", (s.path / "names.csv").read_bytes().replace("中".encode(), b"\xd6\xd0")), [
        "names.csv:2: holds a letter that is not written as UTF-8. Save the file anew as UTF-8 (in Excel: CSV UTF-8).",
    ]),
    ("a quote is never closed", "half-file", lambda s: s.end("redirects.csv", '"nis-bd,nis,2021\n'), [
        "redirects.csv:3: cannot be read as CSV from here on (unexpected end of data). Close the quote or finish the row.",
    ]),
    ("a file without a byte", "half-file", lambda s: s.write("redirects.csv", ""), [
        "redirects.csv:1: is empty. It needs at least its header.",
    ]),
    ("a zero byte", "half-file", lambda s: s.end("redirects.csv", "nis-\0bd,nis,2021\n"), [
        "redirects.csv:3: holds a zero byte. Save it again as CSV.",
    ]),
    ("a table that is a link out of the folder", "outside", _link_out, [
        "ties.csv: leads out of the case folder. Put the file inside it.",
    ]),
    ("a dataset outside the folder", "outside",
     lambda s: s.swap("case.yml", "datasets: []", "datasets: [{id: d, release: '1', file: ../../secret, hash: x}]"), [
        'case.yml:12 datasets: "../../secret" leads out of the case folder. Put the file inside it.',
    ]),
    ("a dataset outside data/", "outside",
     lambda s: s.swap("case.yml", "datasets: []", "datasets: [{id: d, release: '1', file: ../claims.csv, hash: x}]"), [
        'case.yml:12 datasets: "../claims.csv" leads out of data/. Put the file inside it.',
    ]),
    ("YAML that builds an object", "yaml", lambda s: s.end("case.yml", "x: !!python/object/apply:os.system [ls]\n"), [
        "case.yml:18: uses the tag tag:yaml.org,2002:python/object/apply:os.system. Remove it.",
    ]),
    ("YAML that is not YAML", "yaml", lambda s: s.end("findings.yml", "- id: [a\n"), [
        "findings.yml:73: opens [ and does not close it. Write ] behind the last entry.",
    ]),
    ("JSON that breaks off", "json",
     lambda s: s.write("sources.json", (s.path / "sources.json").read_bytes()[:300]), [
        "sources.json:16: is not JSON here (Expecting property name enclosed in double quotes). Export it again.",
    ]),
    ("a setting that is not known", "setting", lambda s: s.end("case.yml", "colour: red\n"), [
        'case.yml:18: "colour" is no key that is known here. Remove it, or check its spelling.',
    ]),
    ("a currency that cannot be compared in", "setting", lambda s: s.swap("case.yml", "currency: EUR", "currency: RSD"), [
        'case.yml:7 currency: "RSD" cannot be compared in. Write EUR, USD, GBP or CHF.',
    ]),
    ("a column is gone", "missing-column",
     lambda s: s.write("redirects.csv", "old,new\nnis-ad,nis\n"), [
        "redirects.csv:1 date: is missing. The header is: old,new,date",
    ]),
    ("two columns are gone", "missing-column",
     lambda s: s.write("redirects.csv", "old\nnis-ad\n"), [
        "redirects.csv:1: lacks the columns new, date. Add them to the header, and an empty cell for each to every row. The header is: old,new,date",
    ]),
    ("commas that a spreadsheet left", "ragged-row", lambda s: s.end("redirects.csv", "a,nis,2021,,\n"), [
        "redirects.csv:3: has 5 cells where the header has 3, and those beyond are empty. Delete the last commas, so that 3 cells are left.",
    ]),
    ("a column that nobody knows", "unknown-column",
     lambda s: s.write("redirects.csv", "old,new,date,colour\nnis-ad,nis,2021,red\n"), [
        "redirects.csv:1 colour: is not a column of redirects.csv. The header is: old,new,date",
    ]),
    ("a column twice", "doubled-column",
     lambda s: s.write("redirects.csv", "old,new,date,new\nnis-ad,nis,2021,nis\n"), [
        "redirects.csv:1 new: stands twice in the header. Keep one of the two.",
    ]),
    ("a comma outside quotes", "ragged-row", lambda s: s.end("redirects.csv", "a,nis,2021,2\n"), [
        "redirects.csv:3: has 4 cells where the header has 3. Put quotes around a text that holds a comma.",
    ]),
    ("an id left empty", "empty-id", lambda s: s.end("places.csv", ",Niš,SRB,43.3,21.9,settlement\n"), [
        "places.csv:4 id: is empty. Run `tertius check CASE --fix`, or write one.",
    ]),
    ("a needed cell left empty", "empty-cell", lambda s: s.set("places", "belgrade", "name", ""), [
        "places.csv:2 name: is empty. Write: The name to show.",
    ]),
    ("a claim without a value", "empty-cell", lambda s: s.set("claims", "vote-purpose", "value", ""), [
        "claims.csv:54 value: is empty. Write the purpose.",
    ]),
    ("a range in place of a word", "empty-cell",
     lambda s: (s.set("claims", "vote-occurred", "value", ""), s.set("claims", "vote-occurred", "low", "3")), [
        "claims.csv:53 value: is empty. Write the stage.",
    ]),
    ("an amount without a currency", "empty-cell", lambda s: s.set("claims", "card-amount", "unit", ""), [
        "claims.csv:6 unit: is empty. Write the unit of the amount, such as EUR or pieces.",
    ]),
    ("an observation without a number", "empty-cell", lambda s: s.set("observations", "poll-china-2019", "value", ""), [
        "observations.csv:4 value: is empty. Write the number, or low and high.",
    ]),
    ("an id in capitals", "bad-id", lambda s: s.set("places", "belgrade", "id", "Belgrade"), [
        'places.csv:2 id: "Belgrade" is not an id. Write belgrade: 4 rows name it so.',
    ]),
    ("an impossible date", "bad-date", lambda s: s.set("ties", "gazprom-neft-owns-nis", "start", "2019-13"), [
        'ties.csv:5 start: "2019-13" is not a date. There is no month 13: write the date that the source means.',
    ]),
    ("a number with a comma", "bad-number", lambda s: s.set("ties", "srb-owns-nis", "share_pct", "29,87"), [
        'ties.csv:9 share_pct: "29,87" is not a number. Write 29.87.',
    ]),
    ("more than the whole", "bad-number", lambda s: s.set("ties", "srb-owns-nis", "share_pct", "129.87"), [
        'ties.csv:9 share_pct: "129.87" is not a percentage. Write a number from 0 to 100.',
    ]),
    ("a formula with =", "bad-cell", lambda s: s.set("actors", "nis", "name", "=HYPERLINK(1)"), [
        'actors.csv:12 name: "=HYPERLINK(1)" begins with \'=\', which a spreadsheet runs as a formula. Begin with a word.',
    ]),
    ("a formula with +", "bad-cell", lambda s: s.set("actors", "nis", "name", "+1"), [
        'actors.csv:12 name: "+1" begins with \'+\', which a spreadsheet runs as a formula. Begin with a word.',
    ]),
    ("a formula with -", "bad-cell", lambda s: s.set("actors", "nis", "name", "-1+1"), [
        'actors.csv:12 name: "-1+1" begins with \'-\', which a spreadsheet runs as a formula. Begin with a word.',
    ]),
    ("a formula with @", "bad-cell", lambda s: s.set("actors", "nis", "name", "@SUM(A1)"), [
        'actors.csv:12 name: "@SUM(A1)" begins with \'@\', which a spreadsheet runs as a formula. Begin with a word.',
    ]),
    ("a line break in a cell", "bad-cell", lambda s: s.set("actors", "nis", "name", "NIS\nNovi Sad"), [
        'actors.csv:12 name: "NIS�Novi Sad" holds a control character or line break. Write one line of plain text.',
    ]),
    ("a last semicolon", "bad-cell", lambda s: s.set("engagements", "nis-sale", "sector", "oil-gas;"), [
        'engagements.csv:10 sector: "oil-gas;" has an empty place between semicolons. Write a;b without a last one.',
    ]),
    ("one value twice", "bad-cell", lambda s: s.set("engagements", "nis-sale", "sector", "oil-gas;oil-gas"), [
        'engagements.csv:10 sector: "oil-gas;oil-gas" names one value twice. Write each once.',
    ]),
    ("a party that is none", "bad-cell", lambda s: s.set("engagements", "nis-sale", "parties", "gazprom-neft"), [
        'engagements.csv:10 parties: "gazprom-neft" has no role. Write buyer:gazprom-neft or target:gazprom-neft, as the source says.',
    ]),
    ("an end before the start", "bad-row", lambda s: s.set("engagements", "card-contract", "until", "2014"), [
        "engagements.csv:3: lasts until 2014, before it starts 2015-05. Correct one of the two.",
    ]),
    ("a tie to oneself", "bad-row", lambda s: s.set("ties", "srb-owns-nis", "target", "srb"), [
        "ties.csv:9: ties srb to itself. Name two actors.",
    ]),
    ("withdrawn without a reason", "bad-row", lambda s: s.set("claims", "card-amount", "status", "deprecated"), [
        "claims.csv:6: is deprecated. Write `reason` and `deprecated_on` too.",
    ]),
    ("a range upside down", "bad-row",
     lambda s: (s.set("claims", "card-amount", "low", "9"), s.set("claims", "card-amount", "high", "8")), [
        "claims.csv:6: has low 9 above high 8. Exchange the two.",
    ]),
    ("an id in two tables", "doubled-id", lambda s: s.set("places", "belgrade", "id", "nis"), [
        'places.csv:2 id: "nis" is the id of actors.csv:12 already, and 4 rows name belgrade, which is not there. If this was belgrade, write belgrade here again; else give it an id of its own, and add belgrade.',
    ]),
    ("a row twice", "doubled-id", lambda s: s.end("redirects.csv", "nis-ad,gazprom,2021\n"), [
        'redirects.csv:3 old: "nis-ad" repeats line 2. Keep one of the two.',
    ]),
    ("an issue twice", "doubled-id",
     lambda s: s.swap("case.yml", "datasets: []", "- {id: eu-accession, label: Again, domain: politics}\ndatasets: []"), [
        'case.yml:9 issues: "eu-accession" stands twice. Give each its own id.',
    ]),
    ("an issue that excludes itself", "setting", _issue("excludes: [eu-accession]"), [
        'case.yml:11 issues.eu-accession.excludes: "eu-accession" excludes itself. Name another issue, or remove it.',
    ]),
    ("an issue that excludes an unknown one", "dangling", _issue("excludes: [kosovo-independance]"), [
        'case.yml:11 issues.eu-accession.excludes: "kosovo-independance" is not in the issues of case.yml. Write kosovo-independence, the id of case.yml:10; if another is meant, add its row there.',
    ]),
    ("issues that imply each other", "part-cycle", _issue("implies: [visas]", "- {id: visas, label: Visas, domain: politics, implies: [eu-accession]}"), [
        'case.yml:11 issues: "eu-accession" implies itself by way of eu-accession → visas. Break the circle.',
    ]),
    ("an issue that implies what it excludes", "setting", _issue("implies: [visas]", "- {id: visas, label: Visas, domain: politics, implies: [kosovo-independence], excludes: [eu-accession]}"), [
        'case.yml:11 issues: "eu-accession" implies visas, which excludes it. Remove one of the two.',
    ]),
    ("an issue that implies two that exclude each other", "setting", _issue("implies: [visas, kosovo-independence]", "- {id: visas, label: Visas, domain: politics, excludes: [kosovo-independence]}"), [
        'case.yml:11 issues: "eu-accession" implies kosovo-independence, which visas excludes. Remove one of the two.',
    ]),
    ("an id that leads nowhere", "dangling", lambda s: s.set("claims", "vote-occurred", "subject", "crimea-votes"), [
        'claims.csv:53 subject: "crimea-votes" is not in engagements.csv, ties.csv, positions.csv, links.csv or actors.csv. Write crimea-vote, the id of engagements.csv:6; if another is meant, add its row there.',
        'engagements.csv:6 id: "crimea-vote" has no claim that says that it exists, so nothing counts it. Add one with this subject, and with property exists and value yes, or with property stage.',
    ]),
    ("a source that is not there", "dangling", lambda s: s.set("claims", "vote-occurred", "source", "gazette-2017"), [
        'claims.csv:53 source: "gazette-2017" is not in sources.json. If gazette-2009 or gazette-2018 is meant, write that; if it is another, add it there.',
    ]),
    ("a party that is not there", "dangling", lambda s: s.set("engagements", "crimea-vote", "parties", "voter_against:srp"), [
        'engagements.csv:6 parties: "srp" is not in actors.csv. Write srb, the id of actors.csv:17; if another is meant, add its row there.',
    ]),
    ("an unknown unit", "unknown-word", lambda s: s.set("claims", "card-amount", "unit", "EURO"), [
        'claims.csv:6 unit: "EURO" is not a unit. Write EUR.',
    ]),
    ("an unknown stage", "unknown-word", lambda s: s.set("claims", "card-amount", "stage", "signd"), [
        'claims.csv:6 stage: "signd" is not a word of stage. Write signed, or another of: announced, planned, pledged, signed, started, delivered, operating, occurred, stalled, cancelled, not_delivered, failed, declined.',
    ]),
    ("an unknown role", "unknown-word", lambda s: s.set("engagements", "crimea-vote", "parties", "voter:srb"), [
        'engagements.csv:6 parties: "voter" is not a word of role. Write voter_for, or another of: lender, borrower, financier, donor, recipient, buyer, supplier, contractor, lessor, lessee, signatory, speaker, participant, organiser, founder, voter_for, voter_against, abstainer, decliner, target.',
    ]),
    ("an unknown sector", "unknown-word", lambda s: s.set("engagements", "nis-sale", "sector", "oil"), [
        'engagements.csv:10 sector: "oil" is not a word of sector. Write oil-gas, or another of: recognition, multilateral, diplomacy, party-links, sanctions, interference, media, arms, exercises, alliances, police, surveillance, intelligence, trade, investment, budget-support, oil-gas, electricity, banking, rail, road, ports, aviation, metals, ….',
    ]),
    ("an unknown country", "unknown-code", lambda s: s.set("actors", "nis", "country", "SER"), [
        'actors.csv:12 country: "SER" is not a code. Write the three letters of a country, such as SRB, a part of one such as BA-SRP, or EU.',
    ]),
    ("a country in small letters", "unknown-code", lambda s: s.set("actors", "nis", "country", "srb"), [
        'actors.csv:12 country: "srb" is not a code. Write SRB (Serbia).',
    ]),
    ("a power of a party that is none", "unknown-code",
     lambda s: s.set("engagements", "crimea-vote", "parties", "voter_against:srb@RU"), [
        'engagements.csv:6 parties: "voter_against:srb@RU" names no power after @. Write a code such as RUS.',
    ]),
    ("a property that nobody knows", "claim-property", lambda s: s.set("claims", "vote-purpose", "property", "purposes"), [
        'claims.csv:54 property: "purposes" is no property and no column of engagements.csv. Write purpose.',
    ]),
    ("a property of another table", "claim-property", lambda s: s.set("claims", "nis-stake-start", "property", "jobs"), [
        'claims.csv:40 property: "jobs" is a property of engagements, and gazprom-neft-owns-nis is in ties.csv.',
    ]),
    ("a column that cannot be contested", "claim-property", lambda s: s.set("claims", "vote-purpose", "property", "label"), [
        'claims.csv:54 property: "label" says what the row in engagements.csv is about and cannot be contested. Code another row.',
    ]),
    ("a word where a number is due", "claim-value", lambda s: s.set("claims", "card-amount", "value", "many"), [
        'claims.csv:6 value: "many" is not a number. Write digits with a decimal point and no separators, such as 56.15; at most 15 digits before the point and 6 behind it.',
    ]),
    ("a stage that is none", "claim-value", lambda s: s.set("claims", "vote-occurred", "value", "happened"), [
        'claims.csv:53 value: "happened" is not a word of stage. Write occurred, or another of: announced, planned, pledged, signed, started, delivered, operating, occurred, stalled, cancelled, not_delivered, failed, declined.',
    ]),
    ("a contested start that is no date", "claim-value", lambda s: s.set("claims", "nis-stake-start", "value", "2009-02-30"), [
        'claims.csv:40 value: "2009-02-30" is not a date. 2009-02 has 28 days: write the date that the source means.',
    ]),
    ("an amount in pieces", "claim-value", lambda s: s.set("claims", "card-amount", "unit", "pieces"), [
        'claims.csv:6 unit: "pieces" is no currency. Write the currency of the amount, such as EUR.',
    ]),
    ("a party in a claim that is none", "claim-value", lambda s: s.set("claims", "russian-loan-party", "value", "russian-railways"), [
        'claims.csv:45 value: "russian-railways" is not a party. Write its role before it, such as signatory:russian-railways.',
    ]),
    ("an agreement within its part", "part-cycle", lambda s: s.set("engagements", "rail-framework", "part_of", "chinese-rail-loan"), [
        'engagements.csv:4 part_of: "chinese-rail-loan" is a part of itself by way of chinese-rail-loan → rail-framework. Break the circle.',
    ]),
    ("an agreement within itself", "part-cycle", lambda s: s.set("engagements", "rail-framework", "part_of", "rail-framework"), [
        'engagements.csv:12 part_of: "rail-framework" is a part of itself by way of rail-framework. Break the circle.',
    ]),
    ("a claim based on itself", "part-cycle", lambda s: s.set("claims", "vote-occurred", "based_on", "vote-purpose"), [
        'claims.csv:53 based_on: "vote-occurred" is based on itself by way of vote-occurred → vote-purpose. Break the circle.',
    ]),
    ("sources that copy each other", "part-cycle",
     lambda s: s.swap("sources.json", '"outlet": "wire"', '"outlet": "wire", "derived_from": "daily-2014"'), [
        'sources.json:27 custom.derived_from: "daily-2014" copies itself by way of daily-2014 → wire-2014. Break the circle.',
    ]),
    ("owners in a circle", "ownership-cycle", _owners_in_a_circle, [
        "ties.csv:11 target: dunav-bank owns gazprom-neft, and gazprom-neft owns nis (ties.csv:5), and nis owns dunav-bank (ties.csv:10): they hold each other in a circle. Which way round is it? Correct a row; where it is so, leave it.",
    ]),
    ("a qualifier on the only amount", "no-total", lambda s: s.set("claims", "control-centre-amount", "qualifier", "phase-one"), [
        'claims.csv:19 qualifier: "phase-one" sets apart the only amount of rail-control-centre, so that no sum has it. Empty the cell if the amount is the whole, and say the rest in the note; else leave it.',
    ]),
    ("stakes above the whole", "stakes", lambda s: s.set("ties", "srb-owns-nis", "share_pct", "43.96"), [
        'ties.csv:9 share_pct: "43.96" and 56.15 (ties.csv:5) make 100.11 percent of nis on 2008-12-31. Correct a share, or write in `until` when a stake ended.',
    ]),
    ("an allegation about a person", "person",
     lambda s: s.add("claims", id="gossip", subject="ana-maric", property="motive", value="money", source="tabloid-2016", modality="alleged"), [
        'claims.csv:55 modality: "alleged" needs more where it is said of a person, ana-maric. Add in `hedge` the words by which the source holds back, and the day in `date` or `recorded`, and a claim about ana-maric with property response (what they answer), and a claim about ana-maric with property outcome (what came of it). Where you looked and found none, add one row to searches.csv with the subject ana-maric: it stands for both.',
    ]),
    ("a sector of another domain", "sector-domain", lambda s: s.set("engagements", "crimea-vote", "sector", "rail"), [
        'engagements.csv:6 sector: "rail" lies outside politics. Change the domain, or add a sector of it.',
    ]),
    ("a row that nothing supports", "unsupported", lambda s: s.set("claims", "contest-link-exists", "property", "purpose"), [
        'links.csv:5 id: "rail-loans-contest" has no claim that says that it exists, so nothing counts it. Add one with this subject, and with property exists and value yes, or with property stage.',
    ]),
    ("fewer rows than expected", "expects", lambda s: s.swap("case.yml", "searches: [2, 2]", "searches: [3, 9]"), [
        "case.yml:17 expects.all.searches: 2 rows are there, 1 fewer than expected. Put the lost rows back; if they were taken out on purpose, write [2, 9].",
    ]),
    ("a finding of two kinds", "finding", _finding("  claim: vote-purpose\n  supports: []\n  needs: A vote."), [
        "findings.yml:73 mine (no. 13): has supports and claim. Write exactly one of measure, values, supports, claim, trigger.",
    ]),
    ("a loan of forty-eight", "size", lambda s: s.add("claims", id="mine", subject="russian-rail-loan", property="amount", value="48.5", unit="USD", stage="delivered", date="2013", source="wire-2014"), [
        'claims.csv:55 value: "48.5" is less than 10,000 USD, which no state or company lends another here. Write the sum in full, such as 48500000 for 48.5 million.',
    ]),
    ("a host that the case is not about", "outside-host", lambda s: s.set("engagements", "card-contract", "host", "MNE"), [
        'engagements.csv:3 host: "MNE" is no host of case.yml (SRB), and scope says core. Correct the host, add it to hosts, or write neighbour in `scope`.',
    ]),
    ("a type that no source has", "source-type", lambda s: s.swap("sources.json", '"type": "webpage"', '"type": "Web Page"'), [
        'sources.json:4 company-page type: "Web Page" is no type of CSL. Write webpage.',
    ]),
    ("two findings on one test", "same-test", _finding("  supports: [[russian-loan-started, russian-loan-signed]]"), [
        "findings.yml:73 mine (no. 13): rests on the same sets as russian-rail-loan-is-real. Make one of russian-rail-loan-is-real and mine, with both places in stated, or let each rest on something of its own.",
    ]),
    ("a test that cannot fail", "vacuous", _finding("  measure: leader\n  where: basis = 'count'\n  expect: 1 = 1"), [
        'findings.yml:77 mine (no. 13) expect: "1 = 1" holds of every row that its where picks, whatever the evidence says, so it tests nothing. Compare a column that where leaves open with something it may fall short of, such as share > 0.5.',
    ]),
    ("one list of claims", "finding", _finding("  supports: [russian-loan-signed, russian-loan-started]"), [
        'findings.yml:75 mine (no. 13) supports: "russian-loan-signed, russian-loan-started" stands in a list where lists of lists are needed, each a set of claims that is enough by itself. Write [[russian-loan-signed, russian-loan-started]].',
    ]),
    ("a place as a text", "finding", _finding("  claim: vote-purpose\n  stated: note-7, p. 4"), [
        'findings.yml:76 mine (no. 13) stated: "note-7, p. 4" is a text where a source and a locator are needed. Write [{source: note-7, locator: "p. 4"}].',
    ]),
    ("curly quotes around another column", "condition", _finding("  measure: leader\n  where: host = ‘MNE’\n  expect: value > 1"), [
        "findings.yml:76 mine (no. 13): where: \"host = ‘MNE’\" has ‘ where text stands in straight single quotes. Write host = 'MNE'.",
    ]),
    ("text behind a quote", "yaml", lambda s: s.end("findings.yml", '- id: mine\n  statement: "x"y\n  claim: vote-purpose\n'), [
        "findings.yml:74: has text behind the closing quote of statement. Put all of it in quotes: statement: '\"x\"y'",
    ]),
    ("a key that no finding has", "finding", _finding("  claim: vote-purpose\n  colour: red"), [
        'findings.yml:76 mine (no. 13): "colour" is not a key of a finding. Check its spelling.',
    ]),
    ("a finding that stands on nothing", "dangling", _finding("  claim: vote-purposes"), [
        'findings.yml:75 mine (no. 13) claim: "vote-purposes" is nowhere in the case, and an id of claims is needed. Write vote-purpose.',
    ]),
    ("a code that the case does not have", "absent-code", lambda case: case.end("findings.yml", "- id: canada\n  statement: A.\n  measure: presence\n  where: power = 'CAN'\n  expect: share > 0\n"), [
        'findings.yml:76 canada (no. 13) where: "CAN" is no power, baseline or host of the case, and no row has it in power. Write one of: SRB, RUS, CHN, EU.',
    ]),
    ("a condition that calls a function", "condition",
     _finding("  measure: leader\n  where: basis = 'count'\n  expect: lower(leader) = 'rus'"), [
        'findings.yml:77 mine (no. 13): expect: "lower(leader) = \'rus\'" calls the function lower. Only columns, literals and comparisons can stand here.',
    ]),
    ("a report that names no finding", "report", lambda case: case.write("report.md", "# Rail\n\n{{ china-leads-rails }}\n"), [
        'report.md:3: "{{ china-leads-rails }}" names no finding of this case. Did you mean china-leads-rail?',
    ]),
    ("judgements that contradict each other", "judgement",
     lambda s: s.end("judgements.csv",
                     "china-railway,russian-railways,same,Merged.,ana,2021-01-08\n"
                     "serbian-railways,russian-railways,same,Merged.,ana,2021-01-08\n"
                     "china-railway,serbian-railways,not_same,Two.,bo,2021-01-09\n"), [
        'judgements.csv:5 judgement: "not_same" contradicts other judgements: china-railway and serbian-railways are judged not the same, and china-railway same russian-railways, russian-railways same serbian-railways makes them one. Change one of these rows.',
    ]),
    ("one actor that owns itself by a judgement", "judgement",
     lambda s: s.end("judgements.csv", "dunav-bank,sberbank,same,Merged.,ana,2021-01-08\n"), [
        'ties.csv:8 target: "dunav-bank" is tied to sberbank by owns, and judgements.csv makes the two one (sberbank same dunav-bank). Withdraw the tie or the judgement.',
    ]),
    ("two judgements of one day", "judgement",
     lambda s: s.end("judgements.csv", "gazprom-neft,gazprom,same,One group.,bo,2021-01-07\n"), [
        'judgements.csv:3 judgement: "same" differs from line 2, which says not_same of the same pair on the same day; until one is changed the pair counts as undecided. Agree, and write one later row.',
    ]),
    ("a judgement on nobody", "dangling", lambda s: s.end("judgements.csv", "nis,niss,same,A slip.,ana,2021-01-08\n"), [
        'judgements.csv:3 b: "niss" is not in actors.csv. Name an actor, or take the judgement out.',
    ]),
    ("a judgement by an abbreviation", "alias-alone",
     lambda s: (s.end("names.csv", "russian-railways,RZD,ru-Latn\nserbian-railways,RZD,en\n"),
                s.end("judgements.csv", "russian-railways,serbian-railways,same,Both are RZD.,ana,2021-01-08\n")), [
        'judgements.csv:3 judgement: "same" joins russian-railways and serbian-railways, whose names share nothing but RZD, which others may bear too. Add the full name of each to names.csv, or judge undecided.',
    ]),
    ("redirects in a circle", "redirect", lambda s: s.end("redirects.csv", "one,two,2021\ntwo,one,2021\n"), [
        'redirects.csv:3 new: "two" leads round in a circle back to one. Name the id that stands now.',
        'redirects.csv:4 new: "one" leads round in a circle back to two. Name the id that stands now.',
    ]),
    ("a redirect to nowhere", "redirect", lambda s: s.end("redirects.csv", "nis-plc,niss,2021\n"), [
        'redirects.csv:3 new: "niss" ends at niss, which is the id of no row. Name the id that stands now.',
    ]),
    ("a redirect of an id that stands", "redirect", lambda s: s.end("redirects.csv", "nis,gazprom,2021\n"), [
        'redirects.csv:3 old: "nis" is still the id of a row in actors.csv, so it is not redirected. Take out one of the two.',
    ]),
    ("a scenario that withdraws what is not there", "scenario",
     lambda s: ((s.path / "scenarios").mkdir(),
                s.write("scenarios/x.yml", "title: X\nassumption: X is so.\nwithdraw: [nis-sail]\n")), [
        'scenarios/x.yml:3 withdraw: "nis-sail" is not in the case. Write nis-sale.',
    ]),
]
# fmt: on


@pytest.mark.parametrize(
    ("code", "change", "said"), [b[1:] for b in BROKEN], ids=[b[0] for b in BROKEN]
)
def test_each_fault_is_named(small: Any, code: str, change: Change, said: list[str]):
    """Each fault gives exactly these messages, one of them of its kind, and checking changes no file."""
    change(small)
    before = small.bytes()
    problems = beside_doubts(check(small.path)[2])
    assert [str(problem) for problem in problems] == said
    assert code in {problem.code for problem in problems}
    assert small.bytes() == before


def test_every_kind_is_made():
    """Every kind of problem that a case can have is made by one of the faults above, or by an ordinary mistake."""
    made = {code for _, code, _, _ in BROKEN} | {code for _, _, code, _ in MISTAKES}
    # A quote is held to a stored source, which tests/case/checks has.
    assert made == set(KINDS) - set(BOOK_KINDS) - set(INBOX_KINDS) - {"quote"}


def test_small_case_is_clean(small: Any):
    """The small case has no problem of any kind, so each fault above is the only one in its copy."""
    assert small.problems() == []


def test_what_does_not_block():
    """Only what a case can be built with all the same does not keep it from building."""
    assert {code for code, kind in KINDS.items() if not kind.blocks} == {
        "about-host",
        "absent-code",
        "address",
        "after-recorded",
        "alias-alone",
        "below-zero",
        "beyond-period",
        "found-nothing",
        "fraction",
        "garbled-text",
        "language",
        "later-column",
        "merge",
        "no-total",
        "never-delivered",
        "order-of-stages",
        "outside-host",
        "outside-power",
        "ownership-cycle",
        "point",
        "proposal",
        "quote",
        "same-test",
        "scale",
        "scenario",
        "sector-domain",
        "sides",
        "size",
        "source-type",
        "stray-file",
        "thousands",
        "tie-direction",
        "translation",
        "unconverted",
        "undated-source",
        "unsupported",
        "vacuous",
    }


def test_kinds_are_explained():
    """Every kind has a title and says in a sentence what to do."""
    for code, kind in KINDS.items():
        assert kind.code == code
        assert kind.title[0].isupper()
        assert kind.help.endswith(".")


def test_message_quotes_the_cell():
    """A message names file, line and column, quotes the cell and ends with what to write."""
    problem = Problem(
        "engagements.csv",
        14,
        "until",
        "bad-date",
        "is not a date. Write 2019, 2019-03 or 2019-03-21.",
        "2019-13",
    )
    assert (
        str(problem)
        == 'engagements.csv:14 until: "2019-13" is not a date. Write 2019, 2019-03 or 2019-03-21.'
    )


def test_long_cells_are_cut():
    """A cell of 20,000 letters is quoted with its first 80, and what cannot be printed is replaced."""
    assert shorten("x" * 20_000) == "x" * 80 + "…"
    assert shorten("a\x1b[31m\nb") == "a�[31m�b"


def test_problems_are_in_order():
    """What blocks comes before doubts, each part by file, row and column, whatever order it was found in, each once."""
    doubt = Problem("a.csv", 2, "id", "unsupported", "m")
    further = Problem("b.csv", 1, "", "later-column", "m")
    a = Problem("a.csv", 9, "id", "bad-id", "m")
    b = Problem("a.csv", 10, "id", "bad-id", "m", "x")
    c = Problem("b.csv", 1, "", "half-file", "m")
    assert in_order([further, c, doubt, b, a, b]) == [a, b, c, doubt, further]


ROOT = Path(tertius.__file__).parent


@cache
def sources() -> list[tuple[Path, ast.Module]]:
    """Every file of the program with what it says, read when a test asks: it takes a second."""
    paths = sorted(ROOT.rglob("*.py"))
    return [(path, ast.parse(path.read_text(encoding="utf-8"))) for path in paths]


def calls(name: str) -> Iterator[tuple[Path, ast.Call]]:
    for path, tree in sources():
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == name
            ):
                yield path, node


def test_a_message_gets_the_fields_that_its_template_has():
    """Wherever a kind and a message are named in full, both exist, and no field is missing or spare."""
    checked = 0
    for path, call in calls("message"):
        words = [arg.value for arg in call.args if isinstance(arg, ast.Constant)]
        if len(words) < 2 or any(given.arg is None for given in call.keywords):
            continue
        code, wording = words
        assert wording in KINDS[code].messages, f"{path.name}:{call.lineno}"
        parts = Formatter().parse(KINDS[code].messages[wording])
        assert {given.arg for given in call.keywords} == {
            name.partition("!")[0] for _, name, _, _ in parts if name
        }, f"{path.name}:{call.lineno}"
        checked += 1
    assert checked > 100


def test_what_is_wrong_with_a_case_is_said_by_a_template():
    """Nothing in case/ words a problem by itself: it names a message, and fills its fields."""
    made = {str(path.relative_to(ROOT)) for path, _ in calls("Problem")}
    assert {path for path in made if path.startswith("case")} == {"case/problems.py"}


def test_a_problem_keeps_what_its_message_was_filled_with():
    """So the same can be said in other words; two problems are one where they read the same."""
    fields = {"rows": 7, "count": 1, "low": 5, "high": 7}
    problem = message("expects", "more", **fields).at("case.yml", 0, "expects.all")
    assert problem.message == (
        "7 rows are there, 1 more than expected. If the new rows belong there, write [5, 7]; else take them out."
    )
    assert message("expects", "addition", **problem.fields).text == (
        "7 rows would be there, 1 more than expected. Write [5, 7] in case.yml, then accept again."
    )
    assert problem == Problem("case.yml", 0, "expects.all", "expects", problem.message)
