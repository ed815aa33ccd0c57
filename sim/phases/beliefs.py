"""Phase 10: everyone learns. The month's events are added to what is remembered, and beliefs are formed for the next."""

from wenze.agents.cadre import mean_of, prior_solved
from wenze.agents.choice import FIXED, belief, faded, felt_chance, mixed, whole_power, within_a_year
from wenze.agents.department import OPTIONS
from wenze.agents.handling import CONDUCTS
from wenze.agents.sanction import felt_loss
from wenze.agents.supervisor import STYLES, detection

MONTHS_A_YEAR = 12


def remember(world, numbers, month):
    """Fold the month's events into the records of townships, counties and the city."""
    memory = numbers.learning.memory
    townships = world.clock[0].townships
    for index in range(len(world.townships)):
        township = world.townships[index]
        county = world.counties[index // townships]
        for option in range(CONDUCTS):
            county.now_solved[option] += township.now_solved[option]
            county.now_exposure[option] += township.now_exposure[option]
            county.now_sanctioned[option] += township.now_sanctioned[option]
        fold_seen(township, memory)
    for index in range(len(world.counties)):
        county = world.counties[index]
        fold_seen(county, memory)
        fold_county(county, memory)
        if month % MONTHS_A_YEAR == MONTHS_A_YEAR - 1:
            fold_year(county, whole_power(memory, MONTHS_A_YEAR))
    fold_city(world.city[0], memory)


def fold_seen(place, memory):
    """What a township sees or a county reads of its cadres."""
    for option in range(CONDUCTS):
        place.solved_events[option] = faded(memory, place.solved_events[option], place.now_solved[option] / FIXED)
        place.exposure[option] = faded(memory, place.exposure[option], place.now_exposure[option] / FIXED)
        place.sanctioned_events[option] = faded(
            memory, place.sanctioned_events[option], place.now_sanctioned[option] / FIXED
        )
        place.now_solved[option] = 0
        place.now_exposure[option] = 0
        place.now_sanctioned[option] = 0
    place.clean_blamed = faded(memory, place.clean_blamed, place.now_clean_blamed / FIXED)
    place.clean_seen = faded(memory, place.clean_seen, place.now_clean_seen / FIXED)
    place.now_clean_blamed = 0
    place.now_clean_seen = 0


def fold_county(county, memory):
    """What a county's notices say of cases, styles of inquiry and departments."""
    county.surfaced_events = faded(memory, county.surfaced_events, county.now_surfaced)
    county.case_months = faded(memory, county.case_months, county.now_case_months)
    county.blamed_anyway = faded(memory, county.blamed_anyway, county.now_blamed_anyway)
    county.decided_errors = faded(memory, county.decided_errors, county.now_decided_errors)
    county.now_surfaced = 0
    county.now_case_months = 0
    county.now_blamed_anyway = 0
    county.now_decided_errors = 0
    for style in range(STYLES):
        county.style_notices[style] = faded(memory, county.style_notices[style], county.now_style[style])
        county.now_style[style] = 0
    for option in range(OPTIONS):
        county.blamed_events[option] = faded(memory, county.blamed_events[option], county.now_blamed[option] / FIXED)
        county.department_exposure[option] = faded(
            memory, county.department_exposure[option], county.now_department_exposure[option] / FIXED
        )
        county.now_blamed[option] = 0
        county.now_department_exposure[option] = 0


def fold_year(county, memory):
    """What a county's notices say of the yearly round; in person-years, updated once a year."""
    for option in range(CONDUCTS):
        county.promoted_events[option] = faded(
            memory, county.promoted_events[option], county.now_promoted[option] / 12.0
        )
        county.competing_exposure[option] = faded(
            memory, county.competing_exposure[option], county.now_competing[option] / 12.0
        )
        county.honoured_events[option] = faded(
            memory, county.honoured_events[option], county.now_honoured[option] / 12.0
        )
        county.reposted_events[option] = faded(
            memory, county.reposted_events[option], county.now_reposted[option] / 12.0
        )
        county.year_exposure[option] = faded(
            memory, county.year_exposure[option], county.now_year_exposure[option] / 12.0
        )
        county.now_promoted[option] = 0
        county.now_competing[option] = 0
        county.now_honoured[option] = 0
        county.now_reposted[option] = 0
        county.now_year_exposure[option] = 0


def fold_city(city, memory):
    """What supervisors learn from decisions and audits, pooled over the city."""
    for style in range(STYLES):
        city.answered_events[style] = faded(memory, city.answered_events[style], city.now_answered[style])
        city.decisions[style] = faded(memory, city.decisions[style], city.now_decisions[style])
        city.wrongful_events[style] = faded(memory, city.wrongful_events[style], city.now_wrongful[style])
        city.missed_events[style] = faded(memory, city.missed_events[style], city.now_missed[style])
        city.late_events[style] = faded(memory, city.late_events[style], city.now_late[style])
        city.unfair_events[style] = faded(memory, city.unfair_events[style], city.now_unfair[style])
        city.audited[style] = faded(memory, city.audited[style], city.now_audited[style])
        city.now_answered[style] = 0
        city.now_decisions[style] = 0
        city.now_wrongful[style] = 0
        city.now_missed[style] = 0
        city.now_late[style] = 0
        city.now_unfair[style] = 0
        city.now_audited[style] = 0


def form_beliefs(world, numbers, policy):
    """Beliefs for the next month, from what is remembered and from the policy as announced."""
    for index in range(len(world.counties)):
        believe_of_cases(world.counties[index], numbers, policy)
        believe_of_rounds(world.counties[index], numbers, policy.accountability.severity)
    for index in range(len(world.townships)):
        township = world.townships[index]
        believe_of_conducts(township, world.counties[index // world.clock[0].townships], numbers)
    believe_of_styles(world.city[0], numbers.supervisors)


def believe_of_conducts(seen, county, numbers):
    """What a cadre of a township believes of each conduct."""
    learning = numbers.learning
    weight = learning.notice_weight
    for option in range(CONDUCTS):
        exposure = mixed(seen.exposure[option], county.exposure[option], weight)
        solved = mixed(seen.solved_events[option], county.solved_events[option], weight)
        sanctioned = mixed(seen.sanctioned_events[option], county.sanctioned_events[option], weight)
        seen.solved[option] = belief(learning.prior_weight, prior_solved(option, numbers.conduct), solved, exposure)
        monthly = belief(learning.prior_weight, numbers.conduct.prior_sanction, sanctioned, exposure)
        seen.risk[option] = felt_chance(within_a_year(monthly), learning.risk_curvature)
        seen.promoted[option] = county.promoted[option]
        seen.honoured[option] = county.honoured[option]
        seen.reposted[option] = county.reposted[option]
    blamed = mixed(seen.clean_blamed, county.clean_blamed, weight)
    cleared = mixed(seen.clean_seen, county.clean_seen, weight)
    seen.safety = 1.0 - belief(learning.prior_weight, numbers.conduct.prior_blamed_clean, blamed, cleared)
    seen.loss_rising = county.loss_rising
    seen.loss_ceiling = county.loss_ceiling


def believe_of_rounds(county, numbers, severity):
    """What is believed in a county of the yearly round, and of what a sanction costs those who might be promoted."""
    conduct = numbers.conduct
    curvature = numbers.learning.loss_curvature
    prior_years = numbers.learning.prior_weight / MONTHS_A_YEAR
    for option in range(CONDUCTS):
        competing = county.competing_exposure[option]
        county.promoted[option] = belief(prior_years, conduct.prior_promoted, county.promoted_events[option], competing)
        year = county.year_exposure[option]
        county.honoured[option] = belief(prior_years, conduct.prior_honoured, county.honoured_events[option], year)
        county.reposted[option] = belief(prior_years, conduct.prior_reposted, county.reposted_events[option], year)
    round_value = numbers.people.prize * mean_of(county.promoted)
    county.loss_rising = felt_loss(severity, 0, 0, round_value, curvature, numbers.ladder)
    county.loss_ceiling = felt_loss(severity, 0, 0, 0.0, curvature, numbers.ladder)
    head_value = numbers.people.prize * conduct.prior_promoted
    county.loss_head = felt_loss(severity, 0, 0, head_value, curvature, numbers.ladder)


def believe_of_cases(county, numbers, policy):
    """What is believed in a county of surfacing, detection and blame, and by its departments."""
    learning = numbers.learning
    conduct = numbers.conduct
    monthly = belief(learning.prior_weight, conduct.prior_surfacing, county.surfaced_events, county.case_months)
    county.surfaces = within_a_year(monthly)
    county.sanctioned_if_surfaced = belief(
        learning.prior_weight, conduct.prior_blamed_clean, county.blamed_anyway, county.decided_errors
    )
    notices = county.style_notices[0] + county.style_notices[1] + county.style_notices[2]
    county.detected = 0.0
    for style in range(STYLES):
        share = belief(learning.prior_weight, 1.0 / STYLES, county.style_notices[style], notices)
        county.detected += share * detection(style, policy.misconduct)
    for option in range(OPTIONS):
        blamed = belief(
            learning.prior_weight,
            numbers.departments.prior_blamed,
            county.blamed_events[option],
            county.department_exposure[option],
        )
        county.department_risk[option] = felt_chance(within_a_year(blamed), learning.risk_curvature)


def believe_of_styles(city, numbers):
    """What supervisors believe of each style of inquiry."""
    weight = numbers.prior_decisions
    for style in range(STYLES):
        city.answered[style] = belief(
            weight, numbers.prior_answered, city.answered_events[style], city.decisions[style]
        )
        audited = city.audited[style]
        city.wrongful[style] = belief(weight, numbers.prior_faulted, city.wrongful_events[style], audited)
        city.missed[style] = belief(weight, numbers.prior_faulted, city.missed_events[style], audited)
        city.late[style] = belief(weight, numbers.prior_faulted, city.late_events[style], audited)
        city.unfair[style] = belief(weight, numbers.prior_faulted, city.unfair_events[style], audited)
