"""Misconduct (phase 6)."""

from typing import TYPE_CHECKING

from wenze.agents import draws

from .arithmetic import prelec, within_a_year
from .cadre import Cadre, mention
from .penalty import felt_loss
from .terms import Owner

if TYPE_CHECKING:
    from .model import Reference


def cases_tempt(model: "Reference") -> None:
    """A case born this month, still open and not the departments' alone, may tempt its holder."""
    for case in model.open_cases:
        if case.born != model.month or case.owner == Owner.DEPARTMENTS:
            continue
        draw = model.luck.of(model.month, case.number)
        if draw(draws.TEMPTATION) >= model.policy.misconduct.temptation:
            continue
        model.tally["opportunities"] += 1
        gain = 2 * model.policy.misconduct.benefit * draw(draws.BENEFIT)
        holder = case.desk.holder
        if gain > least_gain(model, holder):
            case.tainted_by = mention(holder)
            case.taint_inexperienced = holder.is_inexperienced
            model.tally["misconduct"] += 1


def least_gain(model: "Reference", holder: Cadre) -> float:
    """The gain above which whoever holds the desk takes one."""
    held = model.gain_held_to(holder.post)
    if held is not None:
        return held
    return (loss_of_guilt(model, holder) - loss_of_innocence(model, holder)) * holder.loss_weight + holder.scruple


def loss_of_innocence(model: "Reference", holder: Cadre) -> float:
    """I = w(surfaces) a F0."""
    beliefs = holder.post.county.beliefs
    return weight_of(model, beliefs.surfaces) * beliefs.blame.for_any_error * felt_if_innocent(model, holder)


def loss_of_guilt(model: "Reference", holder: Cadre) -> float:
    """G, where exposure comes on top of the case's surfacing, or replaces it."""
    beliefs = holder.post.county.beliefs
    problems = model.world.problems
    detected = beliefs.detected
    as_misconduct = detected * model.policy.misconduct.strictness * felt_if_guilty(model, holder)
    as_error = (1 - detected) * beliefs.blame.for_any_error * felt_if_innocent(model, holder)
    if problems.exposure_replaces:
        return weight_of(model, beliefs.surfaces) * (as_misconduct + as_error)
    weight = weight_of(model, within_a_year(problems.exposure_rate))
    return loss_of_innocence(model, holder) + weight * (as_misconduct + as_error)


def weight_of(model: "Reference", chance: float) -> float:
    """w."""
    return prelec(chance, model.world.learning.risk_curvature)


def felt_if_innocent(model: "Reference", holder: Cadre) -> float:
    """F0."""
    return holder.post.county.beliefs.losses.lasting * felt(model, holder, 0)


def felt_if_guilty(model: "Reference", holder: Cadre) -> float:
    """F1: who is guilty counts on no review."""
    return felt(model, holder, model.world.ladder.misconduct_rungs)


def felt(model: "Reference", holder: Cadre, rungs_up: int) -> float:
    worth = holder.post.county.beliefs.losses.year(holder.is_rising)
    left = max(0, holder.barred_until - model.month)
    return felt_loss(rungs_up, worth, left, model.world, model.policy)
