"""The responsibility list (责任清单): whose duty it is, by when, and whether paper counts as a step."""

from wenze.agents.parameter import Group, parameter


class DutyList(Group):
    """Levers of the responsibility list."""

    clarity: float = parameter(
        0.1,
        0.0,
        1.0,
        unit="share of duty kinds",
        en="Share of duty kinds, by county, whose owner is clear to all; a clear duty cannot be handed down.",
        zh="各县职责事项中归属清晰的比例；归属清晰的事项不能下压。",
    )
    deadline: float = parameter(
        3.0,
        0.0,
        24.0,
        unit="months",
        en="Months within which a party has to take its step for the step to be in time.",
        zh="责任方在多少个月内履职算及时。",
    )
    outcome_demanded: float = parameter(
        0.1,
        0.0,
        1.0,
        unit="probability",
        en="Chance that an inquiry by the list accepts deeds only, so that paper and relayed files are no step.",
        zh="按清单问责时只认实效、不认留痕和转办的概率。",
    )
    taken_back: float = parameter(
        0.05,
        0.0,
        1.0,
        unit="share of duty kinds",
        en="Share of the departments' duty kinds taken back from the township: never handed down, clear or not.",
        zh="部门职责事项中从乡镇收回、不论归属清晰与否都不再下压的比例。",
    )
