"""The world's size, and every group of numbers together: the one list of what can be set."""

from collections.abc import Iterator
from typing import NamedTuple

from wenze.agents.cadre import People
from wenze.agents.case import Problems
from wenze.agents.choice import Learning
from wenze.agents.conduct import Conduct
from wenze.agents.department import Departments
from wenze.agents.discipline import Discipline
from wenze.agents.handling import Handling
from wenze.agents.parameter import Group, Meaning, meaning_of, parameter
from wenze.agents.policy import Policy
from wenze.agents.sanction import Ladder
from wenze.agents.supervisor import Supervisors


class Scale(Group):
    """How many of everything there are."""

    # fmt: off
    counties: int = parameter(4, 1, 60000, "counties",
        en="Counties under the city; each has its own supervisors.",
        zh="全市所辖县的数量。")
    townships: int = parameter(12, 1, 60000, "townships a county",
        en="Townships in a county.",
        zh="每县乡镇数。")
    posts: int = parameter(15, 1, 60000, "posts a township",
        en="Posts in a township.",
        zh="每乡镇岗位数。")
    departments: int = parameter(10, 1, 60000, "departments a county",
        en="Departments in a county.",
        zh="每县职能部门数。")
    # fmt: on


class World(Group):
    """Everything about the world that no policy changes."""

    scale: Scale = Scale()
    problems: Problems = Problems()
    people: People = People()
    learning: Learning = Learning()
    conduct: Conduct = Conduct()
    handling: Handling = Handling()
    departments: Departments = Departments()
    supervisors: Supervisors = Supervisors()
    ladder: Ladder = Ladder()
    discipline: Discipline = Discipline()


MOST_LIVED = 20_000
"""The most months that a world can live, before and after the switch together: months stand in two bytes, with the longest
rectification order added.
"""


class Run(Group):
    """How long, how often, and from which seed."""

    # fmt: off
    months: int = parameter(120, 1, 12000, "months",
        en="Months of each regime that are run and counted.",
        zh="每种制度运行并计入结果的月数。")
    spin_up: int = parameter(480, 0, 12000, "months",
        en="Months that the world has lived under the status quo when a regime begins; 0 for a world without a past.",
        zh="制度开始之前世界在现状之下运行的月数；0 表示没有过去。")
    replications: int = parameter(32, 1, 1000000, "replications",
        en="Times each scenario is run, on different luck.",
        zh="每个情景的重复次数。")
    seed: int = parameter(1, 0, 2**63 - 1, "",
        en="Seed of all chance.",
        zh="随机种子。")
    # fmt: on


class Definition(NamedTuple):
    """A parameter as it can be set and looked up: its dotted key, default and meaning."""

    key: str
    default: float
    meaning: Meaning


def definitions() -> Iterator[Definition]:
    """Every parameter of run, world and policy, in the order of its definition."""
    yield from _definitions_of(Run, "")
    yield from _definitions_of(World, "world.")
    yield from _definitions_of(Policy, "policy.")


def _definitions_of(group: type[Group], prefix: str) -> Iterator[Definition]:
    for name, field in group.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, Group):
            yield from _definitions_of(field.annotation, f"{prefix}{name}.")
        else:
            yield Definition(prefix + name, field.default, meaning_of(field))
