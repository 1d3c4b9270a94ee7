"""The words above notes that stand together at the end of a chapter or of a paper."""

import re

HEADING = re.compile(
    r"\W*(?:\d{1,2}\.?\s)?(?:end|foot)?\s?notes?(?: and (?:references|sources))?\W*"
    r"|\W*(?:fusnote|napomene|beleške|бeлешке|белешке|напомене|примечания|сноски|anmerkungen|fußnoten|endnoten|noten|notas|note|注释|注释与参考文献"
    r"|references|sources|literatur|bibliography|works cited|список литературы|литература|参考文献)\W*",
    re.IGNORECASE,
)
