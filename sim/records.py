"""The records the engine reads and writes: one small structure per kind of thing, all plain numbers.

Real numbers come first in every record, so that the check that looks for NaN can walk through them (:func:`words`).
Sums over people are whole numbers, or whole multiples of 2**-20 (``now_…`` fields), so that the order of adding cannot
change them.
"""

from functools import lru_cache
from typing import Any

import numpy as np
from wenze.agents.kinds import CONDUCTS, OPTIONS, STYLES
from wenze.agents.parameter import Group

HISTORY = 12  # months looked back at for lying flat, activity and the yearly round

Fields = list[tuple[Any, ...]]


def record(
    real: str, whole: str = "", keys: str = "", small: str = "", months: str = "", flags: str = ""
) -> np.dtype[Any]:
    """A record type: real numbers (f8), whole numbers (i8), entity numbers (u8), small whole numbers (i4), months (i2)
    and flags (i1). Records that are walked through every month are kept small, since memory is what that costs.

    Names in each string are separated by blanks; ``name:n`` is a row of n numbers.
    """
    fields: Fields = []
    kinds = ((real, "f8"), (whole, "i8"), (keys, "u8"), (small, "i4"), (months, "i2"), (flags, "i1"))
    for names, kind in kinds:
        for name in names.split():
            stem, _, count = name.partition(":")
            if hasattr(np.void, stem):
                raise ValueError(f"record field {stem} would be hidden by a method of numpy records")
            fields.append((stem, kind, (int(count),)) if count else (stem, kind))
    return np.dtype(fields, align=True)


SEEN = f"solved_events:{CONDUCTS} exposure:{CONDUCTS} sanctioned_events:{CONDUCTS} clean_blamed clean_seen"
NOW = f"now_solved:{CONDUCTS} now_exposure:{CONDUCTS} now_sanctioned:{CONDUCTS} now_clean_blamed now_clean_seen"

CASE = record(
    "severity work_trace help_trace",
    "",
    "number worker_id helper_id culprit_id tainted_by erred_by",
    "post township county lead second worker helper culprit tainter erred",
    "born kind reported told_if_reported lead_informed second_informed township_real township_paper lead_real lead_paper "
    "second_real second_paper cover_month surfaced ordered_until averted",
    "open owner novel prohibited handed_down away considered lost told omitted spoiled tainted "
    "tainter_inexperienced erred_exploring erred_inexperienced river",
)

ENTRY = record(
    "severity work_trace help_trace degree_township degree_lead degree_second",
    "",
    "number holder_id worker_id helper_id culprit_id",
    "county post owner kind lead second surfaced surfaced_by river told duty_done "
    "holder worker helper culprit looks_like_error looks_explored inexperienced prohibited guilty "
    "township_due lead_due second_due township_step lead_step second_step "
    "culpable_township culpable_lead culpable_second "
    "decided style held_rightly found_misconduct held_township held_lead held_second late audit_due audit_regular",
)

PERSON = record(
    f"motivation competence loss_weight scruple knowhow shares:{CONDUCTS}",
    "solved_now year_solved",
    "number",
    "post last_sanction seniority tenure barred_until promotions",
    f"idle_history active_history year_sanctions sanctions_now wrongful_now successes_now year_months:{CONDUCTS}",
    "conduct idle_months active_months competes removed",
)

POST = record("", "", "number", "county township holder load load_now arrivals")

DEPARTMENT = record(
    f"turn shares:{OPTIONS}",
    "",
    "number head",
    "county conduct held blamed_now barred_until heads removed last_sanction",
)

SUPERVISOR = record("load", "", "number", "style county")

TOWNSHIP_RECORD = record(
    f"{SEEN} solved:{CONDUCTS} risk:{CONDUCTS} promoted:{CONDUCTS} honoured:{CONDUCTS} reposted:{CONDUCTS} "
    "safety loss_rising loss_ceiling",
    NOW,
    "",
    "county",
)

COUNTY = record(
    f"{SEEN} promoted_events:{CONDUCTS} competing_exposure:{CONDUCTS} honoured_events:{CONDUCTS} "
    f"reposted_events:{CONDUCTS} year_exposure:{CONDUCTS} surfaced_events case_months blamed_anyway decided_errors "
    f"style_notices:{STYLES} blamed_events:{OPTIONS} department_exposure:{OPTIONS} department_risk:{OPTIONS} "
    f"promoted:{CONDUCTS} honoured:{CONDUCTS} reposted:{CONDUCTS} "
    "surfaces detected sanctioned_if_surfaced loss_rising loss_ceiling loss_head",
    f"{NOW} now_promoted:{CONDUCTS} now_competing:{CONDUCTS} now_honoured:{CONDUCTS} now_reposted:{CONDUCTS} "
    f"now_year_exposure:{CONDUCTS} now_blamed:{OPTIONS} now_department_exposure:{OPTIONS} now_surfaced now_case_months now_blamed_anyway "
    f"now_decided_errors now_style:{STYLES} by_activity:{HISTORY + 1} sanctioned_by_activity:{HISTORY + 1} "
    f"wrongful_by_activity:{HISTORY + 1}",
    "",
    "docket",
)

CITY = record(
    f"answered_events:{STYLES} decisions:{STYLES} wrongful_events:{STYLES} missed_events:{STYLES} late_events:{STYLES} "
    f"unfair_events:{STYLES} audited:{STYLES} answered:{STYLES} wrongful:{STYLES} missed:{STYLES} late:{STYLES} "
    f"unfair:{STYLES}",
    f"now_answered:{STYLES} now_decisions:{STYLES} now_wrongful:{STYLES} now_missed:{STYLES} now_late:{STYLES} "
    f"now_unfair:{STYLES} now_audited:{STYLES}",
)

SANCTION = record(
    "",
    "",
    "person_id case_number",
    "person department county township rung surfaced decided starts expires review_due overturned left misattributed unforgiven "
    "misconduct clean previous next",
)

EVENT = record("amount", "", "case_number subject", "month kind county place detail")

CLOCK = record(
    "",
    "",
    "run seed replication",
    "months counties townships posts departments cases_used free_cases entries sanctions reviews events logging forcing",
)


@lru_cache(maxsize=1000)
def numbers_record(group: Group) -> Any:
    """A group of parameters, nested groups included, as one numpy record that rules read by attribute.

    Equal groups share one record, which is only read: to make one takes as long as a small world takes for some months.
    """
    array = np.zeros(1, numbers_type(type(group))).view(np.recarray)
    array[0] = _values(group)
    array.flags.writeable = False
    return array[0]


def numbers_type(group: type[Group]) -> np.dtype[Any]:
    """Record type of a group of parameters: f8 for real numbers, i8 for whole ones, nested for groups."""
    fields: Fields = []
    for name, field in group.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, Group):
            fields.append((name, numbers_type(inner)))
        else:
            fields.append((name, "i8" if inner is int else "f8"))
    return np.dtype(fields)


def _values(group: Group) -> tuple[Any, ...]:
    values = (getattr(group, name) for name in type(group).model_fields)
    return tuple(_values(value) if isinstance(value, Group) else value for value in values)


def empty(kind: np.dtype[Any], count: int) -> Any:
    """An array of ``count`` records of zeros whose records can be read by attribute."""
    return np.zeros(count, kind).view(np.recarray)


def words(array: Any) -> Any:
    """An array of records as 8-byte real numbers on the same memory, one after the other."""
    return np.ndarray(array.nbytes // 8, np.float64, array)


def real_count(kind: np.dtype[Any]) -> int:
    """How many real numbers a record has; they stand at its front."""
    fields: Any = kind.fields or {}
    return sum(int(np.prod(field.shape)) for field, *_ in fields.values() if field.base == np.float64)
