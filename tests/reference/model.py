"""The model: the making of the world and the order of a month (sections 5 and 7.3)."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import mesa
from wenze.agents import draws
from wenze.agents.policy import Policy
from wenze.sim.settings.parameters import World

from .arithmetic import fixed, twelfth_power
from .audit import audits_are_made
from .beliefs import CityBeliefs, form_city_beliefs, form_county_beliefs, form_township_beliefs
from .cadre import Cadre
from .career import month_is_set_down
from .case import Case
from .counts import COUNTS, empty_tally
from .department import Department, consider_handing_down, departments_serve
from .docket import cases_surface
from .files import look_through_files, pair_of
from .handling import cases_are_handled
from .inquiry import supervisors_decide
from .luck import Luck, entity_number
from .memory import CityMemory
from .misconduct import cases_tempt, least_gain
from .places import County, Post
from .problem import problems_arise
from .sanction import Sanction, breaches_are_sanctioned, reviews_are_decided
from .state import state_of
from .supervisor import Supervisor

POST_OF_KINDS = 65533


FREE = -1  # held to nothing


class Held(NamedTuple):
    """What posts, departments and supervisors are held to in each month of the regime (section 9, *forced conduct*).

    Of each: a row for each month, in it a place for each post, department or county of the city in order. A conduct, option
    or style, or FREE; and the gain above which a private gain is taken, None where the holder is free.
    """

    conducts: list[list[int]]
    options: list[list[int]]
    styles: list[list[int]]
    gains: list[list[float | None]]


class Reference(mesa.Model):
    """One replication of one scenario, and of the world that has lived under the status quo before it."""

    def __init__(
        self,
        world: World,
        stages: Sequence[tuple[int, Policy]],
        months: int,
        seed: int,
        replication: int,
        spin_up: int = 0,
        status_quo: Policy | None = None,
        held: Held | None = None,
        record: bool = False,
    ) -> None:
        super().__init__(seed=0)  # Mesa's own chance is never used: all draws are those of section 7.1
        self.world = world
        self.stages = list(stages)
        self.spin_up = spin_up
        self.status_quo = status_quo
        self.held = held
        self.recorded = Held([], [], [], []) if record else None
        self.lived = spin_up + months
        self.luck = Luck(seed, replication)
        self.month = 0  # of the world
        self.policy = self._policy_of(0)
        self.tally = empty_tally()
        self.sanctions: list[Sanction] = []
        self.city_memory = CityMemory()
        self.city_beliefs: CityBeliefs
        self._make_world()
        self._form_beliefs()
        self.datacollector = mesa.DataCollector(
            model_reporters={name: (lambda model, name=name: model.tally[name]) for name in COUNTS}
        )

    def _policy_of(self, month: int) -> Policy:
        """Section 9: the status quo up to the switch; then the policy may change over time, at the start of a month."""
        if month < self.spin_up:
            return self.status_quo
        return [policy for first, policy in self.stages if first <= month - self.spin_up][-1]

    # Forced conduct (section 9)

    def held_to_conduct(self, post: Post) -> int:
        return FREE if self._nobody_is_held else self.held.conducts[self._row][self.posts.index(post)]

    def held_to_option(self, department: Department) -> int:
        return FREE if self._nobody_is_held else self.held.options[self._row][self.departments.index(department)]

    def held_to_style(self, county: County) -> int:
        return FREE if self._nobody_is_held else self.held.styles[self._row][county.index]

    def gain_held_to(self, post: Post) -> float | None:
        """The gain above which whoever holds a post takes one; None if free."""
        if self._nobody_is_held:
            return None
        return self.held.gains[self._row][self.posts.index(post)]

    # What is recorded of conduct (section 9, *parts of a difference*), in the months of the regime

    @property
    def _recording(self) -> bool:
        return self.recorded is not None and self.month >= self.spin_up

    def _record_gains(self) -> None:
        if self._recording:
            self.recorded.gains.append([least_gain(self, cadre) for cadre in self.cadres])

    def _record_conduct(self) -> None:
        if self._recording:
            self.recorded.conducts.append([cadre.conduct for cadre in self.cadres])
            self.recorded.options.append([department.conduct for department in self.departments])
            self.recorded.styles.append([county.supervisor.style for county in self.counties])

    @property
    def _nobody_is_held(self) -> bool:
        return self.held is None or self.month < self.spin_up

    @property
    def _row(self) -> int:
        """The month of the regime."""
        return self.month - self.spin_up

    def _make_world(self) -> None:
        """Section 5."""
        scale = self.world.scale
        self.counties = [County(index, scale.townships, scale.posts) for index in range(scale.counties)]
        for county in self.counties:
            for post in county.posts:
                post.holder = Cadre(self, post)
                post.holder.serve_from_the_start()
            county.departments = [Department(self, county, index) for index in range(scale.departments)]
            county.supervisor = Supervisor(self, county)

    # Everybody and everything, in order

    @property
    def posts(self) -> list[Post]:
        return [post for county in self.counties for post in county.posts]

    @property
    def cadres(self) -> list[Cadre]:
        return [post.holder for post in self.posts]

    @property
    def departments(self) -> list[Department]:
        return [department for county in self.counties for department in county.departments]

    @property
    def open_cases(self) -> list[Case]:
        return [case for post in self.posts for case in post.cases]

    # Kinds of duty (phase 2)

    def is_clear(self, case: Case) -> bool:
        """The owner of duties of this kind is clear to all in the county."""
        return self._draw_of_kind(case, draws.CLEAR) < self.policy.duty_list.clarity

    def is_taken_back(self, case: Case) -> bool:
        return self._draw_of_kind(case, draws.TAKEN_BACK) < self.policy.duty_list.taken_back

    def may_be_handed_down(self, case: Case) -> bool:
        return not self.is_clear(case) and not self.is_taken_back(case)

    def _draw_of_kind(self, case: Case, purpose) -> float:
        number = entity_number(case.post.county.index, case.kind, POST_OF_KINDS, 0)
        return self.luck.of(-1, number)(purpose)

    def is_clear_to_post(self, case: Case) -> bool:
        """Phase 1: the list assigns duties of this kind down to the post."""
        return self.is_clear(case) and self._draw_of_kind(case, draws.TO_POST) < self.policy.duty_list.to_post

    def weight_of_diligence(self, diligence: float) -> float:
        """Phase 1: how strongly work is drawn to somebody."""
        return math.exp(self.world.handling.diligence_weight * diligence)

    # A case ends

    def solve(self, case: Case) -> None:
        self.tally["solved"] += 1
        self.tally["solved_novel"] += case.novel
        self.tally["solved_months"] += self.month - case.born
        self.tally["value_solved"] += fixed(case.value)
        self.end(case)

    def end(self, case: Case) -> None:
        """Solved or erupted: the notices say in whose hands (7.2.1)."""
        notices = case.post.county.notices
        if case.in_townships_hands():
            notices.endings[case.desk.holder.conduct].add(1.0, 0.0)
        elif case.is_department_case:
            notices.departures.add(1.0, 0.0)
        for party in case.knowing_departments(self.month):
            notices.pairs[pair_of(case, party, case.department(party))].add(1.0, 0.0)
        case.end()

    # A month

    def step(self) -> None:
        """Section 7.3."""
        self.policy = self._policy_of(self.month)
        self._form_beliefs()  # a new policy is announced before its first month
        self.tally = empty_tally()
        self._weigh_diligence()
        problems_arise(self)  # 1
        self.agents_by_type[Department].do("choose")  # 2
        consider_handing_down(self)
        look_through_files(self)
        self.agents_by_type[Cadre].do("choose_conduct")  # 3
        cases_are_handled(self)  # 4
        departments_serve(self)  # 5
        self._record_gains()
        cases_tempt(self)  # 6
        cases_surface(self)  # 7
        self.agents_by_type[Supervisor].do("choose_style")  # 8
        self._record_conduct()
        supervisors_decide(self)
        reviews_are_decided(self)
        audits_are_made(self)
        breaches_are_sanctioned(self)
        month_is_set_down(self)  # 9
        self._everyone_learns()  # 10
        self._measure()  # 11
        self.month += 1
        self.running = self.month < self.lived

    def _weigh_diligence(self) -> None:
        """Phase 1: the weights of everybody's diligence after last month, added up in the order of posts."""
        for county in self.counties:
            for township in county.townships:
                township.weights = 0.0
                for post in township.posts:
                    township.weights += self.weight_of_diligence(post.holder.diligence)

    def _everyone_learns(self) -> None:
        """Phase 10: the month is folded into memory, and beliefs for the next month are formed."""
        memory = self.world.learning.memory
        self.city_memory.fold(memory)
        for county in self.counties:
            county.memory.fold(memory)
            county.notices.fold(memory)
            if self.month % 12 == 11:
                county.yearly.fold(twelfth_power(memory))
            for township in county.townships:
                township.memory.fold(memory)
        self._form_beliefs()

    def _form_beliefs(self) -> None:
        """Section 7.2.2, with the policy of this month."""
        self.city_beliefs = form_city_beliefs(self.city_memory, self.world)
        for county in self.counties:
            county.beliefs = form_county_beliefs(county, self.world, self.policy)
            for township in county.townships:
                township.beliefs = form_township_beliefs(township, self.world)

    def _measure(self) -> None:
        """Phase 11: what is open at the end of the month, and all counts set down."""
        self.tally["open"] = float(len(self.open_cases))
        self.tally["docket"] = float(sum(len(county.docket) for county in self.counties))
        self.datacollector.collect(self)

    # What a comparer asks for

    def counts(self) -> dict[str, float]:
        """Every count named in the formulas of section 8, for the month just done; those before the switch count nowhere."""
        return {name: float(count) for name, count in self.tally.items()}

    def state(self) -> dict[str, list[dict[str, object]]]:
        """Everybody and everything after the month just done."""
        return state_of(self)
