"""A report of the small case, and ways to read its three files back."""

import io
import json
import re
import subprocess
import zipfile

import pypandoc
from lxml import html as markup

TEXT = """---
title: Two powers on the Danube
subtitle: What Russia and China do in a small case
author: [Ana Marić, Another Author]
date: 1 February 2021
summary: |
  {{ russia-leads-oil-gas }} China's money there is {{ russia-before-china-in-oil-gas.chn | money }}, and **a search** looked for it.

  - {{ russia-liked-better }}
  - {{ china-builds-much-rail }}
---

# Rail

{{ china-leads-rail }} {{ russian-rail-loan-is-real }} The wire was first.[@wire-2014, p. 4] It was confirmed later [@gazette-2018; @daily-2017].

{{ table presence columns=power,engagements,amount:money,share:percent where="sector = 'rail' and power IN ('RUS', 'CHN')" | Engagements and amounts in rail }}

The margin is {{ china-leads-rail.margin | percent }} in 2018, and the leader is {{ china-leads-rail.leader }}. Serbia belongs to 17 countries.^[A note of its own, with *emphasis*.]

## Opinion

Of a hundred people, {{ russia-liked-better.rus | words }} like Russia and {{ russia-liked-better.chn | percent }} China; see [the start](#rail) or <https://example.org>.

{{ russia-pays-in-banking }} The amount is {{ russia-pays-in-banking.amount | money }}. {{ works-cost-a-hundred-million }} {{ loans-came-by-design }} {{ vote-was-thanks }}
"""

LAST = "Method and limits"


def squeezed(text):
    """A text without spaces, so that line breaks make no difference."""
    return re.sub(r"\s+", "", text).replace("\xad", "").replace("\x02", "")


def of_html(data):
    """The units of text of an HTML report up to its last chapter, and its notes in order."""
    page = markup.fromstring(data.decode("utf-8"))
    (main,) = page.xpath("//main")
    for gone in main.xpath(".//nav|.//h1[@class='title']|.//p[@class='lead' or @class='by']"):
        gone.drop_tree()
    (foot,) = main.xpath(".//*[contains(@class,'footnotes')]")
    for back in foot.xpath(".//a[@class='footnote-back']"):
        back.drop_tree()
    notes = [squeezed(item.text_content()) for item in foot.xpath(".//li")]
    foot.drop_tree()
    units = []
    for node in main.iter("p", "li", "td", "th", "h1", "h2", "h3", "caption"):
        if node.tag == "li" and node.find("p") is not None:
            continue
        units.append(squeezed(node.text_content()))
    return _until_last(units), notes


def of_docx(data):
    """The same of a Word document, read by pandoc."""
    read = [pypandoc.get_pandoc_path(), "--from", "docx", "--to", "json"]
    done = subprocess.run(read, input=data, capture_output=True, check=True)
    units, notes = [], []

    def line(inlines):
        parts = []
        for node in inlines:
            kind, inner = node["t"], node.get("c")
            if kind == "Str":
                parts.append(inner)
            elif kind == "Note":
                texts = [line(block["c"]) for block in inner]
                notes.append("".join(texts))
                parts.append(str(len(notes)))
            elif kind == "Quoted":
                parts.append(
                    f"“{line(inner[1])}”"
                    if inner[0]["t"] == "DoubleQuote"
                    else f"‘{line(inner[1])}’"
                )
            elif kind in ("Emph", "Strong", "Superscript", "Underline"):
                parts.append(line(inner))
            elif kind in ("Link", "Span"):
                parts.append(line(inner[1]))
        return "".join(parts)

    def walk(value):
        if isinstance(value, dict) and value.get("t") in ("Para", "Plain"):
            units.append(line(value["c"]))
        elif isinstance(value, dict) and value.get("t") == "Header":
            units.append(line(value["c"][2]))
        elif isinstance(value, dict):
            walk(value.get("c"))
        elif isinstance(value, list):
            for part in value:
                walk(part)

    walk(json.loads(done.stdout)["blocks"])
    return _until_last([unit for unit in units if unit]), notes


def of_pdf(data):
    """All letters of a PDF, without spaces."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    pages = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    return squeezed("\n".join(pages))


def _until_last(units):
    return units[: units.index(squeezed(LAST))]


def pictures(data):
    """The pictures in a Word document."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return [name for name in file.namelist() if name.startswith("word/media/")]
