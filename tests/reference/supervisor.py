"""Supervisors choose a style (phase 8, section 7.2.4)."""

from typing import TYPE_CHECKING

import mesa
from wenze.agents import draws

from .arithmetic import logit_choice
from .beliefs import year_of_heads
from .hazard import felt
from .luck import entity_number
from .penalty import felt_loss
from .places import County
from .terms import Style

if TYPE_CHECKING:
    from .model import Reference
    from .sanction import Sanction

POST_OF_SUPERVISORS = 65534


class Leader:
    """Leader of a team of supervisors."""

    def __init__(self, team: "Supervisor", ordinal: int) -> None:
        self.ordinal = ordinal
        self.number = entity_number(team.county.index, 0, POST_OF_SUPERVISORS, ordinal)
        self.barred_until = 0
        self.sanctions: list[Sanction] = []
        self.month_sanctions: list[Sanction] = []
        self.removed = False  # this month


class Supervisor(mesa.Agent):
    """The team of supervisors of a county."""

    def __init__(self, model: "Reference", county: County) -> None:
        super().__init__(model)
        self.county = county
        self.number = entity_number(county.index, 0, POST_OF_SUPERVISORS, 0)
        self.leader = Leader(self, 1)
        self.style: Style | None = None
        self.load = 0.0

    def choose_style(self) -> None:
        world = self.model.world
        self.load = len(self.county.docket) / (world.supervisors.staff * len(self.county.posts))
        held = self.model.held_to_style(self.county)
        if held >= 0:
            self.style = Style(held)
            return
        draw = self.model.luck.of(self.model.month, self.number)
        if self.style is not None and draw(draws.SUPERVISOR_REVISES) >= world.learning.revision:
            return
        choice = logit_choice(self.utilities(), world.learning.precision, draw(draws.SUPERVISOR_CHOICE))
        self.style = Style(choice)

    # Section 7.2.4, a decision

    def utilities(self) -> list[float]:
        if self.load == 0:
            return [0.0 for _ in Style]
        return [self.utility(style) for style in Style]

    def decisions(self, style: Style) -> float:
        """d_s."""
        return min(self.load, self.speed(style))

    def speed(self, style: Style) -> float:
        numbers = self.model.world.supervisors
        return [numbers.speed_deep, numbers.speed_list, numbers.speed_habit][style]

    def utility(self, style: Style) -> float:
        """U_s: what a decision in the style brings, less what may follow from it for the leader, and its time."""
        rate = self.decisions(style) * self.chance_to_answer_for(style)
        weight = self.model.world.people.loss_weight_mean
        risk = felt(self.model, rate) / self.decisions(style)
        return self.benefit(style) - weight * self.loss_of_leader() * risk - self.price_of_a_month() / self.speed(style)

    def price_of_a_month(self) -> float:
        """Its strain, and half of the docket kept waiting."""
        numbers = self.model.world.supervisors
        return numbers.strain + 0.5 * numbers.waiting * self.model.policy.accountability.pressure * self.load

    def benefit(self, style: Style) -> float:
        """b_s."""
        oversight, beliefs = self.model.policy.oversight, self.model.city_beliefs
        wrongful, missed = oversight.wrongful_penalty, oversight.missed_penalty
        found = oversight.accuracy_weight * (wrongful * beliefs.wrongful[style] + missed * beliefs.missed[style])
        found += wrongful * (
            oversight.timeliness_weight * beliefs.late[style] + oversight.fairness_weight * beliefs.unfair[style]
        )
        answer = self.model.policy.accountability.pressure * beliefs.answered[style]
        return answer - self.examined() * found

    def examined(self) -> float:
        """a: chance that a decision is audited or spot checked."""
        oversight = self.model.policy.oversight
        return oversight.audits + oversight.spot_checks - oversight.audits * oversight.spot_checks

    def chance_to_answer_for(self, style: Style) -> float:
        """r_s."""
        beliefs = self.model.city_beliefs
        found = beliefs.wrongful[style] + beliefs.missed[style]
        return self.examined() * self.model.policy.oversight.consequence * found

    def loss_of_leader(self) -> float:
        """F(0, v, left), with the v of heads of departments."""
        world = self.model.world
        left = max(0, self.leader.barred_until - self.model.month)
        return felt_loss(0, year_of_heads(world), left, world, self.model.policy)

    # What follows from the style

    def chance_to_decide(self) -> float:
        """1 if the load can be decided in a month, else the share of it that can."""
        speed = self.speed(self.style)
        return 1.0 if self.load <= speed else speed / self.load

    def chance_to_detect(self) -> float:
        """Chance that misconduct exposed is seen for what it is."""
        levers = self.model.policy.misconduct
        return [levers.detection_deep, levers.detection_list, levers.detection_habit][self.style]

    def accuracy(self) -> float:
        """A of a deep inquiry."""
        numbers = self.model.world.supervisors
        return 0.5 + (numbers.accuracy - 0.5) / (1 + numbers.crowding * self.load / numbers.speed_deep)

    def replace_removed_leader(self) -> None:
        """Phase 9, last: the next leader is free of effect periods; the style stays."""
        if self.leader.removed:
            for sanction in self.leader.sanctions:
                sanction.holder_leaves(self.model.month)
            self.leader = Leader(self, self.leader.ordinal + 1)
        self.leader.month_sanctions = []
