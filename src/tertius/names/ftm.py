"""A second opinion on two names: the matcher of OpenSanctions, with the extra `tertius[ftm]`."""

from functools import cache
from hashlib import sha1
from typing import Any

from tertius.errors import TertiusError
from tertius.names.likeness import Spelling

ALGORITHM = "logic-v2"
SCHEMES = {
    "Person": "Person",
    "Company": "Company",
    "PublicBody": "PublicBody",
    "Organization": "Organization",
    "PoliticalParty": "Organization",
}
"""The schema of FollowTheMoney for kinds of actor; others are a LegalEntity."""


@cache
def _matcher() -> tuple[Any, Any, Any]:
    try:
        from followthemoney import model
        from nomenklatura.matching import get_algorithm
    except ImportError as error:
        raise TertiusError(
            "The matcher of OpenSanctions is not installed. Install it with"
            " `pip install 'tertius[ftm]'`; it needs ICU's headers (on Debian: apt install"
            " libicu-dev pkg-config g++)."
        ) from error
    algorithm: Any = get_algorithm(ALGORITHM)
    return model, algorithm, algorithm.default_config()


def second_opinion(a: Spelling | str, b: Spelling | str) -> float:
    """Return how alike the matcher of OpenSanctions finds two names, from 0 to 1; it takes 0.7 for a match.

    Raises TertiusError where the extra is not installed.
    """
    model, algorithm, config = _matcher()
    entities = []
    for name in (a, b):
        spelling = name if isinstance(name, Spelling) else Spelling(name)
        entity = model.make_entity(SCHEMES.get(spelling.kind or "", "LegalEntity"))
        entity.id = sha1(repr(spelling).encode(), usedforsecurity=False).hexdigest()
        # The matcher remembers what it said of two ids, so each name has its own.
        entity.add("name", spelling.text)
        entities.append(entity)
    return float(algorithm.compare(*entities, config).score)
