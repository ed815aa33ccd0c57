"""Rules of cadres: what conduct is worth, what it does to a case, exploring, misconduct, and the yearly round."""

from types import SimpleNamespace

import pytest
from conftest import felt_as_believed
from hypothesis import given
from hypothesis import strategies as st
from wenze.agents.cadre import spread
from wenze.agents.choice import felt_rate
from wenze.agents.conduct import felt_motivation, lies_flat, mean_of, next_round, option_value, utility, was_active
from wenze.agents.handling import (
    Handling,
    error_probability,
    report_probability,
    solving_probability,
    way_works,
)
from wenze.agents.kinds import ASSIST, COVER, DEPARTMENTS, EXPLORE, IDLE, TOWNSHIP, WORK
from wenze.agents.misconduct import expected_sanction, takes_gain
from wenze.agents.policy import Policy
from wenze.agents.policy.promotion import Promotion, observed_merit, probability_to_compete
from wenze.agents.policy.resources import authority_over
from wenze.agents.sanction import Ladder, felt_loss
from wenze.sim.settings.parameters import World

NUMBERS = World()
HANDLING = Handling()
PRIZE = NUMBERS.people.prize
CONDUCTS = (WORK, EXPLORE, COVER, IDLE)
CHANCE = st.floats(0.0, 1.0)


def person(**known: float) -> SimpleNamespace:
    return SimpleNamespace(**{"motivation": 8.0, "knowhow": 0.0, "loss_weight": 1.0, "competence": 1.0, **known})


def beliefs(**known: object) -> SimpleNamespace:
    """Beliefs of a township in which every conduct is alike and nothing happens, but for what is known."""
    nothing = dict.fromkeys(("solved", "promoted", "honoured", "reposted"), (0.0,) * 4)
    return SimpleNamespace(**{**nothing, "safety": 1.0, "loss_rising": 0.0, "loss_ceiling": 0.0, **known})


def with_learning(**changes: float) -> World:
    """The numbers of the world but for some of learning and choosing."""
    return NUMBERS.model_copy(update={"learning": NUMBERS.learning.model_copy(update=changes)})


NEUTRAL = with_learning(risk_curvature=1.0)


def felt(rate: float) -> float:
    """A rate a month as it is felt by default."""
    return float(felt_rate(rate, NUMBERS.learning))


def worth(
    conduct: int,
    who: SimpleNamespace | None = None,
    seen: SimpleNamespace | None = None,
    hazard: float = 0.0,
    load: int = 0,
    competes: float = 1.0,
    rising: bool = True,
    numbers: World = NUMBERS,
    honours_open: float = 1.0,
) -> float:
    """Utility of a conduct to somebody to whom nothing happens, but for what is said."""
    who, seen = who or person(), felt_as_believed(seen or beliefs(), numbers.learning)
    return float(
        utility(conduct, who, seen, felt_rate(hazard, numbers.learning), load, competes, rising, numbers, honours_open)
    )


# --- utility ----------------------------------------------------------------------------------------------------------


def test_where_nothing_follows_from_conduct_only_its_strain_counts() -> None:
    assert [worth(conduct) for conduct in CONDUCTS] == [-1.0, -1.2, -0.6, -0.1]


@pytest.mark.parametrize("load", [0, 1, 2, 3, 10])
def test_only_the_active_feel_a_load_above_the_normal(load: int) -> None:
    above = max(0.0, load - NUMBERS.conduct.normal_load)
    extra = NUMBERS.conduct.overload * above
    assert (extra > 0.0) == (load > 2)
    assert [worth(conduct, load=load) for conduct in CONDUCTS] == pytest.approx(
        [-1.0 - extra, -1.2 - extra, -0.6, -0.1]
    )


def test_solving_problems_is_worth_its_motivation() -> None:
    seen = beliefs(solved=(0.2, 0.0, 0.0, 0.0))
    assert worth(WORK, person(motivation=5.0), seen) == pytest.approx(5.0 * 0.2 - 1.0)


def test_feeling_unsafe_dampens_motivation_by_the_chill() -> None:
    assert felt_motivation(8.0, 1.0, 0.5) == 8.0
    assert felt_motivation(8.0, 0.0, 0.5) == 4.0
    assert felt_motivation(8.0, 0.0, 0.0) == 8.0
    for safety, motivation in ((1.0, 8.0), (0.5, 6.0), (0.0, 4.0)):
        chilled = NUMBERS.model_copy(update={"conduct": NUMBERS.conduct.model_copy(update={"chill": 0.5})})
        seen = beliefs(solved=(0.2,) * 4, safety=safety)
        assert worth(WORK, person(motivation=8.0), seen, numbers=chilled) == pytest.approx(0.2 * motivation - 1.0)


def test_without_chill_safety_changes_nothing() -> None:
    unchilled = NUMBERS.model_copy(update={"conduct": NUMBERS.conduct.model_copy(update={"chill": 0.0})})
    for conduct in CONDUCTS:
        safe, unsafe = (
            worth(conduct, seen=beliefs(solved=(0.2,) * 4, safety=safety), numbers=unchilled) for safety in (1.0, 0.0)
        )
        assert safe == unsafe


def test_a_sanction_counts_by_its_felt_rate_its_felt_loss_and_the_weight_of_losses() -> None:
    seen, careful = beliefs(loss_rising=6.0, loss_ceiling=4.0), person(loss_weight=2.0)
    assert felt(0.02) > 1.1 * 0.02
    for rising, loss in ((True, 6.0), (False, 4.0)):
        feared = worth(WORK, careful, seen, hazard=0.02, rising=rising)
        assert feared == pytest.approx(-1.0 - 2.0 * felt(0.02) * loss)
        neutral = worth(WORK, careful, seen, hazard=0.02, rising=rising, numbers=NEUTRAL)
        assert neutral == pytest.approx(-1.0 - 2.0 * 0.02 * loss)


def test_promotion_counts_only_as_far_as_one_may_compete() -> None:
    seen = beliefs(promoted=(0.1, 0.0, 0.0, 0.0))
    values = [worth(WORK, seen=seen, competes=competes) for competes in (0.0, 0.5, 1.0)]
    assert values == pytest.approx([-1.0, -1.0 + PRIZE * felt(0.5 * 0.1 / 12.0), -1.0 + PRIZE * felt(0.1 / 12.0)])


def test_a_prize_of_each_year_is_worth_a_twelfth_of_it_a_month_to_the_neutral() -> None:
    seen = beliefs(promoted=(0.1, 0.0, 0.0, 0.0), honoured=(0.2, 0.0, 0.0, 0.0), reposted=(0.3, 0.0, 0.0, 0.0))
    people = NUMBERS.people
    a_year = 0.1 * people.prize + 0.2 * people.honour_prize - 0.3 * people.reposting_loss
    assert worth(WORK, seen=seen, numbers=NEUTRAL) == pytest.approx(-1.0 + a_year / 12.0)


def test_honours_and_moves_count() -> None:
    seen = beliefs(honoured=(0.5, 0.0, 0.0, 0.0), reposted=(0.0, 0.0, 0.0, 0.5))
    for opened in (1.0, 0.4, 0.0):
        honour = NUMBERS.people.honour_prize * felt(opened * 0.5 / 12.0)
        assert worth(WORK, seen=seen, competes=0.0, honours_open=opened) == pytest.approx(-1.0 + honour)
    move = NUMBERS.people.reposting_loss * felt(0.5 / 12.0)
    assert worth(IDLE, seen=seen, competes=0.0) == pytest.approx(-0.1 - move)


@pytest.mark.parametrize(
    ("rising", "burdened", "bar", "chance"),
    [(True, False, 1.0, 1.0), (True, True, 1.0, 0.0), (True, True, 0.3, 0.7), (True, True, 0.0, 1.0),
     (False, False, 0.0, 0.0), (False, True, 0.0, 0.0)],
)  # fmt: skip
def test_who_is_let_into_a_round(rising: bool, burdened: bool, bar: float, chance: float) -> None:
    assert probability_to_compete(rising, burdened, Promotion(bar=bar)) == pytest.approx(chance)


def test_the_next_round_is_in_the_last_month_of_the_year() -> None:
    assert [next_round(month) for month in (0, 5, 11, 12, 23)] == [11, 11, 11, 23, 23]


# --- exploring: Manso's two periods -----------------------------------------------------------------------------------

MANSO = [(0.6, 0.4545), (0.7, 0.4167), (0.8, 0.3846), (0.9, 0.3571)]


@pytest.mark.parametrize(("after_success", "threshold"), MANSO)
def test_exploring_pays_from_mansos_threshold_on(after_success: float, threshold: float) -> None:
    """Exploring now and then the better of the two, against p = 0.5 now and then."""
    known = 0.5
    low, high = 0.0, 1.0
    for _ in range(50):
        success = (low + high) / 2.0
        if success + option_value(success, after_success, known) >= known:
            high = success
        else:
            low = success
    assert round(high, 4) == threshold
    assert high == pytest.approx(known / (1.0 + after_success - known))


@pytest.mark.parametrize(("after_success", "threshold"), MANSO)
def test_with_full_foresight_and_nothing_else_at_stake_the_utility_has_mansos_threshold(
    after_success: float, threshold: float
) -> None:
    def prefers_exploring(success: float) -> bool:
        """One success takes know-how from nothing to all there is, which raises the chance to ``after_success``."""
        conduct = NUMBERS.conduct.model_copy(update={"foresight": 1.0, "stay": 1.0, "strain_explore": 1.0})
        effect = after_success / success - 1.0
        handling = HANDLING.model_copy(update={"knowhow_gain": 1.0, "knowhow_effect": effect})
        numbers = NUMBERS.model_copy(update={"conduct": conduct, "handling": handling})
        seen = beliefs(solved=(0.5, success, 0.0, 0.0))
        work, explore = (worth(option, seen=seen, competes=0.0, numbers=numbers) for option in (WORK, EXPLORE))
        return bool(explore > work)

    assert prefers_exploring(threshold + 0.0001)
    assert not prefers_exploring(threshold - 0.0001)


def test_without_foresight_exploring_pays_only_if_it_solves_more_at_once() -> None:
    conduct = NUMBERS.conduct.model_copy(update={"foresight": 0.0, "strain_explore": 1.0})
    numbers = NUMBERS.model_copy(update={"conduct": conduct})
    seen = beliefs(solved=(0.5, 0.499, 0.0, 0.0))
    explore, work = (worth(option, seen=seen, competes=0.0, numbers=numbers) for option in (EXPLORE, WORK))
    assert explore < work


def test_nothing_is_to_be_learnt_where_success_would_change_nothing() -> None:
    assert option_value(0.4, 0.5, 0.5) == 0.0
    assert option_value(0.4, 0.3, 0.5) == 0.0


# --- misconduct: deterrence ---------------------------------------------------------------------------------------------


@given(st.floats(0.0, 0.5), st.floats(0.0, 0.5), st.floats(0.1, 100.0), CHANCE, CHANCE)
def test_one_adjudication_deters_gains_up_to_one_less_both_errors_times_the_penalty(
    misses_guilty: float, hits_innocent: float, penalty: float, surfaces: float, strictness: float
) -> None:
    """b > (1 − ε₁ − ε₂)F (Polinsky and Shavell), for errors and penalty as adjudicated."""
    guilty = expected_sanction(surfaces, 0.0, strictness, 1.0 - misses_guilty, penalty, penalty)
    innocent = expected_sanction(surfaces, 0.0, strictness, hits_innocent, penalty, penalty)
    threshold = surfaces * (1.0 - misses_guilty - hits_innocent) * penalty
    assert takes_gain(threshold + 1e-6, guilty, innocent, 1.0, 0.0)
    assert not takes_gain(threshold - 1e-6, guilty, innocent, 1.0, 0.0)


def test_a_certain_inquiry_without_errors_deters_every_gain_up_to_the_penalty() -> None:
    guilty = expected_sanction(1.0, 1.0, 1.0, 0.0, 10.0, 10.0)
    innocent = expected_sanction(1.0, 0.0, 1.0, 0.0, 10.0, 10.0)
    assert not takes_gain(10.0, guilty, innocent, 1.0, 0.0)
    assert takes_gain(10.001, guilty, innocent, 1.0, 0.0)


def test_punishing_the_innocent_as_well_makes_misconduct_pay() -> None:
    guilty, spared, punished = (expected_sanction(1.0, seen, 1.0, anyway, 10.0, 10.0)
                                for seen, anyway in ((0.5, 0.0), (0.0, 0.0), (0.0, 0.5)))  # fmt: skip
    assert not takes_gain(4.0, guilty, spared, 1.0, 0.0)
    assert takes_gain(4.0, guilty, punished, 1.0, 0.0)


@given(st.floats(0.0, 50.0), st.floats(0.0, 50.0), st.floats(0.0, 50.0), st.floats(0.0, 20.0))
def test_a_loss_that_hits_guilty_and_innocent_alike_does_not_count(
    gain: float, extra: float, alike: float, scruple: float
) -> None:
    grain = 2.0**-20  # so that sums are exact
    gain, extra, alike, scruple = (round(number / grain) * grain for number in (gain, extra, alike, scruple))
    assert takes_gain(gain, extra + alike, alike, 1.0, scruple) == takes_gain(gain, extra, 0.0, 1.0, scruple)


def test_scruple_and_the_weight_of_losses_hold_people_back() -> None:
    assert takes_gain(5.0, 2.0, 0.0, 1.0, 2.0)
    assert not takes_gain(5.0, 2.0, 0.0, 1.0, 3.0)
    assert not takes_gain(5.0, 2.0, 0.0, 2.0, 1.0)


# --- certainty against severity (Becker) --------------------------------------------------------------------------------


def as_severe(factor: float) -> Ladder:
    """A ladder on which every sanction costs ``factor`` times as much."""
    ladder = Ladder()
    costs = ("shame", "burden", "removal_loss")
    return ladder.model_copy(update={cost: factor * getattr(ladder, cost) for cost in costs})


def deterrence(rate: float, factor: float, alpha: float, curvature: float) -> float:
    """How much sanctions at a rate a month take from the utility of working."""
    loss = felt_loss(0.4, 0, 0, factor * 1.6, curvature, as_severe(factor))
    seen, numbers = beliefs(loss_rising=loss), with_learning(risk_curvature=alpha)
    return -1.0 - worth(WORK, person(loss_weight=1.5), seen, hazard=rate, competes=0.0, numbers=numbers)


@pytest.mark.parametrize("rate", [0.01, 0.05, 0.2])
def test_half_the_rate_of_twice_the_sanction_deters_as_much_when_neutral(rate: float) -> None:
    assert deterrence(rate / 2, 2.0, 1.0, 1.0) == pytest.approx(deterrence(rate, 1.0, 1.0, 1.0))


@pytest.mark.parametrize("rate", [0.01, 0.05, 0.2])
def test_nor_does_the_curve_of_losses_break_it_which_weighs_rungs_against_each_other_only(rate: float) -> None:
    for curvature in (0.88, 1.2):
        assert deterrence(rate / 2, 2.0, 1.0, curvature) == pytest.approx(deterrence(rate, 1.0, 1.0, curvature))
    assert deterrence(rate, 1.0, 1.0, 0.88) < deterrence(rate, 1.0, 1.0, 1.0) < deterrence(rate, 1.0, 1.0, 1.2)


@pytest.mark.parametrize("rate", [0.01, 0.05, 0.2])
def test_severity_deters_more_than_certainty_when_small_chances_loom_large(rate: float) -> None:
    assert deterrence(rate / 2, 2.0, 0.75, 1.0) > 1.05 * deterrence(rate, 1.0, 0.75, 1.0)


@pytest.mark.parametrize("chance", [0.01, 0.05, 0.2])
def test_misconduct_is_as_invariant(chance: float) -> None:
    once, twice = felt_loss(0.4, 2, 0, 1.6, 1.0, as_severe(1.0)), felt_loss(0.4, 2, 0, 3.2, 1.0, as_severe(2.0))
    for gain in (0.9 * chance * once, 1.1 * chance * once):
        likely = takes_gain(gain, expected_sanction(chance, 1.0, 1.0, 0.0, once, 0.0), 0.0, 1.0, 0.0)
        severe = takes_gain(gain, expected_sanction(chance / 2, 1.0, 1.0, 0.0, twice, 0.0), 0.0, 1.0, 0.0)
        assert likely == severe == (gain > chance * once)


def test_a_round_is_worth_the_mean_chance_of_all_conducts() -> None:
    for conduct in CONDUCTS:
        assert mean_of([0.4 if conduct == other else 0.0 for other in CONDUCTS]) == pytest.approx(0.1)


# --- handling a case ----------------------------------------------------------------------------------------------------


def solves(conduct: int, severity: float = 0.0, novel: int = 0, helped: bool = False, **more: float) -> float:
    policy = Policy().resources.model_copy(update={"support": more.pop("support", 0.0)})
    attention, authority = more.pop("attention", 1.0), more.pop("authority", 1.0)
    case = SimpleNamespace(severity=severity, novel=novel)
    return float(solving_probability(conduct, case, person(**more), attention, authority, helped, HANDLING, policy))


def test_an_easy_case_with_all_the_attention_is_solved_at_the_stated_rate() -> None:
    assert solves(WORK) == HANDLING.solve_rate


def test_lying_flat_solves_nothing_and_paper_little() -> None:
    assert solves(IDLE) == 0.0
    assert solves(COVER) == pytest.approx(HANDLING.cover_effect * HANDLING.solve_rate)


def test_exploring_beats_the_book_only_where_there_is_no_precedent() -> None:
    assert solves(EXPLORE, novel=1) > solves(WORK, novel=1)
    assert solves(EXPLORE, novel=0) < solves(WORK, novel=0)


def test_attention_authority_and_competence_each_count_in_proportion() -> None:
    for name in ("attention", "authority", "competence"):
        assert solves(WORK, **{name: 0.5}) == pytest.approx(0.5 * solves(WORK)), name


def test_a_severe_case_needs_help() -> None:
    severe = HANDLING.severe + 0.1
    assert solves(WORK, severe) == pytest.approx(HANDLING.alone * solves(WORK, severe, helped=True))
    assert solves(WORK, HANDLING.severe) == solves(WORK, HANDLING.severe, helped=True)


def test_support_helps_the_active_only() -> None:
    assert solves(WORK, support=0.5) == pytest.approx(1.5 * solves(WORK))
    assert solves(EXPLORE, support=0.5) == pytest.approx(1.5 * solves(EXPLORE))
    assert solves(COVER, support=0.5) == solves(COVER)


def test_know_how_helps_exploring_only() -> None:
    assert solves(EXPLORE, novel=1, knowhow=1.0) == pytest.approx(
        (1.0 + HANDLING.knowhow_effect) * solves(EXPLORE, novel=1)
    )
    assert way_works(WORK, 1, 1.0, HANDLING) == way_works(WORK, 1, 0.0, HANDLING)


@given(st.sampled_from(CONDUCTS), CHANCE, st.integers(0, 1), st.booleans(), st.floats(0.0, 2.0), CHANCE)
def test_a_chance_to_solve_is_a_chance(
    conduct: int, severity: float, novel: int, helped: bool, competence: float, knowhow: float
) -> None:
    assert 0.0 <= solves(conduct, severity, novel, helped, competence=competence, knowhow=knowhow, support=1.0) <= 1.0


@pytest.mark.parametrize(
    ("owner", "handed_down", "authority"),
    [(TOWNSHIP, 0, 1.0), (ASSIST, 0, HANDLING.assist_authority), (ASSIST, 1, HANDLING.assist_authority),
     (DEPARTMENTS, 1, Policy().resources.authority), (DEPARTMENTS, 0, 0.0)],
)  # fmt: skip
def test_authority_follows_from_whose_duty_it_is(owner: int, handed_down: int, authority: float) -> None:
    assert authority_over(owner, handed_down, HANDLING, Policy().resources) == authority


def test_handing_down_what_the_township_assists_takes_no_authority_away() -> None:
    ample = Policy().resources.model_copy(update={"authority": 0.7})
    assert authority_over(ASSIST, 1, HANDLING, ample) == 0.7
    assert authority_over(ASSIST, 0, HANDLING, ample) == HANDLING.assist_authority


def test_only_those_who_work_or_explore_err_and_explorers_err_more() -> None:
    chances = [error_probability(conduct, 0.5, False, HANDLING) for conduct in CONDUCTS]
    assert chances == pytest.approx([HANDLING.error_rate, HANDLING.explore_error * HANDLING.error_rate, 0.0, 0.0])


def test_care_prevents_errors_and_severity_brings_them() -> None:
    careless = error_probability(WORK, 0.5, False, HANDLING)
    for care in (0.0, 0.2, 1.0):
        careful = HANDLING.model_copy(update={"care": care})
        assert error_probability(WORK, 0.5, True, careful) == pytest.approx((1.0 - care) * careless)
    assert error_probability(WORK, 0.9, False, HANDLING) > careless > error_probability(WORK, 0.1, False, HANDLING)


def test_those_who_cover_report_most_and_those_who_idle_least() -> None:
    work, explore, cover, idle = (report_probability(conduct, HANDLING) for conduct in CONDUCTS)
    assert cover > work == explore > idle


# --- the yearly round ---------------------------------------------------------------------------------------------------


def test_lying_flat_is_seven_months_of_twelve() -> None:
    assert [lies_flat(months) for months in (0, 6, 7, 12)] == [False, False, True, True]
    assert [was_active(months) for months in (0, 6, 7, 12)] == [False, False, True, True]


@pytest.mark.parametrize(("observability", "merit"), [(1.0, 1.0), (0.0, 0.5), (0.4, 0.7)])
def test_merit_shows_deeds_or_paper_as_far_as_each_is_observed(observability: float, merit: float) -> None:
    promotion = Policy().promotion.model_copy(update={"observability": observability})
    people = NUMBERS.people
    assert observed_merit(people.merit_scale, 6, 0.5, promotion, people) == pytest.approx(merit)


def test_noise_in_merit_is_even_around_nothing() -> None:
    promotion, people = Policy().promotion, NUMBERS.people
    low, middle, high = (observed_merit(1.0, 0, draw, promotion, people) for draw in (0.0, 0.5, 1.0))
    assert middle - low == pytest.approx(people.merit_noise / 2)
    assert high - middle == pytest.approx(people.merit_noise / 2)


@given(CHANCE.filter(lambda draw: draw < 1.0), st.floats(0.0, 50.0), CHANCE)
def test_a_trait_is_spread_evenly_around_its_mean(draw: float, mean: float, half_width: float) -> None:
    trait = spread(draw, mean, half_width)
    assert mean * (1.0 - half_width) - 1e-9 <= trait <= mean * (1.0 + half_width) + 1e-9
    assert trait + spread(1.0 - draw, mean, half_width) == pytest.approx(2.0 * mean)
