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
    """I = w(surfaces) a F(0, v, left)."""
    beliefs = holder.post.county.beliefs
    alpha = model.world.learning.risk_curvature
    return prelec(beliefs.surfaces, alpha) * beliefs.blame.for_any_error * felt(model, holder, 0)


def loss_of_guilt(model: "Reference", holder: Cadre) -> float:
    """G = I + w(x) (d strictness F(misconduct_rungs, v, left) + (1 - d) a F(0, v, left))."""
    beliefs = holder.post.county.beliefs
    world = model.world
    weight = prelec(within_a_year(world.problems.exposure_rate), world.learning.risk_curvature)
    detected = beliefs.detected
    as_misconduct = (
        detected * model.policy.accountability.strictness * felt(model, holder, world.ladder.misconduct_rungs)
    )
    as_error = (1 - detected) * beliefs.blame.for_any_error * felt(model, holder, 0)
    return loss_of_innocence(model, holder) + weight * (as_misconduct + as_error)


def felt(model: "Reference", holder: Cadre, rungs_up: int) -> float:
    worth = model.world.people.prize * holder.post.county.beliefs.yearly.mean_promoted() if holder.is_rising else 0.0
    left = max(0, holder.barred_until - model.month)
    return felt_loss(rungs_up, worth, left, model.world, model.policy)
