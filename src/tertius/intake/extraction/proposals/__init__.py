"""The rows that each sentence of a paper seems to need, proposed for a person to decide on."""

from tertius.intake.extraction.proposals.walk import propose

__all__ = ["propose"]
