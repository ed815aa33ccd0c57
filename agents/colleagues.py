"""What colleagues do to each other (同事): help with a case or refuse, keep a duty or pass it on, up or sideways (踢皮球)."""

import math
from typing import Any

from wenze.agents.case import worth
from wenze.agents.choice import felt_rate
from wenze.agents.conduct import felt_motivation, is_active

LARGEST_EXPONENT = 700.0  # of a number that can still be held; the chance is then as good as none


def helping_worth(
    gain: float, severity: float, colleague: Any, trust: float, felt_hazard: float, felt_loss: float, params: Any
) -> float:
    """What helping this month is worth to a colleague, in months of strain.

    ``gain`` is by how much help raises the chance to solve the case; ``felt_hazard`` the felt rate of sanctions a month of one
    whose help is on the file, where it stays visible for about ``1 / revision`` months.
    """
    motivation = felt_motivation(colleague.motivation, trust, params.conduct.chill)
    fear = 0.0
    if params.learning.revision > 0.0:
        fear = colleague.loss_weight * felt_hazard * felt_loss / params.learning.revision
    return motivation * worth(severity) * gain - fear


def helps(u: float, value: float, precision: float) -> bool:
    """Whether a colleague helps: logit against doing nothing, by one draw ``u`` on [0, 1)."""
    return u < 1.0 / (1.0 + math.exp(min(LARGEST_EXPONENT, -precision * value)))


def keeping_worth(
    conduct: int,
    chance: float,
    severity: float,
    person: Any,
    safety: float,
    hazard: float,
    felt_loss: float,
    load: int,
    params: Any,
) -> float:
    """What keeping a duty is worth to its holder, in months of strain per month: solving it, against answering for it."""
    motivation = felt_motivation(person.motivation, safety, params.conduct.chill)
    strained = is_active(conduct) and load > params.conduct.normal_load
    return (
        motivation * worth(severity) * chance
        - person.loss_weight * felt_rate(hazard, params.learning) * felt_loss
        - (params.conduct.overload if strained else 0.0)
    )


def passing_worth(person: Any, felt_hazard: float, felt_loss: float, params: Any) -> float:
    """What passing a duty on is worth: the strain of it, and answering for it all the same, at a felt rate a month."""
    return -params.handling.strain_pass - person.loss_weight * felt_hazard * felt_loss
