"""How a file can fail to be read."""

from tertius.case.kinds.kind import OF_A_MODEL, OF_AN_ITEM, Kind

FILES = (
    Kind(
        "missing-file",
        "A file is missing",
        "Every table has its file, if only a header.",
        messages={
            "absent": "is missing. Put it back, or take the empty {name} that `tertius new` writes.",
            "no_file": "is not a file. Put the file in its place.",
            "refused": "cannot be read: {why}.",
            "dataset": "is not under data/. Put it there.",
        },
    ),
    Kind(
        "encoding",
        "Text is not UTF-8",
        "Save the file as UTF-8; the message names the byte.",
        messages={
            "byte": "holds the byte 0x{byte:02x}, which is not UTF-8. Save the file as UTF-8 (in Excel: CSV UTF-8).",
        },
    ),
    Kind(
        "half-file",
        "A file breaks off or is too large",
        "A quote is never closed, or a limit is passed.",
        messages={
            "too_large": "is larger than {mebibytes} MiB, the limit.",
            "zero_byte": "holds a zero byte. Save it again as CSV.",
            "breaks_off": "cannot be read as CSV from here on ({why}). Close the quote or finish the row.",
            "empty": "is empty. It needs at least its header.",
        },
    ),
    Kind(
        "conflict",
        "A git conflict stands in a file",
        "Two people changed the same lines, and git asks which are to stay.",
        messages={
            "marks": "holds the marks of a git conflict. Keep one side (or the rows of both that shall stand), and take out the lines that begin with <<<<<<<, ======= and >>>>>>>; in a table `tertius check --fix` does it row by row.",
        },
    ),
    Kind(
        "merge",
        "Tables are merged by keeping every line",
        "A row that one of two people deleted comes back without a word.",
        blocks=False,
        messages={
            "union": "lets git keep every line of both sides, so a row that one of two people deleted comes back without a word. Write merge=text: git then stops where two people changed the same lines.",
        },
    ),
    Kind(
        "separator",
        "The cells of a table are not separated by commas",
        "A spreadsheet saves as its country's settings say.",
        messages={
            "other": "separates its cells by {named}, and commas are needed. Save it as CSV UTF-8 with commas, or save the workbook as .xlsx and run `tertius import`.",
            "declared": "begins with the line {line}, which belongs to a spreadsheet. Delete that line{other}.",
        },
    ),
    Kind(
        "outside",
        "A path leaves the case folder",
        "A case reads only what lies inside its folder.",
        messages={
            "case": "leads out of the case folder. Put the file inside it.",
            "data": "leads out of data/. Put the file inside it.",
        },
    ),
    Kind(
        "yaml",
        "A YAML file cannot be read",
        "Plain maps, lists and words; no tags, anchors or aliases.",
        messages={
            "no_settings": "is not a map of settings. Write title: …, hosts: […].",
            "anchor": "uses an anchor or alias. Write the text out.",
            "tag": "uses the tag {tag}. Remove it.",
            "deep": "is nested deeper than {levels} levels.",
            "syntax": "is not YAML here ({why}). Check indents, colons and quotes.",
            "colon": "holds a colon inside a text, or an indent that does not fit. Put a text that holds `: ` in quotes; begin the keys of one entry below each other.",
            "letter": "begins a text with a letter that YAML keeps for itself (such as @, %, ` or a tab). Put the text in quotes, and indent with spaces.",
            "no_colon": "is a line without a colon. Write key: value, or put a text of several lines in quotes.",
            "indent": "has a key or a dash that does not fit those before it, or text behind a closing quote. Begin the keys of one entry below each other; write a quote inside quotes twice.",
            "bracket": "opens [ and does not close it. Write ] behind the last entry.",
            "brace": "opens {{ and does not close it. Write }} behind the last entry.",
            "quote": "opens a quote and does not close it. Close it; write a quote inside quotes twice.",
            "control": "holds a control character, which cannot be seen. Remove it.",
            "documents": "begins a second document with ---. Remove that line.",
            "dash": "has a dash where no list can begin. Begin the list on a line of its own, or put the text in quotes.",
            "escape": "holds a backslash inside double quotes. Write it twice, or use single quotes.",
            "key": "has a key that is no word. Write key: value.",
            "doubled": "the key {key!r} stands twice. Keep one of the two.",
            "comment": "breaks off at ` #`: what follows counts as a comment. Put the whole text in quotes, or move the comment to a line of its own.",
        },
    ),
    Kind(
        "json",
        "A JSON file cannot be read",
        "sources.json is a list of CSL-JSON items.",
        messages={
            "syntax": "is not JSON here ({why}). Export it again.",
            "deep": "is nested too deeply. Export it again.",
            "refused": "cannot be read ({why}). Export it again.",
            "no_file_of_items": "is not a list. Export from Zotero as CSL JSON.",
            "no_file_of_entries": "is not a list of entries. Export from Zotero as CSL JSON.",
            **OF_AN_ITEM,
        },
    ),
    Kind(
        "setting",
        "A setting in case.yml is wrong",
        "The reference page of case.yml lists them.",
        messages={
            **OF_A_MODEL,
            "excludes_itself": "excludes itself. Name another issue, or remove it.",
            "implies_excluded": "implies {other}, which it excludes. Remove one of the two.",
            "implies_both": "implies {other}, which {one} excludes. Remove one of the two.",
            "excluded_by_implied": "implies {one}, which excludes it. Remove one of the two.",
            "two_roles": "is a power and a baseline. Keep one of the two.",
            "currency": "cannot be compared in. Write EUR, USD, GBP or CHF.",
            "group_code": "is the code of a country or bloc. Give the group another name.",
            "no_share": "is no share. Write {shares}, with /qualifier where it has one.",
            "no_type": "is no type of engagement. Write one of: {types}.",
            "hash": "has the SHA-256 {digest}, and case.yml names another. Put the right release there, or correct hash.",
            "no_domain": "is no domain. Write {domains} or all.",
            "not_counted": "is no table that is counted here. Write one of {tables}.",
        },
    ),
)
