"""What scenarios are called and which family they belong to."""

import re
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, StringConstraints, field_validator, model_validator
from pydantic_core import PydanticCustomError
from wenze.agents.parameter import Group
from wenze.sim.language import in_language
from wenze.sim.messages import listed
from wenze.sim.settings.checking import FAMILY, NAME, UNPRINTABLE

ShippedFamily = Literal[
    "ill", "lists", "resources", "tolerance", "correction", "oversight", "promotion", "voice", "mixed", "change", "case"
]
FAMILIES: tuple[str, ...] = get_args(ShippedFamily)
"""The families that ship with the model, in the order in which scenarios are shown."""

Marker = Literal["o", "s", "D", "d", "^", "v", "<", ">", "P", "X", "*", "h", "H", "p", "8"]

LONGEST_NAME = 60
LONGEST_TITLE = 120
LONGEST_ABOUT = 600
COLOUR = "#5B5B5B"
"""The colour of a family of one's own that names none."""


def is_name(text: str) -> bool:
    """Whether a text can be the name of a scenario or of a family."""
    return len(text) <= LONGEST_NAME and re.fullmatch(r"[a-z][a-z0-9_]*", text) is not None


def _on_one_line(text: Any) -> Any:
    """A text with its line breaks and blanks as single blanks. Refuses what cannot be seen or turns the line around.

    Arabic, Persian and the scripts of India need the two joiners between letters.
    """
    if not isinstance(text, str):
        return text
    line = " ".join(text.split())
    for place, character in enumerate(line, 1):
        if not character.isprintable() and character not in "\u200c\u200d":
            code = f"U+{ord(character):04X}"
            raise PydanticCustomError(UNPRINTABLE, "cannot be printed", {"code": code, "place": place})
    return line


_OnOneLine = BeforeValidator(_on_one_line)
_Short = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TITLE), _OnOneLine]
_Long = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_ABOUT), _OnOneLine]


class Words(Group):
    """A text in both languages. Written in one, or as a plain text, it stands for both."""

    en: str
    zh: str

    @model_validator(mode="before")
    @classmethod
    def _one_suffices(cls, data: Any) -> Any:
        if isinstance(data, str):
            return {"en": data, "zh": data}
        if isinstance(data, dict):
            for here, there in (("en", "zh"), ("zh", "en")):
                if here in data and there not in data:
                    return {**data, there: data[here]}
        return data


class Title(Words):
    """What a scenario or a family is called."""

    en: _Short
    zh: _Short


class About(Words):
    """What a scenario stands for."""

    en: _Long
    zh: _Long


class Family(Group):
    """A kind of remedy: the name of one that ships with the model, or one of one's own, described.

    In a file the first is a word (``family: lists``), the second a mapping (``family: {name: mine, title: My own,
    colour: "#aa5500", marker: "^"}``), in which only the name has to be there.
    """

    name: str
    title: Title | None = None
    colour: str | None = Field(None, pattern=r"^#[0-9a-fA-F]{6}$")
    marker: Marker | None = None

    @model_validator(mode="before")
    @classmethod
    def _word_or_mapping(cls, data: Any) -> Any:
        if isinstance(data, str) and data in FAMILIES:
            return {"name": data}
        if isinstance(data, dict):
            name = data.get("name")
            return {"title": name, "colour": COLOUR, "marker": "o", **data}
        raise PydanticCustomError(FAMILY, "unknown family", {"names": listed(FAMILIES)})

    @field_validator("name")
    @classmethod
    def _name_of_its_own(cls, name: str) -> str:
        if not is_name(name):
            raise PydanticCustomError(NAME, "not a name", {"most": LONGEST_NAME})
        return name

    @model_validator(mode="after")
    def _not_shipped(self) -> "Family":
        if self.name in FAMILIES and self.title is not None:
            raise PydanticCustomError("family_taken", "taken")
        return self

    @property
    def ships(self) -> bool:
        """Whether it ships with the model."""
        return self.title is None

    def to_plain(self) -> Any:
        """As it is written in a file."""
        return self.name if self.ships else self.model_dump()


class Heading(Group):
    """What is said about a scenario beside its policy."""

    title: Title
    about: About
    family: Family


@dataclass(frozen=True)
class Labels:
    """What a scenario is called, what it stands for and which family of remedies it belongs to.

    ``own_family`` describes a family that does not ship with the model.
    """

    name: str
    title_en: str
    title_zh: str
    about_en: str
    about_zh: str
    family: str
    own_family: Family | None = field(default=None, kw_only=True)

    @property
    def title(self) -> str:
        """The title in the language of the session."""
        return in_language(self.title_en, self.title_zh)

    @property
    def about(self) -> str:
        """What it stands for, in the language of the session."""
        return in_language(self.about_en, self.about_zh)

    @property
    def family_title(self) -> str | None:
        """The title of a family of one's own in the language of the session; None for one that ships with the model."""
        title = self.own_family.title if self.own_family else None
        return in_language(title.en, title.zh) if title else None

    @property
    def family_colour(self) -> str | None:
        """The colour (#RRGGBB) of a family of one's own; None for one that ships with the model."""
        return self.own_family.colour if self.own_family else None

    @property
    def family_marker(self) -> str | None:
        """The marker (as in matplotlib) of a family of one's own; None for one that ships with the model."""
        return self.own_family.marker if self.own_family else None


def labels(name: str, heading: Heading) -> dict[str, Any]:
    """The fields of :class:`Labels` for a scenario with this name and heading."""
    return {
        "name": name,
        "title_en": heading.title.en,
        "title_zh": heading.title.zh,
        "about_en": heading.about.en,
        "about_zh": heading.about.zh,
        "family": heading.family.name,
        "own_family": None if heading.family.ships else heading.family,
    }


def heading_to_plain(labels: Labels) -> dict[str, Any]:
    """Title, about and family as they are written in a file."""
    return {
        "title": {"en": labels.title_en, "zh": labels.title_zh},
        "about": {"en": labels.about_en, "zh": labels.about_zh},
        "family": labels.own_family.to_plain() if labels.own_family else labels.family,
    }


def family_and_name(labels: Labels) -> tuple[int, str, str]:
    """Sorts scenarios by family, those that ship with the model first and in their order, and within a family by name."""
    place = FAMILIES.index(labels.family) if labels.family in FAMILIES else len(FAMILIES)
    return place, labels.family, labels.name
