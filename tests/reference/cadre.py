"""Cadres: traits, choice of conduct, the month's record (sections 2, 7.2.4 and 5)."""

import math
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

import mesa
from wenze.agents import draws

from .arithmetic import fixed, logit_choice, moved
from .hazard import felt, hazard_of_cadre
from .places import Post
from .terms import ACTIVE, Conduct

if TYPE_CHECKING:
    from .model import Reference
    from .sanction import Sanction

FLAT_MONTHS = 7  # section 8: idle (active) in at least 7 of the last 12 months
ACTIVE_MONTHS = 7
IDLE_LONG = 6


class Cadre(mesa.Agent):
    """The holder of a post."""

    def __init__(self, model: "Reference", post: Post) -> None:
        super().__init__(model)
        self.post = post
        self.number = post.next_person()
        self._draw_traits()
        self.knowhow = 0.0
        self.diligence = 0.0
        self.conduct: Conduct | None = None
        self.seniority = 0
        self.tenure = 0
        self.barred_until = 0
        self.worked = 0.0  # months worked off of a running effect period and not yet taken off it
        self.promotions = 0
        self.rounds_missed: list[int] = []  # months of rounds missed because barred, not tried again yet
        self.idle_history: deque[bool] = deque(maxlen=12)
        self.active_history: deque[bool] = deque(maxlen=12)
        self.sanctions: list[Sanction] = []
        self.in_service = True
        self.removed = False  # this month
        self.clear_year()
        self.clear_month()

    def _draw_traits(self) -> None:
        """Section 5: traits are drawn in month -1 by the person's number, whenever it arrives."""
        people = self.model.world.people
        draw = self.model.luck.of(-1, self.number)

        def trait(mean: float, half_width: float, purpose) -> float:
            return mean * (1 + half_width * (2 * draw(purpose) - 1))

        self.motivation = trait(people.motivation_mean, people.motivation_spread, draws.MOTIVATION)
        self.competence = trait(1.0, people.competence_spread, draws.COMPETENCE)
        self.loss_weight = trait(people.loss_weight_mean, people.loss_weight_spread, draws.LOSS_WEIGHT)
        self.scruple = trait(people.scruple_mean, 1.0, draws.SCRUPLE)

    def serve_from_the_start(self) -> None:
        """Section 5: those present at the start have served, at this post, for some time already."""
        draw = self.model.luck.of(-1, self.number)
        self.seniority = int(draw(draws.SENIORITY) * 12 * self.model.world.people.retirement_years)
        self.tenure = self.seniority

    def clear_year(self) -> None:
        self.year_months = [0] * len(Conduct)
        self.year_value = 0.0

    def clear_month(self) -> None:
        self.month_value = 0.0
        self.month_successes = 0  # by exploring
        self.month_sanctions: list[Sanction] = []  # of either stream

    @property
    def month_sanctions_for_work(self) -> "list[Sanction]":
        return [record for record in self.month_sanctions if not record.is_for_discipline]

    # What others can say of the cadre

    @property
    def is_active(self) -> bool:
        return self.conduct in ACTIVE

    @property
    def is_inexperienced(self) -> bool:
        return self.tenure < self.model.world.people.inexperience_months

    @property
    def is_rising(self) -> bool:
        """Section 7.2.4: promotion is still within reach."""
        return self.seniority < 12 * self.model.world.people.ceiling_years

    @property
    def lies_flat(self) -> bool:
        return sum(self.idle_history) >= FLAT_MONTHS

    @property
    def idle_for_six_months(self) -> bool:
        """Section 8: idle in this month and in each of the five before."""
        return len(self.idle_history) >= IDLE_LONG and all(list(self.idle_history)[-IDLE_LONG:])

    @property
    def has_been_active(self) -> bool:
        return sum(self.active_history) >= ACTIVE_MONTHS

    # Choice (phase 3)

    def choose_conduct(self) -> None:
        first = self.conduct is None
        held = self.model.held_to_conduct(self.post)
        if held >= 0:
            self.conduct = Conduct(held)
        elif first or self._draw(draws.CADRE_REVISES) < self.model.world.learning.revision:
            precision = self.model.world.learning.precision
            self.conduct = Conduct(logit_choice(self.utilities(), precision, self._draw(draws.CADRE_CHOICE)))
        if first:
            self.diligence = 1.0 if self.is_active else 0.0

    def _draw(self, purpose) -> float:
        return self.model.luck.of(self.model.month, self.number)(purpose)

    def utilities(self) -> list[float]:
        """Section 7.2.4, cadre."""
        motivation = self.dampened_motivation(self.post.township.beliefs.safety)
        return [
            motivation * self.deeds(j)
            + self.career(j)
            + self.eased(j)
            - self.loss_weight * felt(self.model, hazard_of_cadre(self.model, self, j)) * self.loss
            - self.strain(j)
            for j in Conduct
        ]

    def dampened_motivation(self, confidence: float) -> float:
        """m: motivation as far as feeling unsafe, or distrust, leaves it."""
        return self.motivation * (1 - self.model.world.conduct.chill * (1 - confidence))

    @property
    def loss(self) -> float:
        """The felt loss of a sanction."""
        losses = self.post.county.beliefs.losses
        return losses.rising if self.is_rising else losses.ceiling

    def career(self, conduct: Conduct) -> float:
        """What the yearly round is felt to bring in a month."""
        people, yearly = self.model.world.people, self.post.county.beliefs.yearly
        promoted = felt(self.model, self.chance_to_compete() * yearly.promoted[conduct] / 12)
        honoured = felt(self.model, self.chance_to_be_honoured() * yearly.honoured[conduct] / 12)
        reposted = felt(self.model, yearly.reposted[conduct] / 12)
        return people.prize * promoted + people.honour_prize * honoured - people.reposting_loss * reposted

    def strain(self, conduct: Conduct) -> float:
        """That of the conduct, and what each case above the normal load adds where there is work."""
        numbers = self.model.world.conduct
        of_conduct = [numbers.strain_work, numbers.strain_explore, numbers.strain_cover, numbers.strain_idle]
        if conduct not in ACTIVE:
            return of_conduct[conduct]
        return of_conduct[conduct] + numbers.overload * max(0, self.post.load_seen - numbers.normal_load)

    @property
    def is_barred(self) -> bool:
        """An effect period will still run at the next round."""
        t = self.model.month
        return self.barred_until > t + 11 - t % 12

    def chance_to_compete(self) -> float:
        """c."""
        if not self.is_rising:
            return 0.0
        return 1 - self.model.policy.promotion.bar if self.is_barred else 1.0

    def chance_to_be_honoured(self) -> float:
        """h."""
        return 1 - self.model.policy.promotion.bar_honours if self.is_barred else 1.0

    def eased(self, conduct: Conduct) -> float:
        """What the conduct works off of a running effect period, and what that is worth."""
        solved = self.post.township.beliefs.solved[conduct]
        left = max(0, self.barred_until - self.model.month - 1)
        months = min(self.model.policy.correction.redemption * solved, left)
        year = self.post.county.beliefs.losses.year(self.is_rising)
        return months * (self.loss_weight * (self.model.world.ladder.burden + year / 12))

    def work_off(self) -> None:
        """*Working off*: what was solved this month shortens a running effect period."""
        t = self.model.month
        if self.barred_until <= t:
            self.worked = 0.0
            return
        self.worked += fixed(self.model.policy.correction.redemption * self.month_value)
        whole_months = math.floor(self.worked)
        self.worked -= whole_months
        self.barred_until = max(t + 1, self.barred_until - whole_months)

    def deeds(self, conduct: Conduct) -> float:
        """d_j: what the conduct is believed to solve, and for exploring what a success teaches."""
        world = self.model.world
        solved = self.post.township.beliefs.solved
        if conduct != Conduct.EXPLORE:
            return solved[conduct]
        effect = world.handling.knowhow_effect
        known_after = self.knowhow + world.handling.knowhow_gain * (1 - self.knowhow)
        now = solved[Conduct.EXPLORE]
        after = now * (1 + effect * known_after) / (1 + effect * self.knowhow)
        lesson = now * max(0.0, after - solved[Conduct.WORK])
        return now + world.conduct.foresight * world.conduct.stay * lesson

    # The month's record (phase 9)

    def set_down_month(self) -> None:
        """Diligence and history."""
        self.diligence = moved(self.diligence, self.is_active, self.model.world.learning.revision)
        self.idle_history.append(self.conduct == Conduct.IDLE)
        self.active_history.append(self.is_active)
        self.year_months[self.conduct] += 1
        self.year_value += self.month_value

    def learn_from_successes(self) -> None:
        """Each success by exploring adds to know-how, after the month has been counted."""
        gain = self.model.world.handling.knowhow_gain
        for _ in range(self.month_successes):
            self.knowhow += gain * (1 - self.knowhow)

    def grow_older(self) -> None:
        self.tenure += 1
        self.seniority += 1

    # Coming and going (phase 9)

    def move_to(self, post: Post) -> None:
        """Re-posting: another post; what is on file follows the person."""
        self.post = post
        post.holder = self
        self.tenure = 0
        self.knowhow *= self.model.world.people.reposted_knowhow

    def leave(self) -> None:
        """Leave the service and be replaced by a newcomer at the post; running sanctions leave too."""
        for sanction in self.sanctions:
            sanction.holder_leaves(self.model.month)
        self.in_service = False
        self.post.holder = Cadre(self.model, self.post)
        self.remove()


@dataclass(frozen=True)
class Mention:
    """A cadre named on a file."""

    cadre: Cadre

    @property
    def still_in_office(self) -> bool:
        return self.cadre.in_service


def mention(cadre: Cadre) -> Mention:
    return Mention(cadre)
