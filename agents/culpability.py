"""Who is a cause of what surfaced, to what degree, and who is culpable: known to the model, to nobody in it.

The but-for replay of a case asks whether it would have ended had the parties of a set taken their prescribed steps, on the
same draws; degrees follow Chockler and Halpern (2004). Inquiry, verification, review and audit see the truth with stated
accuracy (:func:`judged`).
"""

from typing import Any

from wenze.agents.case import knows
from wenze.agents.kinds import ERRED, EXPOSED, LEAD_BIT, NOBODY, SECOND_BIT, SETS_OF_PARTIES, TOWNSHIP, TOWNSHIP_BIT


def averted_sets(
    case: Any,
    month: int,
    lead_acts: bool,
    u_lead: float,
    lead_probability: float,
    second_acts: bool,
    u_second: float,
    second_probability: float,
) -> int:
    """Sets of parties whose prescribed steps would have solved the case this month, as a bit per set.

    The replay of the case alone, on the same draws: a set with the township in it has the case reported when due; a set
    with a department in it has that department act once it knows; everybody else does what they did.
    """
    lead_could = u_lead < lead_probability
    second_could = case.second != NOBODY and u_second < second_probability
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


def ended_by(so_far: float, chance: float) -> float:
    """Chance that a step would have ended a case by now, after a month in which it would have with a ``chance``."""
    return so_far + (1.0 - so_far) * chance


def chance_if_told(
    case: Any, month: int, lead_acts: bool, lead_probability: float, second_acts: bool, second_probability: float
) -> float:
    """Chance that the township's report, made when due, would have ended a department case this month.

    Only a department that acts and does not know counts: where one acted on what it knew its chance is spent.
    ``second_probability`` is 0 where there is no second.
    """
    told = case.told_if_reported <= month
    by_lead = lead_probability if told & lead_acts & (not knows(case.lead_informed, month)) else 0.0
    by_second = second_probability if told & second_acts & (not knows(case.second_informed, month)) else 0.0
    return 1.0 - (1.0 - by_lead) * (1.0 - by_second)


def degree_of_responsibility(party: int, averted: int, without: int) -> float:
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


def count_parties(parties: int) -> int:
    """How many parties a set holds."""
    return (parties & 1) + ((parties >> 1) & 1) + ((parties >> 2) & 1)


# --- the truth of an entry, when the case surfaces --------------------------------------------------------------------


def is_of_a_deed(surfaced_by: int) -> bool:
    """Whether a case surfaced by what somebody did: an error, or misconduct that looks like one."""
    return surfaced_by == ERRED or surfaced_by == EXPOSED


def shows_as(surfaced_by: int, tainted: int, problems: Any) -> int:
    """What a case that surfaces is taken to have surfaced by: where exposure replaces other ways, any of them exposes a deed."""
    return EXPOSED if problems.exposure_replaces and tainted else surfaced_by


def degree_of_township(case: Any, surfaced_by: int) -> float:
    """Degree of the township's party; whoever erred or did it is the only cause."""
    if is_of_a_deed(surfaced_by):
        return 1.0
    return degree_of_responsibility(TOWNSHIP_BIT, case.averted, 0)


def degree_of_department(case: Any, bit: int, surfaced_by: int) -> float:
    """Degree of the lead or of the second department."""
    if case.owner == TOWNSHIP or is_of_a_deed(surfaced_by):
        return 0.0
    return degree_of_responsibility(bit, case.averted, 0)


def is_township_culpable(case: Any, degree: float, surfaced_by: int) -> bool:
    """Whether the township's party is culpable: misconduct, exploring what was prohibited, or a step omitted."""
    if surfaced_by == EXPOSED:
        return True
    if surfaced_by == ERRED:
        return case.erred_exploring == 1 and case.prohibited == 1
    return degree > 0.0 and case.omitted == 1


def is_department_culpable(case: Any, bit: int, surfaced_by: int) -> bool:
    """Whether a department is culpable: by what it could have done with what it knew.

    A department omits a step only once it knows: what it could have done had it been told is not its omission.
    """
    if case.owner == TOWNSHIP or is_of_a_deed(surfaced_by):
        return False
    return degree_of_responsibility(bit, case.averted, TOWNSHIP_BIT) > 0.0


# --- whom a sanction strikes ------------------------------------------------------------------------------------------


def is_person_cause(entry: Any, person_id: Any) -> bool:
    """Whether a person of the township is a cause: only the one whom the truth names can be."""
    return entry.degree_township > 0.0 and person_id == entry.culprit_id


def is_department_cause(entry: Any, is_lead: bool) -> bool:
    """Whether the lead or the second department is a cause."""
    return (entry.degree_lead if is_lead else entry.degree_second) > 0.0


def expected_of_person(entry: Any, person_id: Any, culpable: bool) -> float:
    """Chance to which a sanction of a person of the township is right: that of its own steps left out to have averted it.

    A deed is nobody's but the one's who did it: 1 if that makes the person culpable, else 0.
    """
    if is_of_a_deed(entry.surfaced_by):
        return 1.0 if culpable else 0.0
    return entry.expected_township if person_id == entry.omitter_id else 0.0


def expected_of_department(entry: Any, is_lead: bool) -> float:
    """Chance to which a sanction of the lead's or the second's head is right: that of its steps left out to have averted it."""
    if is_of_a_deed(entry.surfaced_by):
        return 0.0
    return entry.expected_lead if is_lead else entry.expected_second


def is_wrongful(sanction: Any) -> bool:
    """Whether a sanction struck somebody who was not a cause, or a cause but not culpable."""
    return sanction.misattributed == 1 or sanction.unforgiven == 1


# --- what is true of a decision ---------------------------------------------------------------------------------------


def department_goes_free(entry: Any) -> bool:
    """Whether a culpable department was not held."""
    return (entry.culpable_lead == 1 and entry.held_lead == 0) or (
        entry.culpable_second == 1 and entry.held_second == 0
    )


def is_anybody_held_wrongly(entry: Any) -> bool:
    """Whether anybody was held who was not culpable."""
    return (
        (entry.held_township == 1 and entry.held_rightly == 0)
        or (entry.held_lead == 1 and entry.culpable_lead == 0)
        or (entry.held_second == 1 and entry.culpable_second == 0)
    )


def is_anybody_missed(entry: Any) -> bool:
    """Whether anybody culpable was not held; of the township, the very person whom the truth names."""
    return department_goes_free(entry) or (entry.culpable_township == 1 and entry.held_rightly == 0)


def is_unfair(entry: Any) -> bool:
    """Whether the township was held while a culpable department went free."""
    return entry.held_township == 1 and department_goes_free(entry)


def holds_exactly_the_culpable(entry: Any) -> bool:
    """Whether those held are exactly those culpable."""
    township = entry.held_township == entry.held_rightly and entry.held_rightly == entry.culpable_township
    return township and entry.held_lead == entry.culpable_lead and entry.held_second == entry.culpable_second


def departments_caught(entry: Any) -> int:
    """How many culpable departments were held."""
    return (entry.held_lead & entry.culpable_lead) + (entry.held_second & entry.culpable_second)


def is_answered(entry: Any) -> bool:
    """Whether anybody was held."""
    return entry.held_township == 1 or entry.held_lead == 1 or entry.held_second == 1


def judged(truth: bool, u: float, accuracy: float) -> bool:
    """A judgement of something true or false that is right with probability ``accuracy`` and errs both ways."""
    return truth if u < accuracy else not truth
