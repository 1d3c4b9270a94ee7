"""One actor, many spellings and scripts: folding, comparing and finding names."""

from tertius.names.compare import compare
from tertius.names.index import Index, Match, folded, search_all
from tertius.names.likeness import Likeness, Spelling
from tertius.names.pairs import Pair, name_pairs

__all__ = [
    "Index",
    "Likeness",
    "Match",
    "Pair",
    "Spelling",
    "compare",
    "folded",
    "name_pairs",
    "search_all",
]
