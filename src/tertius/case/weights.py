"""The numbers by which a case weighs: parts of a dependence, and the grades of claims in a draw."""

import re
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator


class Index(BaseModel):
    """Hold how a case weighs the parts of a dependence, where it wants one number beside the parts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    weights: dict[str, float]

    @field_validator("weights")
    @classmethod
    def weights_add_up(cls, value: dict[str, float]) -> dict[str, float]:
        """Check that weights are positive and add up to 1."""
        if not value or any(not weight > 0 for weight in value.values()):
            raise ValueError("has a weight that is not above 0. Leave that part out.")
        if abs(sum(value.values()) - 1) > 0.001:
            raise ValueError(
                f"has weights that add up to {sum(value.values()):g}. Let them add up to 1."
            )
        return value

    @property
    def parts(self) -> tuple[tuple[str, str, float], ...]:
        """Return indicator, qualifier and weight of each part."""
        named = ((*name.partition("/"), weight) for name, weight in self.weights.items())
        return tuple((indicator, qualifier, weight) for indicator, _, qualifier, weight in named)


class Draws(BaseModel):
    """Hold how likely a claim counts in a draw, by its grades, and how many worlds are drawn."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    information: tuple[float, ...] = Field(
        (0.95, 0.8, 0.6, 0.3, 0.1, 0.5),
        description="How likely a claim with information 1, 2, 3, 4, 5 and 6 counts.",
    )
    outlets: tuple[float, ...] = Field(
        (1, 1, 0.95, 0.8, 0.5, 0.9),
        description="What that is multiplied by for an outlet graded A, B, C, D, E and F.",
    )
    worlds: int = Field(1000, description="How many worlds are drawn, 2 to 100000.")
    seed: int = Field(1945, description="Where the draws begin; the same number draws the same.")

    @field_validator("information", "outlets", mode="before")
    @classmethod
    def grades_have_a_probability(cls, value: Any, info: ValidationInfo) -> Any:
        """Check that each of the six grades has a number from 0 to 1."""
        grades = "information 1 to 6" if info.field_name == "information" else "outlets A to F"
        if not isinstance(value, (list, tuple)) or len(value) != 6:
            raise ValueError(f"is no list of six numbers. Write one for each grade, {grades}.")
        numbers = [_number(each) for each in value]
        for number, written in zip(numbers, value, strict=True):
            if number is None or not 0 <= number <= 1:
                raise ValueError(
                    f"has {str(written)[:40]!r}, which is no probability. Write a number from 0 to 1."
                )
        return numbers

    @field_validator("worlds", "seed", mode="before")
    @classmethod
    def counts_are_whole(cls, value: Any, info: ValidationInfo) -> Any:
        """Check that there are some worlds and not too many, and a seed that a generator takes."""
        least, most = (2, 100_000) if info.field_name == "worlds" else (0, 2**32 - 1)
        number = int(value) if isinstance(value, str) and DIGITS.match(value) else value
        is_whole = isinstance(number, int) and not isinstance(number, bool)
        if not is_whole or not least <= number <= most:
            raise ValueError(f"is no whole number from {least} to {most}. Write one.")
        return number


DIGITS = re.compile(r"[0-9]{1,12}\Z")
POINTED = re.compile(r"-?[0-9]{0,12}(\.[0-9]{1,20})?\Z")


def _number(value: Any) -> float | None:
    """Return a number, also one that is written as text; None for anything else."""
    if isinstance(value, str):
        return float(value) if value not in ("", "-") and POINTED.match(value) else None
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None
