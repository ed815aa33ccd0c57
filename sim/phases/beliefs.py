"""Phase 10: everyone learns. The month's events are added to what is remembered, and beliefs are formed for the next."""

from wenze.agents.choice import FIXED, belief, discounted, felt_rate, mixed, whole_power
from wenze.agents.conduct import felt_yearly, mean_of, prior_ended, prior_erring, prior_solved
from wenze.agents.kinds import (
    CONDUCTS,
    LOOKS,
    MONTHS_A_YEAR,
    OF_ACTING,
    OF_DOWN,
    OF_SITTING,
    PAIR_KINDS,
    STEPS,
    STYLES,
    WAYS,
)
from wenze.agents.misconduct import comes_out
from wenze.agents.policy.correction import lasting_loss
from wenze.agents.policy.misconduct import detection
from wenze.agents.policy.promotion import year_at_the_ceiling, year_of_the_rising
from wenze.agents.risk import coming_with, share_staying
from wenze.agents.sanction import felt_loss
from wenze.sim.phases.blocks import counties_of, townships_of


def remember(state, params, month, block):
    """Fold the month's events into the records of a block's townships and counties."""
    memory = params.learning.memory
    clock = state.clock[0]
    for index in range(*townships_of(clock, block)):
        township = state.townships[index]
        county = state.counties[index // clock.townships]
        for option in range(CONDUCTS):
            county.now_solved[option] += township.now_solved[option]
            county.now_exposure[option] += township.now_exposure[option]
        county.now_occasions += township.now_occasions
        county.now_disappointed += township.now_disappointed
        fold_seen(township, memory)
    for index in range(*counties_of(clock, block)):
        county = state.counties[index]
        fold_seen(county, memory)
        fold_county(county, memory)
        if month % MONTHS_A_YEAR == MONTHS_A_YEAR - 1:
            fold_year(county, whole_power(memory, MONTHS_A_YEAR))


def fold_seen(place, memory):
    """What a township sees or a county reads of its cadres."""
    for option in range(CONDUCTS):
        place.solved_events[option] = discounted(memory, place.solved_events[option], place.now_solved[option] / FIXED)
        place.exposure[option] = discounted(memory, place.exposure[option], place.now_exposure[option])
        place.now_solved[option] = 0
        place.now_exposure[option] = 0
    place.clean_blamed = discounted(memory, place.clean_blamed, place.now_clean_blamed / FIXED)
    place.clean_seen = discounted(memory, place.clean_seen, place.now_clean_seen / FIXED)
    place.occasions = discounted(memory, place.occasions, place.now_occasions)
    place.disappointed = discounted(memory, place.disappointed, place.now_disappointed)
    place.now_occasions = 0
    place.now_disappointed = 0
    place.now_clean_blamed = 0
    place.now_clean_seen = 0


def fold_county(county, memory):
    """What a county's notices say of cases, styles of inquiry and departments."""
    for style in range(STYLES):
        county.style_notices[style] = discounted(memory, county.style_notices[style], county.now_style[style])
        county.now_style[style] = 0
    fold_correction(county, memory)
    fold_blame(county, memory)
    fold_colleagues(county, memory)
    fold_work(county, memory)
    fold_elsewhere(county, memory)
    fold_pairs(county, memory)


def fold_correction(county, memory):
    """How many sanctions fell, and how many were overturned."""
    county.overturned = discounted(memory, county.overturned, county.now_overturned)
    county.sanctions = discounted(memory, county.sanctions, county.now_sanctions)
    county.now_overturned = 0
    county.now_sanctions = 0


def fold_blame(county, memory):
    """Who answered, by what the file showed and by what an error looked like."""
    for step in range(STEPS):
        county.step_seen[step] = discounted(memory, county.step_seen[step], county.now_step_seen[step])
        county.step_blamed[step] = discounted(memory, county.step_blamed[step], county.now_step_blamed[step])
        county.department_seen[step] = discounted(
            memory, county.department_seen[step], county.now_department_seen[step]
        )
        county.department_blamed[step] = discounted(
            memory, county.department_blamed[step], county.now_department_blamed[step]
        )
        county.now_step_seen[step] = 0
        county.now_step_blamed[step] = 0
        county.now_department_seen[step] = 0
        county.now_department_blamed[step] = 0
    for looks in range(LOOKS):
        county.error_seen[looks] = discounted(memory, county.error_seen[looks], county.now_error_seen[looks])
        county.error_blamed[looks] = discounted(memory, county.error_blamed[looks], county.now_error_blamed[looks])
        county.now_error_seen[looks] = 0
        county.now_error_blamed[looks] = 0


def fold_colleagues(county, memory):
    """Who answered for having helped, and for what was passed on."""
    county.help_seen = discounted(memory, county.help_seen, county.now_help_seen)
    county.help_blamed = discounted(memory, county.help_blamed, county.now_help_blamed)
    county.now_help_seen = 0
    county.now_help_blamed = 0
    for way in range(WAYS):
        county.passed_seen[way] = discounted(memory, county.passed_seen[way], county.now_passed_seen[way])
        county.passed_blamed[way] = discounted(memory, county.passed_blamed[way], county.now_passed_blamed[way])
        county.now_passed_seen[way] = 0
        county.now_passed_blamed[way] = 0


def fold_work(county, memory):
    """What became of cases in hand, by conduct."""
    for conduct in range(CONDUCTS):
        county.in_hand[conduct] = discounted(memory, county.in_hand[conduct], county.now_in_hand[conduct])
        county.busy[conduct] = discounted(memory, county.busy[conduct], county.now_busy[conduct])
        county.errors[conduct] = discounted(memory, county.errors[conduct], county.now_errors[conduct])
        county.endings[conduct] = discounted(memory, county.endings[conduct], county.now_endings[conduct])
        county.now_in_hand[conduct] = 0
        county.now_busy[conduct] = 0
        county.now_errors[conduct] = 0
        county.now_endings[conduct] = 0


def fold_elsewhere(county, memory):
    """What surfaced, what is elsewhere, and what is new."""
    county.surfaced = discounted(memory, county.surfaced, county.now_surfaced)
    county.case_months = discounted(memory, county.case_months, county.now_case_months)
    county.elsewhere = discounted(memory, county.elsewhere, county.now_elsewhere)
    county.departures = discounted(memory, county.departures, county.now_departures)
    county.arrivals_own = discounted(memory, county.arrivals_own, county.now_arrivals_own)
    county.arrivals_assist = discounted(memory, county.arrivals_assist, county.now_arrivals_assist)
    county.arrivals_elsewhere = discounted(memory, county.arrivals_elsewhere, county.now_arrivals_elsewhere)
    county.now_surfaced = 0
    county.now_case_months = 0
    county.now_elsewhere = 0
    county.now_departures = 0
    county.now_arrivals_own = 0
    county.now_arrivals_assist = 0
    county.now_arrivals_elsewhere = 0


def fold_pairs(county, memory):
    """What became of the cases that departments know of."""
    county.department_months = discounted(memory, county.department_months, county.now_department_months)
    county.blamed_beside = discounted(memory, county.blamed_beside, county.now_blamed_beside)
    county.now_blamed_beside = 0
    county.arrivals_pairs = discounted(memory, county.arrivals_pairs, county.now_arrivals_pairs)
    county.now_department_months = 0
    county.now_arrivals_pairs = 0
    for kind in range(PAIR_KINDS):
        pairs = county.now_pairs[kind] / FIXED if kind == OF_ACTING else float(county.now_pairs[kind])
        county.pairs[kind] = discounted(memory, county.pairs[kind], pairs)
        county.pairs_ended[kind] = discounted(memory, county.pairs_ended[kind], county.now_pairs_ended[kind])
        county.now_pairs[kind] = 0
        county.now_pairs_ended[kind] = 0


def fold_year(county, memory):
    """What a county's notices say of the yearly round; in person-years, updated once a year."""
    for option in range(CONDUCTS):
        county.promoted_events[option] = discounted(
            memory, county.promoted_events[option], county.now_promoted[option] / MONTHS_A_YEAR
        )
        county.competing_exposure[option] = discounted(
            memory, county.competing_exposure[option], county.now_competing[option] / MONTHS_A_YEAR
        )
        county.honoured_events[option] = discounted(
            memory, county.honoured_events[option], county.now_honoured[option] / MONTHS_A_YEAR
        )
        county.honour_exposure[option] = discounted(
            memory, county.honour_exposure[option], county.now_honour_exposure[option] / MONTHS_A_YEAR
        )
        county.reposted_events[option] = discounted(
            memory, county.reposted_events[option], county.now_reposted[option] / MONTHS_A_YEAR
        )
        county.year_exposure[option] = discounted(
            memory, county.year_exposure[option], county.now_year_exposure[option] / MONTHS_A_YEAR
        )
        county.now_promoted[option] = 0
        county.now_competing[option] = 0
        county.now_honoured[option] = 0
        county.now_honour_exposure[option] = 0
        county.now_reposted[option] = 0
        county.now_year_exposure[option] = 0


def fold_city(city, memory):
    """What supervisors learn from decisions and audits, pooled over the city."""
    for style in range(STYLES):
        city.answered_events[style] = discounted(memory, city.answered_events[style], city.now_answered[style])
        city.decisions[style] = discounted(memory, city.decisions[style], city.now_decisions[style])
        city.wrongful_events[style] = discounted(memory, city.wrongful_events[style], city.now_wrongful[style])
        city.missed_events[style] = discounted(memory, city.missed_events[style], city.now_missed[style])
        city.late_events[style] = discounted(memory, city.late_events[style], city.now_late[style])
        city.unfair_events[style] = discounted(memory, city.unfair_events[style], city.now_unfair[style])
        city.audited[style] = discounted(memory, city.audited[style], city.now_audited[style])
        city.now_answered[style] = 0
        city.now_decisions[style] = 0
        city.now_wrongful[style] = 0
        city.now_missed[style] = 0
        city.now_late[style] = 0
        city.now_unfair[style] = 0
        city.now_audited[style] = 0


def form_beliefs(state, params, policy, block):
    """A block's beliefs for the next month, from what is remembered and from the policy as announced."""
    clock = state.clock[0]
    for index in range(*counties_of(clock, block)):
        believe_of_cases(state.counties[index], params, policy)
        believe_of_rounds(state.counties[index], params, policy)
    for index in range(*townships_of(clock, block)):
        township = state.townships[index]
        believe_of_conducts(township, state.counties[index // clock.townships], params)


def believe_of_conducts(seen, county, params):
    """What a cadre of a township believes of each conduct."""
    learning = params.learning
    weight = learning.notice_weight
    for option in range(CONDUCTS):
        exposure = mixed(seen.exposure[option], county.exposure[option], weight)
        solved = mixed(seen.solved_events[option], county.solved_events[option], weight)
        seen.solved[option] = belief(learning.prior_weight, prior_solved(option, params.conduct), solved, exposure)
        seen.promoted[option] = county.promoted[option]
        seen.honoured[option] = county.honoured[option]
        seen.reposted[option] = county.reposted[option]
        seen.felt_promoted[option] = county.felt_promoted[option]
        seen.felt_honoured[option] = county.felt_honoured[option]
        seen.felt_reposted[option] = county.felt_reposted[option]
    blamed = mixed(seen.clean_blamed, county.clean_blamed, weight)
    cleared = mixed(seen.clean_seen, county.clean_seen, weight)
    seen.safety = 1.0 - belief(learning.prior_weight, params.conduct.prior_blamed, blamed, cleared)
    occasions = mixed(seen.occasions, county.occasions, weight)
    disappointed = mixed(seen.disappointed, county.disappointed, weight)
    seen.trust = 1.0 - belief(learning.prior_weight, params.conduct.prior_distrust, disappointed, occasions)
    seen.loss_rising = county.loss_rising
    seen.loss_ceiling = county.loss_ceiling


def believe_of_rounds(county, params, policy):
    """What is believed in a county of the yearly round, and of what a sanction costs those who might be promoted."""
    conduct = params.conduct
    curvature = params.learning.loss_curvature
    prior_years = params.learning.prior_weight / MONTHS_A_YEAR
    for option in range(CONDUCTS):
        competing = county.competing_exposure[option]
        county.promoted[option] = belief(prior_years, conduct.prior_promoted, county.promoted_events[option], competing)
        year = county.year_exposure[option]
        open_to = county.honour_exposure[option]
        county.honoured[option] = belief(prior_years, conduct.prior_honoured, county.honoured_events[option], open_to)
        county.reposted[option] = belief(prior_years, conduct.prior_reposted, county.reposted_events[option], year)
        county.felt_promoted[option] = felt_yearly(county.promoted[option], params.learning)
        county.felt_honoured[option] = felt_yearly(county.honoured[option], params.learning)
        county.felt_reposted[option] = felt_yearly(county.reposted[option], params.learning)
    people = params.people
    severity = policy.accountability.severity
    honoured = mean_of(county.honoured)
    county.year_rising = year_of_the_rising(mean_of(county.promoted), honoured, policy.promotion, people)
    county.year_ceiling = year_at_the_ceiling(honoured, policy.promotion, people)
    overturned = belief(params.learning.prior_weight, conduct.prior_overturned, county.overturned, county.sanctions)
    lasting = lasting_loss(overturned, policy.correction)
    county.lasting = lasting
    county.loss_rising = lasting * felt_loss(severity, 0, 0, county.year_rising, curvature, params.ladder)
    county.loss_ceiling = lasting * felt_loss(severity, 0, 0, county.year_ceiling, curvature, params.ladder)
    head_value = people.prize * conduct.prior_promoted
    county.loss_head = lasting * felt_loss(severity, 0, 0, head_value, curvature, params.ladder)


def believe_of_cases(county, params, policy):
    """What is believed in a county of how cases come, surface and go, and of who answers for them."""
    weight = params.learning.prior_weight
    conduct = params.conduct
    believe_of_blame(county, weight, conduct, params.departments)
    believe_of_colleagues(county, weight, conduct.prior_blamed)
    believe_of_work(county, weight, conduct)
    believe_of_arrivals(county, weight, params)
    believe_of_pairs(county, weight, params)
    county.surfacing = belief(weight, conduct.prior_surfacing, county.surfaced, county.case_months)
    county.surfaces = comes_out(county.surfacing)
    feel_for_colleagues(county, params.learning)
    blamed = 0.0
    seen = 0.0
    for looks in range(LOOKS):
        blamed += county.error_blamed[looks]
        seen += county.error_seen[looks]
    county.sanctioned_if_surfaced = belief(weight, conduct.prior_blamed, blamed, seen)
    notices = 0.0
    for style in range(STYLES):
        notices += county.style_notices[style]
    county.detected = 0.0
    for style in range(STYLES):
        share = belief(weight, 1.0 / STYLES, county.style_notices[style], notices)
        county.detected += share * detection(style, policy.misconduct)


def believe_of_blame(county, weight, conduct, departments):
    """What is believed of who answers, by what the file shows."""
    for step in range(STEPS):
        county.blamed[step] = belief(weight, conduct.prior_blamed, county.step_blamed[step], county.step_seen[step])
        county.blamed_department[step] = belief(
            weight, departments.prior_blamed, county.department_blamed[step], county.department_seen[step]
        )
    for looks in range(LOOKS):
        county.blamed_for_error[looks] = belief(
            weight, conduct.prior_blamed, county.error_blamed[looks], county.error_seen[looks]
        )


def believe_of_colleagues(county, weight, prior):
    """What is believed of who answers for having helped, and for what was passed on."""
    county.blamed_helper = belief(weight, prior, county.help_blamed, county.help_seen)
    for way in range(WAYS):
        county.blamed_passer[way] = belief(weight, prior, county.passed_blamed[way], county.passed_seen[way])


def feel_for_colleagues(county, learning):
    """How the risk is felt of having helped, and of having passed a duty on: it is the same for every case."""
    county.felt_helping = felt_rate(county.surfacing * county.blamed_helper, learning)
    gone = county.surfacing * county.staying_elsewhere
    for way in range(WAYS):
        county.felt_passing[way] = felt_rate(gone * county.blamed_passer[way], learning)


def believe_of_work(county, weight, numbers):
    """What is believed of errors and endings of cases in hand, by conduct."""
    for conduct in range(CONDUCTS):
        county.erring[conduct] = belief(
            weight, prior_erring(conduct, numbers), county.errors[conduct], county.in_hand[conduct]
        )
        county.ended[conduct] = belief(
            weight, prior_ended(conduct, numbers), county.endings[conduct], county.busy[conduct]
        )


def believe_of_arrivals(county, weight, params):
    """What is believed of new cases, and of how cases leave that are elsewhere."""
    problems = params.problems
    person_months = 0.0
    for conduct in range(CONDUCTS):
        person_months += county.exposure[conduct]
    own = problems.arrival * problems.own_share
    assist = problems.arrival * problems.assist_share
    county.new_own = belief(weight, own, county.arrivals_own, person_months)
    county.new_assist = belief(weight, assist, county.arrivals_assist, person_months)
    county.new_elsewhere = belief(
        weight, max(0.0, problems.arrival - own - assist), county.arrivals_elsewhere, person_months
    )
    county.leaving_elsewhere = belief(weight, params.conduct.prior_ended_other, county.departures, county.elsewhere)
    months = params.learning.horizon
    county.staying_elsewhere = share_staying(county.leaving_elsewhere, months)
    county.coming_elsewhere = coming_with(county.staying_elsewhere, county.leaving_elsewhere, months)


def believe_of_pairs(county, weight, params):
    """What departments believe of the cases that they know of."""
    numbers = params.departments
    other = params.conduct.prior_ended_other
    county.new_pairs = belief(weight, numbers.prior_new, county.arrivals_pairs, county.department_months)
    county.blame_beside = belief(weight, numbers.prior_beside, county.blamed_beside, county.department_months)
    county.ended_acting = belief(
        weight, numbers.prior_ended_acting, county.pairs_ended[OF_ACTING], county.pairs[OF_ACTING]
    )
    county.ended_sitting = belief(weight, other, county.pairs_ended[OF_SITTING], county.pairs[OF_SITTING])
    county.ended_down = belief(weight, other, county.pairs_ended[OF_DOWN], county.pairs[OF_DOWN])


def believe_of_styles(city, params):
    """What supervisors believe of each style of inquiry."""
    weight = params.prior_decisions
    for style in range(STYLES):
        city.answered[style] = belief(weight, params.prior_answered, city.answered_events[style], city.decisions[style])
        audited = city.audited[style]
        city.wrongful[style] = belief(weight, params.prior_faulted, city.wrongful_events[style], audited)
        city.missed[style] = belief(weight, params.prior_faulted, city.missed_events[style], audited)
        city.late[style] = belief(weight, params.prior_faulted, city.late_events[style], audited)
        city.unfair[style] = belief(weight, params.prior_faulted, city.unfair_events[style], audited)
