"""Supervisors choose a style (phase 8, section 7.2.4)."""

from typing import TYPE_CHECKING

import mesa
from wenze.agents import draws

from .arithmetic import logit_choice
from .luck import entity_number
from .places import County
from .terms import Style

if TYPE_CHECKING:
    from .model import Reference

POST_OF_SUPERVISORS = 65534


class Supervisor(mesa.Agent):
    """The team of supervisors of a county."""

    def __init__(self, model: "Reference", county: County) -> None:
        super().__init__(model)
        self.county = county
        self.number = entity_number(county.index, 0, POST_OF_SUPERVISORS, 0)
        self.style: Style | None = None
        self.load = 0.0

    def choose_style(self) -> None:
        world = self.model.world
        self.load = len(self.county.docket) / (world.supervisors.normal_docket * len(self.county.posts))
        held = self.model.held_to_style(self.county)
        if held >= 0:
            self.style = Style(held)
            return
        draw = self.model.luck.of(self.model.month, self.number)
        if self.style is not None and draw(draws.SUPERVISOR_REVISES) >= world.learning.revision:
            return
        choice = logit_choice(self.utilities(), world.learning.precision, draw(draws.SUPERVISOR_CHOICE))
        self.style = Style(choice)

    def utilities(self) -> list[float]:
        numbers = self.model.world.supervisors
        oversight = self.model.policy.oversight
        beliefs = self.model.city_beliefs
        cost = [numbers.cost_deep, numbers.cost_list, numbers.cost_habit]
        examined = oversight.audits + oversight.spot_checks - oversight.audits * oversight.spot_checks
        wrongful, missed = oversight.wrongful_penalty, oversight.missed_penalty
        return [
            self.model.policy.accountability.pressure * beliefs.answered[s]
            - cost[s] * self.load
            - examined
            * (
                oversight.accuracy_weight * (wrongful * beliefs.wrongful[s] + missed * beliefs.missed[s])
                + wrongful
                * (oversight.timeliness_weight * beliefs.late[s] + oversight.fairness_weight * beliefs.unfair[s])
            )
            for s in Style
        ]

    def chance_to_decide(self) -> float:
        """1 if the load can be decided in a month, else the share of it that can."""
        numbers = self.model.world.supervisors
        speed = [numbers.speed_deep, numbers.speed_list, numbers.speed_habit][self.style]
        return 1.0 if self.load <= speed else speed / self.load

    def chance_to_detect(self) -> float:
        """Chance that misconduct exposed is seen for what it is."""
        levers = self.model.policy.misconduct
        return [levers.detection_deep, levers.detection_list, levers.detection_habit][self.style]

    def accuracy(self) -> float:
        """A of a deep inquiry."""
        numbers = self.model.world.supervisors
        return 0.5 + (numbers.accuracy - 0.5) / (1 + numbers.crowding * self.load)
