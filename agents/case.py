"""A case (问题事项): one problem at one post, its file, its hazards, and the but-for replay that finds its causes.

The stream of problems depends on seed, replication, post and month only. What a policy changes is a case's history.
"""

from wenze.agents.parameter import Group, parameter

NEVER = 32000  # later than any month that can be run, and small enough for two bytes with a deadline added
NOBODY = -1
LONG_AGO = -1000  # before any month within which care still works

# Owner by law
TOWNSHIP, ASSIST, DEPARTMENTS = 0, 1, 2

# What a case surfaced by
INSPECTED, COMPLAINED, ERRED, EXPOSED, ERUPTED = 0, 1, 2, 3, 4

# Parties to a case, as bits of a set
TOWNSHIP_BIT, LEAD_BIT, SECOND_BIT = 1, 2, 4
SETS_OF_PARTIES = 8

# What the file shows of a party's step
NO_STEP, PAPER_STEP, REAL_STEP = 0, 1, 2


class Problems(Group):
    """Numbers of the stream of problems."""

    arrival: float = parameter(
        0.12,
        0.0,
        1.0,
        unit="probability a month",
        en="Monthly chance that a post meets a new problem.",
        zh="每个岗位每月出现新问题的概率。",
    )
    own_share: float = parameter(
        0.344,
        0.0,
        1.0,
        unit="share",
        kind="measured",
        source="facts: duty_list_items (117 of 340)",
        en="Share of problems that are the township's own duty by law.",
        zh="法定由乡镇负责的问题所占比例。",
    )
    assist_share: float = parameter(
        0.291,
        0.0,
        1.0,
        unit="share",
        kind="measured",
        source="facts: duty_list_items (99 of 340)",
        en="Share of problems that are a department's duty with the township assisting; the rest are departments' alone.",
        zh="部门主责、乡镇配合的问题所占比例（其余由部门单独负责）。",
    )
    duty_kinds: int = parameter(
        30,
        1,
        1000,
        unit="kinds",
        en="Kinds of duty; clarity of the list is drawn for each in each county.",
        zh="职责事项种类数。",
    )
    second_department: float = parameter(
        0.4,
        0.0,
        1.0,
        unit="probability",
        en="Chance that a problem of the departments alone concerns a second department.",
        zh="部门事项涉及第二个部门的概率。",
    )
    known_at_start: float = parameter(
        0.4,
        0.0,
        1.0,
        unit="probability",
        en="Chance that the departments concerned know of a problem from the start.",
        zh="有关部门一开始即知情的概率。",
    )
    novelty: float = parameter(
        0.25,
        0.0,
        1.0,
        unit="probability",
        en="Chance that a problem has no precedent.",
        zh="问题无先例可循的概率。",
    )
    prohibited: float = parameter(
        0.2,
        0.0,
        1.0,
        unit="probability",
        en="Chance that the new way out of a problem without precedent is explicitly prohibited.",
        zh="无先例问题的新办法被明令禁止的概率。",
    )
    eruption_rate: float = parameter(
        0.001,
        0.0,
        1.0,
        unit="probability a month",
        en="Monthly chance that a new case of mean severity erupts.",
        zh="平均严重程度的新事项每月爆发的概率。",
    )
    eruption_doubling: float = parameter(
        12.0,
        0.1,
        1000.0,
        unit="months",
        en="Age at which the chance to erupt has doubled; it goes on growing by as much.",
        zh="爆发概率翻倍所需的存续月数。",
    )
    exposure_rate: float = parameter(
        0.03,
        0.0,
        1.0,
        unit="probability a month",
        en="Monthly chance that misconduct on an open case comes to light, looking like an error.",
        zh="未结事项中的违纪每月暴露（看上去像失误）的概率。",
    )
    river_month: int = parameter(
        6,
        0,
        11999,
        unit="month",
        en="Month in which the river case is planted at the first post of the first township.",
        zh="河道案植入的月份。",
    )
    order_months: int = parameter(
        6,
        0,
        12000,
        unit="months",
        en="Months for which a rectification order keeps inspectors and complaints away from a case.",
        zh="整改令下达后不再被督查或投诉的月数。",
    )
    river_severity: float = parameter(
        0.9,
        0.0,
        0.999,
        unit="severity",
        en="Severity of the river case.",
        zh="河道案的严重程度。",
    )
    river_inspection: int = parameter(
        12,
        1,
        12000,
        unit="months",
        en="Months after which an inspection finds the river case, if it is still open.",
        zh="河道案若仍未解决，多少个月后被督查发现。",
    )


def severity_of(draw):
    """Severity on [0, 1): the square of a uniform draw, so most problems are small. Mean one third."""
    return draw * draw


def worth(severity):
    """Value of solving a case, or harm of its eruption, in mean problems."""
    return 3.0 * severity


def owner_of(draw, problems):
    """Owner by law."""
    if draw < problems.own_share:
        return TOWNSHIP
    if draw < problems.own_share + problems.assist_share:
        return ASSIST
    return DEPARTMENTS


def second_department(lead, draw, departments):
    """A second department, other than the lead; nobody where there is only one."""
    if departments < 2:
        return NOBODY
    return (lead + 1 + int(draw * (departments - 1))) % departments


def eruption_chance(severity, age, problems):
    """Monthly chance to erupt, rising with age and severity."""
    return min(1.0, problems.eruption_rate * worth(severity) * (1.0 + age / problems.eruption_doubling))


def complaint_chance(severity, voice):
    """Monthly chance of a complaint."""
    return min(1.0, voice.complaint_rate * worth(severity))


def in_township_hands(owner, handed_down, away):
    """Whether a case takes the township's attention: its own duties, those it assists, those handed down to it."""
    return not away and (owner != DEPARTMENTS or handed_down)


def knows(informed, month):
    """Whether a department told in month ``informed`` knows by ``month``."""
    return informed <= month


def averted_sets(case, month, lead_acts, lead_draw, lead_chance, second_acts, second_draw, second_chance):
    """Sets of parties whose prescribed steps would have solved the case this month, as a bit per set.

    The replay of the case alone, on the same draws: a set with the township in it has the case reported when due; a set
    with a department in it has that department act once it knows; everybody else does what they did.
    """
    lead_could = lead_draw < lead_chance
    second_could = case.second != NOBODY and second_draw < second_chance
    if not lead_could and not second_could:
        return 0
    result = 0
    for parties in range(1, SETS_OF_PARTIES):
        told = (parties & TOWNSHIP_BIT) != 0 and case.told_if_reported <= month
        lead_would = (parties & LEAD_BIT) != 0 or lead_acts
        second_would = (parties & SECOND_BIT) != 0 or second_acts
        by_lead = lead_could and lead_would and (told or knows(case.lead_informed, month))
        by_second = second_could and second_would and (told or knows(case.second_informed, month))
        if by_lead or by_second:
            result |= 1 << parties
    return result


def degree_of_responsibility(party, averted, without):
    """Degree of responsibility 1/(1+k): k is the fewest other parties that must also change; 0 for no cause.

    ``averted`` has bit S set if the steps of the set S of parties would have kept the case from surfacing
    (Chockler and Halpern 2004). The empty set never does: the case has surfaced. Sets with the party ``without`` (0 for
    none) are left aside.
    """
    fewest = 3
    for others in range(SETS_OF_PARTIES):
        if others & (party | without) or (averted >> others) & 1:
            continue
        if (averted >> (others | party)) & 1:
            fewest = min(fewest, count_parties(others))
    if fewest == 3:
        return 0.0
    return 1.0 / (1.0 + fewest)


def count_parties(parties):
    """How many parties a set holds."""
    return (parties & 1) + ((parties >> 1) & 1) + ((parties >> 2) & 1)


def shown_step(real_month, paper_month, due):
    """What the file shows of a party by the time its step was due."""
    if real_month <= due:
        return REAL_STEP
    if paper_month <= due:
        return PAPER_STEP
    return NO_STEP
