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
            "digits": "holds a number of thousands of digits. Shorten it.",
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
            "no_list": "is not a list. Export from Zotero as CSL JSON.",
            "no_entries": "is not a list of entries. Export from Zotero as CSL JSON.",
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
            "hash": "has the SHA-256 {digest}, and case.yml names another. Put the right release there, or correct hash.",
            "no_domain": "is no domain. Write {domains} or all.",
            "not_counted": "is no table that is counted here. Write one of {tables}.",
        },
    ),
)
