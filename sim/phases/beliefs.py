"""Phase 10: everyone learns. The month's events are added to what is remembered, and beliefs are formed for the next."""

from wenze.agents.choice import FIXED, belief, discounted, felt_probability, mixed, whole_power, within_a_year
from wenze.agents.conduct import mean_of, prior_solved
from wenze.agents.kinds import CONDUCTS, MONTHS_A_YEAR, OPTIONS, STYLES
from wenze.agents.misconduct import comes_out
from wenze.agents.policy.correction import lasting_loss
from wenze.agents.policy.misconduct import detection
from wenze.agents.policy.promotion import year_at_the_ceiling, year_of_the_rising
from wenze.agents.sanction import felt_loss


def remember(state, params, month):
    """Fold the month's events into the records of townships, counties and the city."""
    memory = params.learning.memory
    townships = state.clock[0].townships
    for index in range(len(state.townships)):
        township = state.townships[index]
        county = state.counties[index // townships]
        for option in range(CONDUCTS):
            county.now_solved[option] += township.now_solved[option]
            county.now_exposure[option] += township.now_exposure[option]
            county.now_sanctioned[option] += township.now_sanctioned[option]
        fold_seen(township, memory)
    for index in range(len(state.counties)):
        county = state.counties[index]
        fold_seen(county, memory)
        fold_county(county, memory)
        if month % MONTHS_A_YEAR == MONTHS_A_YEAR - 1:
            fold_year(county, whole_power(memory, MONTHS_A_YEAR))
    fold_city(state.city[0], memory)


def fold_seen(place, memory):
    """What a township sees or a county reads of its cadres."""
    for option in range(CONDUCTS):
        place.solved_events[option] = discounted(memory, place.solved_events[option], place.now_solved[option] / FIXED)
        place.exposure[option] = discounted(memory, place.exposure[option], place.now_exposure[option] / FIXED)
        place.sanctioned_events[option] = discounted(
            memory, place.sanctioned_events[option], place.now_sanctioned[option] / FIXED
        )
        place.now_solved[option] = 0
        place.now_exposure[option] = 0
        place.now_sanctioned[option] = 0
    place.clean_blamed = discounted(memory, place.clean_blamed, place.now_clean_blamed / FIXED)
    place.clean_seen = discounted(memory, place.clean_seen, place.now_clean_seen / FIXED)
    place.now_clean_blamed = 0
    place.now_clean_seen = 0


def fold_county(county, memory):
    """What a county's notices say of cases, styles of inquiry and departments."""
    county.overturned_events = discounted(memory, county.overturned_events, county.now_overturned)
    county.sanctions_seen = discounted(memory, county.sanctions_seen, county.now_sanctions_seen)
    county.now_overturned = 0
    county.now_sanctions_seen = 0
    county.surfaced_events = discounted(memory, county.surfaced_events, county.now_surfaced)
    county.case_months = discounted(memory, county.case_months, county.now_case_months)
    county.blamed_anyway = discounted(memory, county.blamed_anyway, county.now_blamed_anyway)
    county.decided_errors = discounted(memory, county.decided_errors, county.now_decided_errors)
    county.now_surfaced = 0
    county.now_case_months = 0
    county.now_blamed_anyway = 0
    county.now_decided_errors = 0
    for style in range(STYLES):
        county.style_notices[style] = discounted(memory, county.style_notices[style], county.now_style[style])
        county.now_style[style] = 0
    for option in range(OPTIONS):
        county.blamed_events[option] = discounted(
            memory, county.blamed_events[option], county.now_blamed[option] / FIXED
        )
        county.department_exposure[option] = discounted(
            memory, county.department_exposure[option], county.now_department_exposure[option] / FIXED
        )
        county.now_blamed[option] = 0
        county.now_department_exposure[option] = 0


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


def form_beliefs(state, params, policy):
    """Beliefs for the next month, from what is remembered and from the policy as announced."""
    for index in range(len(state.counties)):
        believe_of_cases(state.counties[index], params, policy)
        believe_of_rounds(state.counties[index], params, policy)
    for index in range(len(state.townships)):
        township = state.townships[index]
        believe_of_conducts(township, state.counties[index // state.clock[0].townships], params)
    believe_of_styles(state.city[0], params.supervisors)


def believe_of_conducts(seen, county, params):
    """What a cadre of a township believes of each conduct."""
    learning = params.learning
    weight = learning.notice_weight
    for option in range(CONDUCTS):
        exposure = mixed(seen.exposure[option], county.exposure[option], weight)
        solved = mixed(seen.solved_events[option], county.solved_events[option], weight)
        sanctioned = mixed(seen.sanctioned_events[option], county.sanctioned_events[option], weight)
        seen.solved[option] = belief(learning.prior_weight, prior_solved(option, params.conduct), solved, exposure)
        monthly = belief(learning.prior_weight, params.conduct.prior_sanction, sanctioned, exposure)
        seen.risk[option] = felt_probability(within_a_year(monthly), learning.risk_curvature)
        seen.promoted[option] = county.promoted[option]
        seen.honoured[option] = county.honoured[option]
        seen.reposted[option] = county.reposted[option]
    blamed = mixed(seen.clean_blamed, county.clean_blamed, weight)
    cleared = mixed(seen.clean_seen, county.clean_seen, weight)
    seen.safety = 1.0 - belief(learning.prior_weight, params.conduct.prior_blamed_clean, blamed, cleared)
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
    people = params.people
    severity = policy.accountability.severity
    honoured = mean_of(county.honoured)
    county.year_rising = year_of_the_rising(mean_of(county.promoted), honoured, policy.promotion, people)
    county.year_ceiling = year_at_the_ceiling(honoured, policy.promotion, people)
    overturned = belief(
        params.learning.prior_weight, conduct.prior_overturned, county.overturned_events, county.sanctions_seen
    )
    lasting = lasting_loss(overturned, policy.correction)
    county.lasting = lasting
    county.loss_rising = lasting * felt_loss(severity, 0, 0, county.year_rising, curvature, params.ladder)
    county.loss_ceiling = lasting * felt_loss(severity, 0, 0, county.year_ceiling, curvature, params.ladder)
    head_value = people.prize * conduct.prior_promoted
    county.loss_head = lasting * felt_loss(severity, 0, 0, head_value, curvature, params.ladder)


def believe_of_cases(county, params, policy):
    """What is believed in a county of surfacing, detection and blame, and by its departments."""
    learning = params.learning
    conduct = params.conduct
    monthly = belief(learning.prior_weight, conduct.prior_surfacing, county.surfaced_events, county.case_months)
    county.surfaces = comes_out(monthly)
    county.sanctioned_if_surfaced = belief(
        learning.prior_weight, conduct.prior_blamed_clean, county.blamed_anyway, county.decided_errors
    )
    notices = 0.0
    for style in range(STYLES):
        notices += county.style_notices[style]
    county.detected = 0.0
    for style in range(STYLES):
        share = belief(learning.prior_weight, 1.0 / STYLES, county.style_notices[style], notices)
        county.detected += share * detection(style, policy.misconduct)
    for option in range(OPTIONS):
        blamed = belief(
            learning.prior_weight,
            params.departments.prior_blamed,
            county.blamed_events[option],
            county.department_exposure[option],
        )
        county.department_risk[option] = felt_probability(within_a_year(blamed), learning.risk_curvature)


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
