"""What a case says of itself in other languages: the maps `translations` of case.yml and findings.yml."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator

from tertius.language.catalogue import LANGUAGES

OTHER = tuple(code for code in LANGUAGES if code != "en")
"""The languages that a case can be translated into."""


def _check_spoken(code: str) -> str:
    if code not in LANGUAGES:
        raise ValueError(f"is no language of the atlas. Write one of: {', '.join(LANGUAGES)}.")
    return code


Spoken = Annotated[str, AfterValidator(_check_spoken)]
"""The code of a language that pages are written in."""


class CaseInLanguage(BaseModel):
    """Hold what case.yml says in another language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = Field("", description="The title.")
    question: str = Field("", description="The question.")
    issues: dict[str, str] = Field(
        default_factory=dict, description="Labels of issues, by their ids."
    )
    sections: dict[str, str] = Field(
        default_factory=dict, description="Sections of findings.yml, by their names there."
    )
    vocabulary: dict[str, dict[str, str]] = Field(
        default_factory=dict, description="Labels of words that the case adds, by vocabulary."
    )
    labels: dict[str, str] = Field(
        default_factory=dict,
        description="Names of actors and labels of engagements, by their ids.",
    )
    explanations: dict[str, str] = Field(
        default_factory=dict, description="Explanations of tensions, by the id of the tension."
    )


class FindingInLanguage(BaseModel):
    """Hold what a finding says in another language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    statement: str = ""
    hedge: str = ""
    untested: str = ""
    note: str = ""
    needs: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()

    @field_validator("needs", "alternatives", mode="before")
    @classmethod
    def one_is_a_list(cls, value: Any) -> Any:
        """Return one sentence as a list of one."""
        return [value] if isinstance(value, str) else value
