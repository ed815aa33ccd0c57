"""Seeded faults: one wrong text each in a rule, a phase, the month or a measure.

They were written down from the rules and the document alone, before any of them was tried; none was taken out because it
survived.
"""

from typing import NamedTuple

KINDS = {
    "bound": "a limit is forgotten or wrong",
    "comparison": "a comparison is flipped, or is strict where it should not be",
    "draw": "two things share one stream of luck, or a draw is made for the wrong thing",
    "factor": "a factor is wrong or left out",
    "index": "the number of something else is taken",
    "logic": "a condition is left out or combined wrongly",
    "memory": "something is remembered too long or too short",
    "order": "two things happen in the wrong order",
    "party": "the wrong person, department or group is meant",
    "period": "a time is too long or too short",
    "reset": "something is not cleared",
    "rounding": "a number is not rounded as it should be",
    "sign": "a gain is a loss, more is less",
    "term": "a term of a formula is left out",
}


class Fault(NamedTuple):
    """One wrong text: ``old`` stands exactly once in ``file`` and becomes ``new``.

    ``survives`` says why no test finds it, where that is known and accepted.
    """

    name: str
    kind: str
    file: str
    old: str
    new: str
    wrong: str
    survives: str = ""


FAULTS = (
    # Cadres
    Fault(
        "chill_upside_down", "sign", "agents/conduct.py",
        "chill * (1.0 - safety)", "chill * safety",
        "Feeling safe dampens motivation.",
    ),
    Fault(
        "lesson_for_one_month", "factor", "agents/conduct.py",
        "params.conduct.foresight * params.conduct.stay * option_value", "params.conduct.foresight * option_value",
        "What exploring teaches is expected to pay for one month only.",
    ),
    Fault(
        "round_a_month_late", "period", "agents/conduct.py",
        "return month + MONTHS_A_YEAR - 1 - month % MONTHS_A_YEAR",
        "return month + MONTHS_A_YEAR - month % MONTHS_A_YEAR",
        "The next promotion round is looked for in the January after it.",
    ),
    Fault(
        "reposting_welcome", "sign", "agents/conduct.py",
        "- people.reposting_loss * seen.reposted[conduct]", "+ people.reposting_loss * seen.reposted[conduct]",
        "Being moved to another post is felt as a gain.",
    ),
    Fault(
        "guilt_without_comparison", "term", "agents/misconduct.py",
        "benefit > (loss_guilty - loss_innocent) * weight + scruple", "benefit > loss_guilty * weight + scruple",
        "What the innocent suffer anyway is counted against the deed.",
    ),
    Fault(
        "one_sanction_still_clean", "comparison", "agents/policy/promotion.py",
        "if sanctions_in_year == 0 else", "if sanctions_in_year <= 1 else",
        "A record with one sanction is clean.",
    ),
    Fault(
        "flat_after_eight", "comparison", "agents/conduct.py",
        "return idle_months >= 7", "return idle_months > 7",
        "Lying flat takes eight idle months instead of seven.",
    ),
    Fault(
        "noise_only_upward", "term", "agents/policy/promotion.py",
        "people.merit_noise * (u_noise - 0.5)", "people.merit_noise * u_noise",
        "Noise only ever adds to merit.",
    ),
    Fault(
        "mean_forgets_the_idle", "index", "agents/conduct.py",
        "by_conduct[COVER] + by_conduct[IDLE]", "by_conduct[COVER] + by_conduct[COVER]",
        "The mean over conducts takes cover twice and idling not at all.",
    ),
    # Cases
    Fault(
        "eruptions_do_not_age", "term", "agents/case.py",
        "problems.eruption_rate * worth(severity) * (1.0 + age / problems.eruption_doubling)",
        "problems.eruption_rate * worth(severity)",
        "An old case erupts no sooner than a new one.",
    ),
    Fault(
        "second_may_be_the_lead", "index", "agents/case.py",
        "(lead + 1 + int(u * (departments - 1)))", "(lead + int(u * departments))",
        "The second department may be the lead itself.",
    ),
    Fault(
        "told_without_delay", "logic", "agents/culpability.py",
        "(parties & TOWNSHIP_BIT) != 0 and case.told_if_reported <= month", "(parties & TOWNSHIP_BIT) != 0",
        "In the replay a report is never under way and never lost.",
    ),
    Fault(
        "party_counts_itself", "index", "agents/culpability.py",
        "count_parties(others))", "count_parties(others | party))",
        "A party is counted among the others that would also have to change.",
    ),
    Fault(
        "late_on_the_day_due", "comparison", "agents/case.py",
        "if real_month <= due:", "if real_month < due:",
        "A real step in the month it is due counts as too late.",
    ),
    # Belief and choice
    Fault(
        "news_fades_at_once", "memory", "agents/choice.py",
        "return memory * remembered + new", "return memory * (remembered + new)",
        "What happened this month is already partly forgotten.",
    ),
    Fault(
        "year_of_eight_months", "period", "agents/choice.py",
        "miss = miss * miss * miss\n", "miss = miss * miss\n",
        "A year's chance is that of eight months.",
    ),
    Fault(
        "fixed_rounds_down", "rounding", "agents/choice.py",
        "math.floor(amount * FIXED + 0.5)", "math.floor(amount * FIXED)",
        "Amounts are cut off instead of rounded.",
    ),
    # Departments
    Fault(
        "one_more_in_the_queue", "term", "agents/department.py",
        "return capacity / held", "return capacity / (held + 1)",
        "A crowded department serves as if it held one case more.",
    ),
    Fault(
        "clear_yet_handed_down", "logic", "agents/policy/duty_list.py",
        "not clear and not taken_back", "not (clear and taken_back)",
        "A duty must be both clear and taken back not to be handed down.",
    ),
    Fault(
        "no_credit_for_acting", "term", "agents/department.py",
        "return params.strain_act - params.credit_act", "return params.strain_act",
        "A department earns no credit by acting.",
    ),
    # Draws
    Fault(
        "one_number_two_purposes", "draw", "agents/draws.py",
        "SPOT_CHECKED = np.uint64(53)", "SPOT_CHECKED = np.uint64(52)",
        "Regular audits and spot checks share one draw.",
    ),
    Fault(
        "counties_overlap", "draw", "agents/draws.py",
        "(np.uint64(county) << SHIFT_FIELD) | np.uint64(township)", "np.uint64(county) | np.uint64(township)",
        "Townships of different counties may have one number and one luck.",
    ),
    # Handling
    Fault(
        "help_hinders", "logic", "agents/handling.py",
        "if is_severe(case, handling) and not helped:", "if is_severe(case, handling) and helped:",
        "Severe cases suffer from help instead of from its lack.",
    ),
    Fault(
        "care_upside_down", "sign", "agents/handling.py",
        "probability *= 1.0 - handling.care", "probability *= handling.care",
        "The more care helps, the more errors are made; the same at the default of one half.",
    ),
    Fault(
        "authority_adds_up", "term", "agents/policy/resources.py",
        "max(assisted, resources.authority)", "assisted + resources.authority",
        "On an assisted case handed down, both kinds of authority add up.",
    ),
    Fault(
        "active_pass_up", "party", "agents/handling.py",
        "return handling.pass_idle if conduct == IDLE else 0.0", "return handling.pass_idle",
        "Those who work or explore pass their duty up as the idle do.",
    ),
    # Kinds
    Fault(
        "never_comes", "bound", "agents/kinds.py",
        "NEVER = 32000", "NEVER = 90",
        "What never happens has happened after seven years.",
    ),
    # Parameters
    Fault(
        "no_upper_bound", "bound", "agents/parameter.py",
        "ge=low, le=high", "ge=low",
        "Parameters have no upper bound.",
    ),
    # Levers
    Fault(
        "lost_at_one_level", "factor", "agents/policy/hierarchy.py",
        "power(1.0 - hierarchy.loss, hierarchy.levels)", "1.0 - hierarchy.loss",
        "A report is lost at one level, however many it passes; the same at the default of one.",
    ),
    Fault(
        "transit_rounded_down", "rounding", "agents/policy/hierarchy.py",
        "int(hierarchy.levels * hierarchy.delay + 0.5)", "int(hierarchy.levels * hierarchy.delay)",
        "Months under way are cut off instead of rounded.",
    ),
    Fault(
        "word_taken_when_verified", "comparison", "agents/policy/tolerance.py",
        "if u_verified >= tolerance.verification:", "if u_verified < tolerance.verification:",
        "A plea is taken on the person's word when it should be verified, and the reverse.",
    ),
    Fault(
        "prohibited_forgiven", "logic", "agents/policy/tolerance.py",
        "not guilty and not (plea == EXPLORATION and prohibited)", "not guilty",
        "A plea of exploring what was prohibited is true.",
    ),
    # Sanctions
    Fault(
        "fewer_demerits", "factor", "agents/sanction.py",
        "if above < ladder.warning_share + ladder.demerit_share:",
        "if above < ladder.warning_share + 0.9 * ladder.demerit_share:",
        "A tenth of the demerits fall as major demerits.",
    ),
    Fault(
        "periods_do_not_add_up", "period", "agents/sanction.py",
        "min(max(month, barred) + period,", "min(month + period,",
        "A new effect period runs beside those that are running.",
    ),
    Fault(
        "past_given_back", "term", "agents/policy/correction.py",
        "with_them - max(month, without_them)", "with_them - without_them",
        "An overturned sanction gives back months already served.",
    ),
    Fault(
        "above_the_ladder", "bound", "agents/sanction.py",
        "min(DEMOTION, rung + ladder.misconduct_rungs)", "rung + ladder.misconduct_rungs",
        "Misconduct goes up beyond the top of the ladder, where there is no effect period.",
    ),
    Fault(
        "loss_beyond_the_longest", "bound", "agents/sanction.py",
        "min(effect_months(rung, ladder), max(0, ladder.longest_months - left))",
        "min(effect_months(rung, ladder), ladder.longest_months)",
        "A new period is feared in full although the longest leaves no room for it.",
    ),
    Fault(
        "shares_exceed_one", "index", "agents/sanction.py",
        "return severity * (1.0 - upto_major)", "return severity * (1.0 - upto_demerit)",
        "The announced share of demotions includes that of major demerits.",
    ),
    # Supervisors
    Fault(
        "audited_twice", "term", "agents/policy/oversight.py",
        "oversight.audits + oversight.spot_checks - oversight.audits * oversight.spot_checks",
        "oversight.audits + oversight.spot_checks",
        "A decision that both kinds of audit would take counts twice in the announced rate.",
    ),
    Fault(
        "lead_has_a_month_more", "comparison", "agents/policy/duty_list.py",
        "if entry.lead_due <= entry.surfaced and", "if entry.lead_due < entry.surfaced and",
        "By the list the lead answers only from the month after its step was due.",
    ),
    Fault(
        "named_when_silent", "logic", "agents/policy/accountability.py",
        "if entry.told:", "if not entry.told:",
        "The bias falls where no complaint put on file who was told.",
    ),
    Fault(
        "holder_always_in_full_view", "term", "agents/policy/accountability.py",
        "holder = 1.0 - weight\n", "holder = 1.0\n",
        "Being the named holder weighs in full, however much being seen at work weighs.",
    ),
    Fault(
        "accuracy_falls_to_nothing", "term", "agents/supervisor.py",
        "0.5 + (params.accuracy - 0.5) / (1.0 + params.crowding * docket / params.speed_deep)",
        "params.accuracy / (1.0 + params.crowding * docket / params.speed_deep)",
        "A crowded docket makes deep inquiry worse than a coin's toss.",
    ),
    Fault(
        "spot_checks_biased", "party", "agents/policy/oversight.py",
        "not (regular and u_bias < oversight.auditor_bias)", "not (u_bias < oversight.auditor_bias)",
        "Outside spot checks spare supervisors as the regular auditors do.",
    ),
    # The month
    Fault(
        "departments_serve_first", "order", "sim/month.py",
        "    handle_cases(state, params, policy, month)\n    serve_cases(state, params, policy, month)\n",
        "    serve_cases(state, params, policy, month)\n    handle_cases(state, params, policy, month)\n",
        "Departments serve before the township handles and reports.",
    ),
    Fault(
        "supervisors_choose_early", "order", "sim/month.py",
        "    surface_cases(state, params, policy, month)\n    choose_styles(state, params, policy, month)\n",
        "    choose_styles(state, params, policy, month)\n    surface_cases(state, params, policy, month)\n",
        "Supervisors choose before they know what surfaced this month.",
    ),
    Fault(
        "beliefs_before_memory", "order", "sim/month.py",
        "    remember(state, params, month)\n    form_beliefs(state, params, policy)\n    take",
        "    form_beliefs(state, params, policy)\n    remember(state, params, month)\n    take",
        "Beliefs are formed before the month's events are remembered.",
    ),
    Fault(
        "round_in_january", "period", "sim/month.py",
        "if month % MONTHS_A_YEAR == MONTHS_A_YEAR - 1:", "if month % MONTHS_A_YEAR == 0:",
        "The yearly round is held in the first month of the year.",
    ),
    # Phases
    Fault(
        "barred_today_barred_then", "period", "sim/phases/conduct.py",
        "is_burdened(person, next_round(month))", "is_burdened(person, month)",
        "Whoever is barred today expects to be barred at the next round.",
    ),
    Fault(
        "one_draw_to_revise_and_choose", "draw", "sim/phases/conduct.py",
        "choose(uniform(entity, CADRE_CHOICE)", "choose(uniform(entity, CADRE_REVISES)",
        "One draw decides whether to reconsider and what to choose.",
    ),
    Fault(
        "promotions_rounded_down", "rounding", "agents/cadre.py",
        "int(people.promoted_share * competing + 0.5)", "int(people.promoted_share * competing)",
        "Places at a promotion round are cut off instead of rounded.",
    ),
    Fault(
        "newcomer_inherits_the_bar", "reset", "sim/phases/careers.py",
        "    person.barred_until = 0\n", "",
        "A newcomer takes over the effect period of the one who left.",
    ),
    Fault(
        "removed_are_honoured", "party", "sim/phases/careers.py",
        "LAST_OF_ALL if person.removed else merit", "merit",
        "Somebody removed from office this month may be honoured.",
    ),
    Fault(
        "the_removed_retire", "party", "sim/phases/careers.py",
        "if person.removed:  # remove_from_office", "if False:  # remove_from_office",
        "Somebody removed in the month of retirement counts as retired, not as removed.",
    ),
    Fault(
        "the_removed_make_room", "bound", "sim/phases/careers.py",
        "            break  # all others of those removed", "            continue  # all others of those removed",
        "Where somebody removed would be honoured, the search goes on.",
        survives="nothing changes, since all others of those removed come after.",
    ),
    Fault(
        "each_overturned_alone", "term", "sim/phases/correction.py",
        "record.overturned == NEVER or record.overturned == overturned", "record.overturned == NEVER",
        "What is overturned this month is left out of what it has cost.",
    ),
    Fault(
        "restored_at_each", "reset", "sim/phases/correction.py",
        "        if newest_overturned(state, person.last_sanction, month) == overturned:\n",
        "        if overturned >= 0:\n",
        "Of several sanctions overturned in a month each gives back what all of them cost.",
    ),
    Fault(
        "willing_on_other_luck", "draw", "sim/phases/misconduct.py",
        "entity_state(luck, number_of_case(state.posts[index].number, month))",
        "entity_state(luck, state.posts[index].number)",
        "What is recorded of a holder's willingness belongs to another gain than the case would offer.",
    ),
    Fault(
        "tenure_survives_reposting", "reset", "sim/phases/careers.py",
        "        person.tenure = 0\n", "",
        "Somebody moved to another post keeps the tenure of the old one.",
    ),
    Fault(
        "old_sanctions_spoil_years", "reset", "sim/phases/careers.py",
        "        person.year_solved = 0\n        person.year_sanctions = 0\n", "        person.year_solved = 0\n",
        "A sanction spoils the record of every later year.",
    ),
    Fault(
        "clearing_does_not_fade", "memory", "agents/policy/correction.py",
        "return correction.publicity * whole_power(memory, months_ago)", "return correction.publicity",
        "A public clearing takes out more than is still remembered.",
    ),
    Fault(
        "any_cadre_will_do", "party", "agents/culpability.py",
        "(entry.culpable_township == 1 and entry.held_rightly == 0)",
        "(entry.culpable_township == 1 and entry.held_township == 0)",
        "No culprit was missed where some other cadre was sanctioned.",
    ),
    Fault(
        "any_twelve_months", "period", "agents/sanction.py",
        "decided // MONTHS_A_YEAR == month // MONTHS_A_YEAR", "month - decided < MONTHS_A_YEAR",
        "An overturned sanction of last year clears one of this year from the record.",
    ),
    Fault(
        "lead_acts_on_what_it_handed_down", "party", "sim/phases/departments.py",
        "lead_acts = lead.conduct == ACT and case.handed_down == 0", "lead_acts = lead.conduct == ACT",
        "The lead goes on serving a case that it has handed down.",
    ),
    Fault(
        "second_on_the_luck_of_the_lead", "draw", "sim/phases/departments.py",
        "u_second = uniform(entity, SERVICE_SECOND)", "u_second = uniform(entity, SERVICE_LEAD)",
        "Lead and second serve by the same draw.",
    ),
    Fault(
        "capacity_of_one_township", "factor", "agents/policy/resources.py",
        "resources.department_capacity * townships", "resources.department_capacity * 1.0",
        "A department has the capacity for one township whatever the number in its county.",
    ),
    Fault(
        "held_for_ever", "reset", "sim/phases/departments.py",
        "        department.held = 0\n", "",
        "What a department holds adds up over the months.",
    ),
    Fault(
        "prohibited_by_the_book", "logic", "agents/culpability.py",
        "case.erred_exploring == 1 and case.prohibited == 1", "case.prohibited == 1",
        "An error by the book is culpable where exploring was prohibited.",
    ),
    Fault(
        "untold_yet_culpable", "logic", "agents/culpability.py",
        "degree_of_responsibility(bit, case.averted, TOWNSHIP_BIT) > 0.0",
        "degree_of_responsibility(bit, case.averted, 0) > 0.0",
        "A lead that was never told is culpable.",
    ),
    Fault(
        "second_due_with_the_lead", "index", "sim/phases/case_files.py",
        "due(case.second_informed, duty_list)", "due(case.lead_informed, duty_list)",
        "The second department's step is due when the lead's is.",
        survives="nothing changes, since whatever informs the lead informs the second department in the same month.",
    ),
    Fault(
        "severity_for_gravity", "factor", "agents/case.py",
        "return math.sqrt(severity)", "return severity * 1.0",
        "The rung follows severity instead of its quantile among all problems.",
    ),
    Fault(
        "load_of_the_moment", "order", "sim/phases/handling.py",
        "attention = 1.0 / post.load_now\n", "attention = 1.0 / post.load\n",
        "Attention depends on which case of a post is handled first.",
    ),
    Fault(
        "reports_share_the_luck_of_errors", "draw", "sim/phases/handling.py",
        "uniform(entity, REPORT) < report_probability(person.conduct, handling)",
        "uniform(entity, ERROR) < report_probability(person.conduct, handling)",
        "Reporting and erring share one draw.",
    ),
    Fault(
        "reports_arrive_at_once", "period", "sim/phases/handling.py",
        "known_from = month + transit_months(hierarchy)", "known_from = month",
        "A report takes no time.",
    ),
    Fault(
        "trace_of_another", "reset", "sim/phases/handling.py",
        "        if case.worker_id != person.number:\n            case.work_trace = 0.0\n", "",
        "Whoever takes over a file is seen with the work of the one before.",
    ),
    Fault(
        "experience_of_a_career", "party", "agents/cadre.py",
        "person.tenure < people.inexperience_months", "person.seniority < people.inexperience_months",
        "Inexperience goes by years of service instead of months at the post.",
    ),
    Fault(
        "admitted_and_verified_at_once", "draw", "sim/phases/inquiry.py",
        "uniform(entity, VERIFIED),", "uniform(entity, ADMITTED),",
        "One draw decides whether a plea is admitted and whether it is verified.",
    ),
    Fault(
        "one_judgement_for_all_parties", "draw", "sim/phases/inquiry.py",
        "uniform(entity_state(entity, np.uint64(bit)), SEES_FAULT)", "uniform(entity, SEES_FAULT)",
        "A deep inquiry is right about all parties or wrong about all.",
    ),
    Fault(
        "worker_for_helper", "party", "sim/phases/inquiry.py",
        "entry.helper, entry.helper_id", "entry.worker, entry.worker_id",
        "Where the eye falls on the helper, the worker answers.",
    ),
    Fault(
        "late_a_month_early", "comparison", "agents/supervisor.py",
        "month - surfaced > params.late_months", "month - surfaced >= params.late_months",
        "A decision in the last timely month is late.",
    ),
    Fault(
        "departments_frighten_townships", "party", "sim/phases/inquiry.py",
        "township.now_clean_blamed += fixed(1.0) * entry.held_township",
        "township.now_clean_blamed += fixed(1.0) * answered",
        "A township feels less safe when a department answers.",
    ),
    Fault(
        "rounds_remembered_as_months", "memory", "sim/phases/beliefs.py",
        "fold_year(county, whole_power(memory, MONTHS_A_YEAR))", "fold_year(county, memory)",
        "Yearly rounds fade in a year by what should fade in a month.",
    ),
    Fault(
        "sanctions_seen_again", "reset", "sim/phases/beliefs.py",
        "        place.now_sanctioned[option] = 0\n", "",
        "Each sanction is seen again in every later month.",
    ),
    Fault(
        "notices_as_good_as_seen", "factor", "sim/phases/beliefs.py",
        "sanctioned = mixed(seen.sanctioned_events[option], county.sanctioned_events[option], weight)",
        "sanctioned = mixed(seen.sanctioned_events[option], county.sanctioned_events[option], 1.0)",
        "Sanctions in the county weigh as much as those in the own township.",
    ),
    Fault(
        "honours_of_competitors", "index", "sim/phases/beliefs.py",
        "conduct.prior_honoured, county.honoured_events[option], year)",
        "conduct.prior_honoured, county.honoured_events[option], competing)",
        "Honours are set against those let into the promotion round.",
    ),
    Fault(
        "missed_for_wrongful", "index", "sim/phases/beliefs.py",
        "city.missed[style] = belief(weight, params.prior_faulted, city.missed_events[style], audited)",
        "city.missed[style] = belief(weight, params.prior_faulted, city.wrongful_events[style], audited)",
        "Supervisors take wrongful findings for missed ones.",
    ),
    Fault(
        "bottom_quartile_too_wide", "comparison", "sim/phases/census.py",
        "while below < QUARTER * people:", "while below <= QUARTER * people:",
        "The bottom quartile takes one group more where a quarter is met exactly.",
    ),
    Fault(
        "wrongful_counted_again", "reset", "sim/phases/census.py",
        "            county.wrongful_by_activity[months] = 0\n", "",
        "Wrongful sanctions are counted again in every later month's gradient.",
    ),
    Fault(
        "burdened_fear_as_free", "term", "agents/misconduct.py",
        "left = period_left(person, month)", "left = 0",
        "Somebody under an effect period fears a new one in full.",
    ),
    Fault(
        "tempted_by_departments_cases", "party", "sim/phases/misconduct.py",
        "case.born != month or case.owner == DEPARTMENTS", "case.born != month",
        "Cases of the departments alone tempt the township.",
    ),
    Fault(
        "departments_of_one_mind", "draw", "sim/phases/populate.py",
        "entity_number(department.county, index % clock.departments, DEPARTMENT_FIELD, 0)",
        "entity_number(department.county, 0, DEPARTMENT_FIELD, 0)",
        "All departments of a county share one number and one luck.",
    ),
    Fault(
        "routine_yet_prohibited", "logic", "sim/phases/problems.py",
        "case.prohibited = case.novel == 1 and uniform", "case.prohibited = uniform",
        "A problem with a precedent may be prohibited to explore.",
    ),
    Fault(
        "omission_of_an_older_case", "reset", "sim/phases/problems.py",
        "    case.omitted = 0\n", "",
        "A new case inherits the omission of the one whose slot it takes.",
        survives="nothing changes, since the mark is only asked for where the township has a degree above 0, and it has "
        "one only if it omitted its step: a report made in the first month tells departments what the replay tells them.",
    ),
    Fault(
        "rare_and_small", "draw", "sim/phases/problems.py",
        "severity_of(uniform(entity, SEVERITY))", "severity_of(uniform(entity, ARISES))",
        "The draw by which a problem arises is also its severity.",
    ),
    Fault(
        "ties_to_the_higher", "comparison", "sim/phases/ranking.py",
        "return tie[one] < tie[other]", "return tie[one] > tie[other]",
        "Of equal scores the higher tie draw goes first.",
    ),
    Fault(
        "heap_without_its_top", "bound", "sim/phases/ranking.py",
        "range(count // 2 - 1, -1, -1)", "range(count // 2 - 1, 0, -1)",
        "The top of the heap is not put in order before the first is taken off.",
    ),
    Fault(
        "exposure_before_the_move", "order", "sim/phases/histories.py",
        "            person.shares[option] = share\n            township.now_exposure[option] += fixed(share)\n",
        "            township.now_exposure[option] += fixed(person.shares[option])\n            person.shares[option] = share\n",
        "Months are credited by the trace before this month.",
    ),
    Fault(
        "burdened_a_month_longer", "comparison", "sim/phases/histories.py",
        "burdened = is_burdened(person, month)", "burdened = is_burdened(person, month - 1)",
        "A person counts as burdened in the month in which the effect period is over.",
    ),
    Fault(
        "window_of_eleven", "period", "sim/phases/histories.py",
        "OLDEST = HISTORY - 1", "OLDEST = HISTORY - 2",
        "The window of twelve months forgets the eleventh month instead of the twelfth.",
    ),
    Fault(
        "successes_taught_again", "reset", "sim/phases/histories.py",
        "        person.successes_now = 0\n", "",
        "A success adds to know-how in every later month.",
    ),
    Fault(
        "review_rounded_up", "rounding", "agents/policy/correction.py",
        "int(correction.delay)", "int(correction.delay + 0.5)",
        "A review with half a month in its delay is decided a month late.",
    ),
    Fault(
        "wrongful_only_if_no_cause", "party", "sim/phases/sanctions.py",
        "    if not culpable:\n        person.wrongful_now += 1", "    if not cause:\n        person.wrongful_now += 1",
        "A sanction of somebody who was a cause but not culpable does not count as wrongful in the gradient.",
    ),
    Fault(
        "removed_by_the_draw_of_strictness", "draw", "sim/phases/sanctions.py",
        "uniform(party, REMOVED), params.ladder):\n        person.removed = 1",
        "uniform(party, STRICT), params.ladder):\n        person.removed = 1",
        "One draw decides whether a cadre is sanctioned and whether it is removed.",
    ),
    Fault(
        "second_a_cause_with_the_lead", "index", "agents/culpability.py",
        "return (entry.degree_lead if is_lead else entry.degree_second) > 0.0", "return entry.degree_lead > 0.0",
        "Whether the second department is a cause is read off the lead.",
    ),
    Fault(
        "order_a_month_longer", "period", "sim/phases/surfacing.py",
        "elif case.ordered_until <= month:", "elif case.ordered_until < month:",
        "A rectification order shelters a case for one month more.",
    ),
    Fault(
        "told_before_the_entry", "order", "sim/phases/surfacing.py",
        "                    case.told = 1\n", "                    case.told = 1\n                    tell(case, month)\n",
        "The entry shows as known what the departments learn only from the complaint.",
    ),
    Fault(
        "harm_in_severity", "factor", "sim/phases/surfacing.py",
        "tally.harm += fixed(worth(case.severity))", "tally.harm += fixed(case.severity)",
        "Harm is a third of what the problem was worth.",
    ),
    # Measures
    Fault(
        "premium_over_everybody", "party", "sim/measures.py",
        'Difference(per("flat_promoted", "flat_at_round"), per("active_promoted", "active_at_round"))',
        'Difference(per("flat_promoted", "flat_at_round"), per("promoted", "at_round"))',
        "The lying flat are compared with everybody instead of with the active.",
    ),
    Fault(
        "fairness_above_one", "sign", "sim/measures.py",
        "1.0 - np.abs(self.one(counts) - self.other(counts))", "1.0 - (self.one(counts) - self.other(counts))",
        "Catching departments more often than townships is fairer than fair.",
    ),
    Fault(
        "sanctions_of_all_over_cadres", "index", "sim/measures.py",
        'a_year(SANCTIONS, "person_months + department_months")', 'a_year(SANCTIONS, "person_months")',
        "Sanctions of heads of departments are set against the months of cadres only.",
    ),
)  # fmt: skip
