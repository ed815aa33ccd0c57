"""Words of stories in both languages at once, since a page shows either at a click."""

from typing import Any, NamedTuple

from wenze.experiments.cases.messages import MESSAGES
from wenze.sim.events import Said
from wenze.sim.language import in_language

FIELD, MASK = 16, 0xFFFF  # bits of a field of a number
OF_DEPARTMENTS, OF_SUPERVISORS = 0xFFFF, 0xFFFE  # in the post field of a number


def both(message: str, /, **values: object) -> Said:
    """A message in both languages; values that are in both languages are filled in as each has them.

    >>> both("name_department", index=3)
    Said(en='department 3', zh='部门3')
    """
    return Said(
        MESSAGES[message]["en"].format(**{key: _of(value, 0) for key, value in values.items()}),
        MESSAGES[message]["zh"].format(**{key: _of(value, 1) for key, value in values.items()}),
    )


def _of(value: object, place: int) -> object:
    return value[place] if isinstance(value, Said) else value


def spoken(said: Said) -> str:
    """The wording in the language of the session."""
    return in_language(said.en, said.zh)


def sentence(said: Said) -> Said:
    """The same, beginning with a capital letter."""
    return Said(said.en[:1].upper() + said.en[1:], said.zh)


def joined(parts: list[Said]) -> Said:
    """Sentences one after the other."""
    return Said(" ".join(part.en for part in parts if part.en), "".join(part.zh for part in parts))


def together(parts: list[Said]) -> Said:
    """Names one after the other: a and b."""
    return Said(" and ".join(part.en for part in parts), "与".join(part.zh for part in parts))


class Names(NamedTuple):
    """What people and places are called, from their numbers: how many of each there are in what is above them.

    A number has four fields of 16 bits (``wenze.agents.draws.entity_number``). Posts and departments are called by their index
    in the city, as elsewhere; a cadre by the post first held and the order of arrival there: ``0-5`` is the fifth to have
    come to post 0.
    """

    townships: int
    posts: int
    departments: int

    @classmethod
    def of(cls, state: Any) -> "Names":
        """The names in a world."""
        clock = state.clock[0]
        return cls(int(clock.townships), int(clock.posts), int(clock.departments))

    def post_of(self, number: int) -> int:
        """Index of the post whose number is in that of a case, a post or a cadre."""
        county, township, post, _ = fields_of(number)
        return (county * self.townships + township) * self.posts + post

    def code(self, number: int) -> str:
        """The short name of a cadre."""
        return f"{self.post_of(number)}-{number & MASK}"

    def number(self, post: int, arrival: int) -> int:
        """The number of the cadre who was so many-th to come to a post."""
        township, place = divmod(post, self.posts)
        county, local = divmod(township, self.townships)
        return (((county << FIELD | local) << FIELD | place) << FIELD) | arrival

    def case_number(self, post: int, month_of_the_world: int) -> int:
        """The number of the case that arises at a post in a month, counted from the making of the world."""
        return self.number(post, month_of_the_world + 1)

    def person(self, number: int) -> Said:
        """What a cadre, the head of a department or the leader of supervisors is called."""
        county, place, post, _ = fields_of(number)
        if post == OF_DEPARTMENTS:
            return both("name_head", index=county * self.departments + place)
        if post == OF_SUPERVISORS:
            return both("name_leader", county=county)
        return both("name_cadre", code=self.code(number))

    def department(self, index: int) -> Said:
        """What a department is called."""
        return both("name_department", index=index)


def fields_of(number: int) -> tuple[int, int, int, int]:
    """The four fields of a number."""
    return number >> 3 * FIELD, number >> 2 * FIELD & MASK, number >> FIELD & MASK, number & MASK
