"""Promotion by deeds against promotion by a clean record (凭实绩用干部 / 不出事就提拔)."""

from wenze.agents.parameter import Group, parameter


class Promotion(Group):
    """Levers of the yearly round."""

    merit_weight: float = parameter(
        0.2,
        0.0,
        1.0,
        unit="share",
        en="Weight of observed merit, against a clean record, in the yearly promotion round.",
        zh="年度晋升中实绩相对“不出事”的权重。",
    )
    observability: float = parameter(
        0.3,
        0.0,
        1.0,
        unit="share",
        en="How far observed merit shows problems solved rather than paper.",
        zh="考核所见的实绩在多大程度上反映真正解决的问题，而非留痕材料。",
    )
    honours: float = parameter(
        0.02,
        0.0,
        0.5,
        unit="share of cadres a year",
        en="Share of cadres honoured each year, those of the highest observed merit.",
        zh="每年受表彰的干部比例（考核实绩最高者）。",
    )
    reposting: float = parameter(
        0.02,
        0.0,
        1.0,
        unit="probability a year",
        en="Yearly chance that a cadre who is seen to lie flat is moved to another post.",
        zh="看得出躺平的干部每年被调整岗位的概率。",
    )
    bar: float = parameter(
        1.0,
        0.0,
        1.0,
        unit="probability",
        en="Chance that a running effect period bars from a promotion round.",
        zh="影响期内被挡在晋升之外的概率。",
    )
