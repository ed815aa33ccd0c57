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
        "- people.reposting_loss * seen.felt_reposted", "+ people.reposting_loss * seen.felt_reposted",
        "Being moved to another post is felt as a gain.",
    ),
    Fault(
        "guilt_without_comparison", "term", "agents/misconduct.py",
        "return (loss_guilty - loss_innocent) * weight + scruple", "return loss_guilty * weight + scruple",
        "What the innocent suffer anyway is counted against the deed.",
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
        "    handle_cases(state, params, policy, month, block)\n    serve_cases(state, params, policy, month, block)\n",
        "    serve_cases(state, params, policy, month, block)\n    handle_cases(state, params, policy, month, block)\n",
        "Departments serve before the township handles and reports.",
    ),
    Fault(
        "supervisors_choose_early", "order", "sim/month.py",
        "    surface_cases(state, params, policy, month, block)\n    choose_styles(state, params, policy, month, block)\n",
        "    choose_styles(state, params, policy, month, block)\n    surface_cases(state, params, policy, month, block)\n",
        "Supervisors choose before they know what surfaced this month.",
    ),
    Fault(
        "beliefs_before_memory", "order", "sim/month.py",
        "    remember(state, params, month, block)\n    form_beliefs(state, params, policy, block)\n    take",
        "    form_beliefs(state, params, policy, block)\n    remember(state, params, month, block)\n    take",
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
        "            break  # and so do all that rank after", "            continue  # and so do all that rank after",
        "Where somebody removed or kept from it would be honoured, the search goes on.",
        survives="nothing changes, since all others of those left out come after.",
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
        "willing_as_another", "index", "sim/phases/misconduct.py",
        "month, index, least_gain_of_holder(state, index, params, policy, month)",
        "month, index, least_gain_of_holder(state, 0, params, policy, month)",
        "What is recorded of everybody's willingness is that of the holder of the first post.",
    ),
    Fault(
        "tenure_survives_reposting", "reset", "sim/phases/careers.py",
        "        person.tenure = 0\n", "",
        "Somebody moved to another post keeps the tenure of the old one.",
    ),
    Fault(
        "old_deeds_adorn_years", "reset", "sim/phases/careers.py",
        "        person.year_solved = 0\n        if person.removed:", "        if person.removed:",
        "What was solved in a year counts as merit in every later year.",
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
        "lead_acts_on_what_it_handed_down", "party", "sim/phases/departments.py",
        "lead_acts = keeps & (lead.conduct == ACT)", "lead_acts = lead.conduct == ACT",
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
        "        county.now_step_blamed[step] = 0\n", "",
        "Each sanction is seen again in every later month.",
    ),
    Fault(
        "notices_as_good_as_seen", "factor", "sim/phases/beliefs.py",
        "blamed = mixed(seen.clean_blamed, county.clean_blamed, weight)",
        "blamed = mixed(seen.clean_blamed, county.clean_blamed, 1.0)",
        "Sanctions in the county weigh as much as those in the own township.",
    ),
    Fault(
        "honours_of_competitors", "index", "sim/phases/beliefs.py",
        "conduct.prior_honoured, county.honoured_events[option], open_to)",
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
    # Risk: what the file will show
    Fault(
        "nothing_new_will_come", "term", "agents/risk.py",
        "    hazard += coming * (county.new_own * own + county.new_assist * assist)\n", "",
        "A cadre reckons with the cases in hand only, not with those to come.",
    ),
    Fault(
        "nothing_new_elsewhere", "term", "agents/risk.py",
        "    hazard += county.coming_elsewhere * county.new_elsewhere * assist\n", "",
        "A cadre does not reckon with cases that are still to come to the departments from its post.",
    ),
    Fault(
        "each_case_leaves_at_the_persons_rate", "factor", "agents/risk.py",
        "leaving = county.ended[conduct] / max(1.0, post.load)", "leaving = county.ended[conduct]",
        "What a cadre ends in a month is taken for the rate at which each of its cases goes.",
    ),
    Fault(
        "errors_wait_to_surface", "factor", "agents/risk.py",
        "hazard += error * county.blamed_for_error[looks] * in_hand",
        "hazard += county.surfacing * error * county.blamed_for_error[looks] * in_hand",
        "An error still has to surface, though it brings the case to light itself.",
    ),
    Fault(
        "errors_on_what_is_in_hand_today", "term", "agents/risk.py",
        "in_hand = staying * post.load + coming * (county.new_own + county.new_assist)", "in_hand = staying * post.load",
        "Nobody reckons with erring on cases that are still to come.",
    ),
    Fault(
        "no_report_on_the_day_due", "bound", "agents/risk.py",
        "int(duty_list.deadline) + 1)", "int(duty_list.deadline))",
        "A report is expected in one month less than there is time for it.",
    ),
    Fault(
        "paper_taken_for_a_deed", "index", "agents/risk.py",
        "return PAPER_STEP if conduct == COVER else REAL_STEP", "return REAL_STEP",
        "Cover is expected to leave a real step on the file.",
    ),
    Fault(
        "own_for_assist", "party", "agents/risk.py",
        "settled + counts[PENDING] * assist + counts[PENDING_OWN] * own",
        "settled + counts[PENDING] * own + counts[PENDING_OWN] * assist",
        "The report still to be made is reckoned as an own duty still to be done, and the reverse.",
    ),
    Fault(
        "newcomers_look_routine", "logic", "agents/risk.py",
        "return LOOKS_NEWCOMER if inexperienced else LOOKS_ROUTINE",
        "return LOOKS_ROUTINE if inexperienced else LOOKS_NEWCOMER",
        "Newcomers expect to be judged as old hands, and the reverse.",
    ),
    Fault(
        "series_with_a_wrong_sign", "sign", "agents/risk.py",
        "return 1.0 - x / 2.0 + x * x / 6.0", "return 1.0 - x / 2.0 - x * x / 6.0",
        "Where cases hardly go, the share that stays is cut short by a term of the wrong sign.",
    ),
    Fault(
        "turn_of_last_month", "term", "agents/risk.py",
        "return county.ended_acting * congestion(capacity, held)", "return county.ended_acting * department.turn",
        "A department that would act reckons with the turn its cases had, not with what it will hold.",
    ),
    Fault(
        "handing_down_leaves_no_paper", "index", "agents/risk.py",
        "handed * cases_coming(county.ended_down, months) * blamed[PAPER_STEP]",
        "handed * cases_coming(county.ended_down, months) * blamed[NO_STEP]",
        "A department expects nothing on file of what it will hand down.",
    ),
    Fault(
        "handed_down_and_forgotten", "term", "agents/risk.py",
        "hazard = share_staying(leaving, months) * kept + share_staying(county.ended_down, months) * down",
        "hazard = share_staying(leaving, months) * kept",
        "What a department has handed down is no risk to it any more.",
    ),
    Fault(
        "beside_only_if_surfaced", "factor", "agents/risk.py",
        "(hazard + county.new_pairs * coming) + county.blame_beside",
        "(hazard + county.new_pairs * coming + county.blame_beside)",
        "What a head answers for besides is multiplied by the chance to surface once more.",
    ),
    Fault(
        "heads_weigh_as_they_count", "term", "agents/department.py",
        "params.loss_weight * felt_rate(hazard, learning) * felt_loss", "params.loss_weight * hazard * felt_loss",
        "Heads of departments do not weigh chances as people do.",
    ),
    Fault(
        "weeks_felt_as_weeks", "bound", "agents/choice.py",
        "return max(1.0, learning.horizon)", "return learning.horizon",
        "Below a month, a rate is felt over the horizon instead of over a month.",
    ),
    Fault(
        "certain_as_it_is", "factor", "agents/choice.py",
        "        return alpha * rate\n", "        return rate\n",
        "Where a sanction within the horizon is all but certain, its rate jumps to what it is.",
    ),
    Fault(
        "chance_for_rate", "factor", "agents/choice.py",
        "math.exp(-power(-math.log(1.0 - miss), alpha))) / months", "math.exp(-power(-math.log(1.0 - miss), alpha)))",
        "What is felt over the whole horizon is taken for a month.",
    ),
    # Who gets the work
    Fault(
        "diligent_twice_over", "term", "sim/phases/conduct.py",
        "others = state.townships[post.township].weights - post.weight", "others = state.townships[post.township].weights",
        "Whoever asks what its diligence would draw competes with itself.",
    ),
    Fault(
        "the_list_is_not_foreseen", "factor", "agents/policy/assignment.py",
        "policy.assignment.by_diligence * (1.0 - policy.duty_list.clarity * policy.duty_list.to_post)",
        "policy.assignment.by_diligence",
        "Nobody expects that the list keeps work at its post.",
    ),
    Fault(
        "to_the_post_and_yet_given_away", "logic", "agents/policy/assignment.py",
        "return not to_post and u < assignment.by_diligence", "return u < assignment.by_diligence",
        "Cases that the list assigns to the post go by diligence like others.",
    ),
    Fault(
        "to_the_post_where_unclear", "logic", "agents/policy/duty_list.py",
        "return clear and u < duty_list.to_post", "return u < duty_list.to_post",
        "Duties on which the list is not clear are assigned to the post as well.",
    ),
    Fault(
        "clear_hence_to_the_post", "draw", "sim/phases/assignment.py",
        "uniform(kind_luck(run, county, kind), TO_POST)", "uniform(kind_luck(run, county, kind), GIVEN)",
        "Whether a kind goes to the post is drawn for another purpose.",
    ),
    Fault(
        "lists_of_all_counties_alike", "draw", "sim/phases/kinds_of_duty.py",
        "entity_number(county, kind, KIND_FIELD, 0)", "entity_number(0, kind, KIND_FIELD, 0)",
        "What the list says of a kind of duty is drawn for all counties at once.",
    ),
    Fault(
        "old_diligence_adds_up", "reset", "sim/phases/assignment.py",
        "        state.townships[index].weights = 0.0\n", "        state.townships[index].weights += 0.0\n",
        "The weights of a township grow from month to month, so that most work falls to its last post.",
    ),
    Fault(
        "given_and_to_whom_at_once", "draw", "sim/phases/assignment.py",
        "uniform(entity, GIVEN_WHOM)", "uniform(entity, GIVEN)",
        "One draw decides whether a case goes by diligence and to whom.",
    ),
    Fault(
        "assisted_counted_as_own", "logic", "sim/phases/assignment.py",
        "    if case.owner == TOWNSHIP:\n        county.now_arrivals_own += 1\n    else:",
        "    if case.born >= 0:\n        county.now_arrivals_own += 1\n    else:",
        "Department cases that come into hand are remembered as new duties of the township.",
    ),
    # Files and what becomes of cases
    Fault(
        "too_late_in_the_last_month", "comparison", "sim/phases/files.py",
        "if step != NO_STEP or month > until:", "if step != NO_STEP or month >= until:",
        "In the month in which a township's step is due it counts as left out already.",
    ),
    Fault(
        "departments_have_no_time", "logic", "sim/phases/files.py",
        "return step if step != NO_STEP or month > until else PENDING", "return step",
        "A department takes what it could still do in time for left undone.",
    ),
    Fault(
        "handed_down_has_no_paper", "index", "sim/phases/files.py",
        "department.down[NO_STEP if kind == PENDING else kind] += 1", "department.down[NO_STEP] += 1",
        "A department sees no step of its own on what it has handed down.",
    ),
    Fault(
        "new_to_the_second_every_month", "reset", "sim/phases/files.py",
        "        case.seen_by_second = 1\n", "",
        "A case is new to its second department in every month.",
    ),
    Fault(
        "every_case_in_its_turn", "factor", "sim/phases/files.py",
        "county.now_pairs[OF_ACTING] += fixed(department.turn)", "county.now_pairs[OF_ACTING] += fixed(1.0)",
        "Cases that a crowded department does not get to count as if it had.",
    ),
    Fault(
        "ended_where_it_arose", "party", "sim/phases/files.py",
        "state.people[state.posts[case.desk].holder].conduct", "state.people[state.posts[case.post].holder].conduct",
        "What ends is credited to the post where the case arose instead of the desk that has it.",
    ),
    Fault(
        "ended_as_if_kept", "index", "sim/phases/files.py",
        "OF_DOWN if case.handed_down else how_kept(state, case.lead)", "how_kept(state, case.lead)",
        "Endings of cases handed down are credited to what departments do with what they keep.",
    ),
    # Memory and beliefs
    Fault(
        "endings_counted_again", "reset", "sim/phases/beliefs.py",
        "        county.now_endings[conduct] = 0\n", "",
        "Each ending is remembered again in every later month.",
    ),
    Fault(
        "errors_a_busy_month", "index", "sim/phases/beliefs.py",
        "county.errors[conduct], county.in_hand[conduct]", "county.errors[conduct], county.busy[conduct]",
        "Errors are set against months with anything in hand instead of against cases.",
    ),
    Fault(
        "work_believed_to_end_nothing", "term", "sim/phases/beliefs.py",
        "weight, prior_ended(conduct, numbers), county.endings", "weight, numbers.prior_ended_other, county.endings",
        "Before experience, work is believed to end no more than idling.",
    ),
    Fault(
        "down_over_sitting", "index", "sim/phases/beliefs.py",
        "county.pairs_ended[OF_DOWN], county.pairs[OF_DOWN]", "county.pairs_ended[OF_DOWN], county.pairs[OF_SITTING]",
        "Endings of cases handed down are set against those that departments sit on.",
    ),
    Fault(
        "years_of_a_months_weight", "factor", "sim/phases/beliefs.py",
        "prior_years = params.learning.prior_weight / MONTHS_A_YEAR", "prior_years = params.learning.prior_weight",
        "The prior of what happens once a year weighs twelve times as much as others.",
    ),
    Fault(
        "trust_by_clean_files", "index", "sim/phases/beliefs.py",
        "params.conduct.prior_distrust, disappointed, occasions", "params.conduct.prior_distrust, disappointed, cleared",
        "Disappointments are set against decisions on clean files.",
    ),
    Fault(
        "distrust_stays_at_home", "term", "sim/phases/beliefs.py",
        "        county.now_disappointed += township.now_disappointed\n", "",
        "A county never hears who was disappointed.",
    ),
    Fault(
        "heads_hope_for_nothing", "term", "sim/phases/beliefs.py",
        "county.loss_head = lasting * felt_loss", "county.loss_head = felt_loss",
        "Heads of departments do not expect that anything is set right.",
    ),
    Fault(
        "elsewhere_before_all", "term", "sim/phases/beliefs.py",
        "max(0.0, problems.arrival - own - assist)", "problems.arrival",
        "Before experience all new problems are expected elsewhere as well.",
    ),
    Fault(
        "honoured_among_each_other", "reset", "sim/phases/beliefs.py",
        "        county.now_honour_exposure[option] = 0\n", "",
        "Months of those open to honours are remembered again in every later year.",
    ),
    # Helping and passing
    Fault(
        "help_seen_for_a_month", "period", "agents/colleagues.py",
        "felt_hazard * felt_loss / params.learning.revision",
        "felt_hazard * felt_loss",
        "A helper fears for the month only, though the help stays on file.",
    ),
    Fault(
        "helps_without_trust", "term", "agents/colleagues.py",
        "felt_motivation(colleague.motivation, trust, params.conduct.chill)", "colleague.motivation",
        "Distrust keeps nobody from helping.",
    ),
    Fault(
        "the_idle_are_strained", "party", "agents/colleagues.py",
        "strained = is_active(conduct) and load > params.conduct.normal_load",
        "strained = load > params.conduct.normal_load",
        "A full desk strains those who do not work.",
    ),
    Fault(
        "passed_and_forgotten", "term", "agents/colleagues.py",
        "return -params.handling.strain_pass - person.loss_weight * felt_hazard * felt_loss",
        "return -params.handling.strain_pass",
        "Nobody expects to answer for what was passed on.",
    ),
    Fault(
        "months_in_hand_for_cases", "factor", "sim/phases/handling.py",
        "county.now_in_hand[conduct] += post.load", "county.now_in_hand[conduct] += 1",
        "Case-months in hand are counted as months with any.",
    ),
    Fault(
        "help_of_another", "reset", "sim/phases/handling.py",
        "            if case.helper_id != state.people[helper].number:\n                case.help_trace = 0.0\n", "",
        "Whoever helps next is seen with the help of the one before.",
    ),
    Fault(
        "the_idle_help", "party", "sim/phases/handling.py",
        "    if not is_active(colleague.conduct):\n        return False\n", "",
        "Colleagues who lie flat or cover help like those at work.",
    ),
    Fault(
        "sideways_feared_as_up", "index", "sim/phases/handling.py",
        "county.felt_passing[SIDEWAYS - 1]", "county.felt_passing[UP - 1]",
        "What is passed to a colleague is feared as what is passed up.",
    ),
    Fault(
        "passing_leaves_no_paper", "term", "sim/phases/handling.py",
        "    case.township_paper = min(case.township_paper, month)\n    state.posts", "    state.posts",
        "Passing a duty on leaves nothing on its file.",
    ),
    Fault(
        "kept_as_long_as_gone", "index", "sim/phases/handling.py",
        "kept = county.surfacing * share_staying(leaving, months)",
        "kept = county.surfacing * share_staying(county.leaving_elsewhere, months)",
        "Whoever keeps a duty expects to have it as long as if it were elsewhere.",
    ),
    Fault(
        "pushed_over_yet_trusting", "term", "sim/phases/handling.py",
        "        state.townships[case.township].now_disappointed += 1\n", "",
        "A duty passed sideways disappoints nobody.",
    ),
    Fault(
        "old_cases_new_elsewhere", "comparison", "sim/phases/handling.py",
        "    if case.born == month:\n", "    if case.born <= month:\n",
        "Every case elsewhere counts as new in every month.",
    ),
    Fault(
        "expected_beyond_certainty", "factor", "sim/phases/handling.py",
        "case.expected_township += case.unsettled * solving", "case.expected_township += solving",
        "Chances of months left idle are added up as if none could have come before.",
    ),
    Fault(
        "heir_to_an_omission", "reset", "sim/phases/handling.py",
        "        case.expected_township = 0.0\n", "",
        "Whoever comes to a desk answers for what was expected of the one before.",
    ),
    Fault(
        "expected_of_the_untold", "logic", "sim/phases/departments.py",
        "by_lead = lead_probability if knows(case.lead_informed, month) & (not lead_acts) else 0.0",
        "by_lead = lead_probability if not lead_acts else 0.0",
        "A lead is expected to have acted on what it did not know of.",
    ),
    Fault(
        "report_without_a_way", "logic", "agents/culpability.py",
        "    told = case.told_if_reported <= month\n    by_lead", "    told = True\n    by_lead",
        "A report is expected to have told departments before it could arrive.",
    ),
    Fault(
        "expected_of_whoever_is_held", "party", "agents/culpability.py",
        "return entry.expected_township if person_id == entry.omitter_id else 0.0", "return entry.expected_township",
        "Whoever is held in the township is given what another left undone.",
    ),
    # Who is blamed, as colleagues read it
    Fault(
        "anybody_for_the_holder", "party", "sim/phases/inquiry.py",
        "county.now_step_blamed[entry.township_step] += entry.held_id == entry.holder_id",
        "county.now_step_blamed[entry.township_step] += entry.held_township",
        "The named holder seems to have answered whenever anybody of the township did.",
    ),
    Fault(
        "anybody_for_the_passer", "party", "sim/phases/inquiry.py",
        "county.now_passed_blamed[entry.passed - 1] += entry.held_id == entry.passer_id",
        "county.now_passed_blamed[entry.passed - 1] += entry.held_township",
        "Whoever passed a duty on seems to have answered whenever anybody of the township did.",
    ),
    Fault(
        "any_sanction_disappoints", "party", "sim/phases/inquiry.py",
        "township.now_disappointed += entry.held_id == entry.helper_id",
        "township.now_disappointed += entry.held_township",
        "Helpers are disappointed whoever answers.",
    ),
    Fault(
        "deeds_read_as_errors", "logic", "sim/phases/inquiry.py",
        "    elif not entry.found_misconduct:\n        looks", "    else:\n        looks",
        "Sanctions for misconduct frighten those who err.",
    ),
    Fault(
        "newcomers_before_explorers", "logic", "sim/phases/inquiry.py",
        "        elif entry.inexperienced:\n            looks", "        if entry.inexperienced:\n            looks",
        "An explorer's error looks like a newcomer's where it is both.",
    ),
    Fault(
        "heads_blamed_for_errors", "logic", "sim/phases/inquiry.py",
        "    if informed and not entry.looks_like_error:\n", "    if informed:\n",
        "What departments read of their steps includes cases in which somebody erred.",
    ),
    # Supervisors, audits and what follows
    Fault(
        "nothing_stands_behind", "term", "agents/supervisor.py",
        "params.strain + 0.5 * params.waiting * pressure * docket", "params.strain",
        "A supervisor's time costs its strain only, whatever waits.",
    ),
    Fault(
        "one_decision_a_month", "factor", "agents/supervisor.py",
        "felt_rate(decided * examined * sanctions_expected", "felt_rate(examined * sanctions_expected",
        "Supervisors weigh the risk of one decision, not of a month's.",
    ),
    Fault(
        "time_at_any_speed", "factor", "agents/supervisor.py",
        "price_of_time(docket, pressure, params) * decision_work(style, params)", "price_of_time(docket, pressure, params)",
        "A decision costs a month in every style.",
    ),
    Fault(
        "leaders_always_free", "term", "sim/phases/inquiry.py",
        "left = max(0, supervisor.barred_until - month)", "left = 0",
        "A leader under a long period fears another in full.",
    ),
    Fault(
        "only_wrongful_is_feared", "term", "agents/policy/oversight.py",
        "oversight.consequence * (believed.wrongful[style] + believed.missed[style])",
        "oversight.consequence * believed.wrongful[style]",
        "Supervisors do not expect to be sanctioned for whom they missed.",
    ),
    Fault(
        "one_consequence_for_both", "draw", "sim/phases/correction.py",
        "is_answered_for(uniform(entity, CONSEQUENCE_MISSED), oversight)",
        "is_answered_for(uniform(entity, CONSEQUENCE_WRONGFUL), oversight)",
        "Both findings of an audit are sanctioned by one draw.",
    ),
    Fault(
        "corrected_by_the_truth", "logic", "sim/phases/correction.py",
        "if found_wrongful and opens_reviews", "if wrongful and opens_reviews",
        "An audit opens reviews of what is wrongful, whether it found so or not.",
    ),
    Fault(
        "overturned_once_more", "logic", "sim/phases/correction.py",
        "if record.overturned == NEVER and not waits:", "if not waits:",
        "An audit opens the review of a sanction that was overturned already.",
    ),
    Fault(
        "only_the_first_reviewed", "bound", "sim/phases/correction.py",
        "range(entry.first_sanction, entry.first_sanction + entry.sanctions)",
        "range(entry.first_sanction, entry.first_sanction + min(1, entry.sanctions))",
        "An audit opens the review of one sanction of a decision only.",
    ),
    Fault(
        "capacity_paid_once", "factor", "agents/department.py",
        "max(0.0, resources.department_capacity - params.usual_capacity) * townships",
        "max(0.0, resources.department_capacity - params.usual_capacity)",
        "Capacity costs the same in a county of any number of townships.",
    ),
    # Careers
    Fault(
        "overturned_still_weighs", "logic", "sim/phases/careers.py",
        "        if record.overturned == NEVER:\n", "        if record.decided >= 0:\n",
        "What was overturned still stands in the record.",
    ),
    Fault(
        "old_sanctions_fade_twice", "memory", "sim/phases/careers.py",
        "        reached = record.decided\n", "",
        "Of several sanctions the older ones fade by the age of the newer ones as well.",
    ),
    Fault(
        "a_talk_weighs_as_a_removal", "factor", "agents/sanction.py",
        "return 1.0 + rung", "return 1.0",
        "In the record every rung weighs the same.",
    ),
    Fault(
        "record_in_units_of_merit", "index", "sim/phases/careers.py",
        "standardised(state.score[local], record, record_deviation)",
        "standardised(state.score[local], record, merit_deviation)",
        "The record is divided by the spread of merit.",
    ),
    Fault(
        "one_bar_for_both", "draw", "sim/phases/careers.py",
        "uniform(entity, BARRED_HONOURS), promotion)", "uniform(entity, BARRED), promotion)",
        "One draw bars from the round and from honours.",
    ),
    Fault(
        "honours_over_everybody", "party", "sim/phases/careers.py",
        "        if state.score[local] > LAST_OF_ALL:\n", "        if size > 0:\n",
        "Honours are set against the months of those kept from them, too.",
    ),
    Fault(
        "ceiling_keeps_by_the_other_bar", "index", "agents/policy/promotion.py",
        "return promotion.bar_honours * people.honour_prize", "return promotion.bar * people.honour_prize",
        "What a period keeps from honours follows the bar of promotion; the same at the default.",
    ),
    Fault(
        "rounds_not_told_apart", "memory", "sim/phases/careers.py",
        "((person.rounds_missed << 1) | barred)", "(person.rounds_missed | barred)",
        "A round missed once counts as the last one for ever.",
    ),
    Fault(
        "later_sanctions_bar_earlier_rounds", "logic", "sim/phases/correction.py",
        "if record.decided <= until and (", "if (",
        "Whether a round was missed for nothing is judged with sanctions that fell after it.",
    ),
    Fault(
        "made_up_on_todays_luck", "draw", "sim/phases/correction.py",
        "month_state(state.clock[0].run, held), person.number", "month_state(state.clock[0].run, month), person.number",
        "Rounds made up for in a month share one draw.",
    ),
    Fault(
        "the_removed_make_up", "party", "sim/phases/correction.py",
        "    if person.removed:\n        return\n", "",
        "Somebody removed this month is promoted for a round missed.",
    ),
    Fault(
        "worked_off_again", "reset", "sim/phases/histories.py",
        "    person.worked -= months * A_MONTH\n", "",
        "What has been worked off is worked off again in every later month.",
    ),
    Fault(
        "free_within_the_month", "bound", "sim/phases/histories.py",
        "max(month + 1, person.barred_until - months)", "max(month, person.barred_until - months)",
        "An effect period can be worked off so that it is over in the month itself.",
    ),
    Fault(
        "worked_in_advance", "reset", "sim/phases/histories.py",
        "        person.worked = 0\n", "",
        "What is left over of one effect period is worked off the next.",
    ),
    Fault(
        "counted_before_working_off", "order", "sim/phases/histories.py",
        "        work_off(person, policy.correction, month)\n"
        "        count_person(tally, person, township.safety, township.trust, month)\n",
        "        count_person(tally, person, township.safety, township.trust, month)\n"
        "        work_off(person, policy.correction, month)\n",
        "Persons count as burdened though they have worked it off this month.",
        survives="nothing changes, since a period is never worked off to before the end of the month.",
    ),
    Fault(
        "eased_beyond_the_end", "bound", "agents/policy/correction.py",
        "return min(correction.redemption * solved, left)", "return correction.redemption * solved",
        "Working off is worth more months than are left.",
    ),
    Fault(
        "this_month_worked_off", "period", "sim/phases/conduct.py",
        "left = period_left(person, month + 1)", "left = period_left(person, month)",
        "The month under way counts among those that can be worked off.",
    ),
    # Discipline and misconduct
    Fault(
        "every_breach_punished", "factor", "agents/discipline.py",
        "return u < rate * strictness", "return u < rate",
        "Breaches of discipline are sanctioned however lenient the regime.",
    ),
    Fault(
        "talk_upside_down", "sign", "agents/discipline.py",
        "rung_at(u, 1.0 - discipline.talk_share, ladder)", "rung_at(u, discipline.talk_share, ladder)",
        "The more talk there should be the less there is; the same at the default of one half.",
    ),
    Fault(
        "removed_by_the_rung", "draw", "sim/phases/discipline.py",
        "uniform(entity, BREACH_REMOVED), params.discipline):\n        person", "uniform(entity, BREACH_RUNG), params.discipline):\n        person",
        "One draw decides how grave a breach is and whether it removes.",
    ),
    Fault(
        "breaches_in_the_gradient", "party", "sim/phases/discipline.py",
        "    record.discipline = 1\n", "    record.discipline = 1\n    state.tallies[month].sanctions_township += 1\n",
        "Sanctions for breaches count among those for work.",
    ),
    Fault(
        "exposed_though_replaced", "logic", "agents/case.py",
        "return tainted == 1 and not problems.exposure_replaces", "return tainted == 1",
        "Deeds come to light by themselves also where exposure replaces that.",
    ),
    Fault(
        "any_deed_exposed", "logic", "agents/culpability.py",
        "problems.exposure_replaces and tainted", "tainted",
        "A tainted case that surfaces in any way exposes the deed, also where exposure is an event of its own.",
    ),
    Fault(
        "found_out_and_blamed", "factor", "agents/misconduct.py",
        "+ (1.0 - detected) * blamed_anyway", "+ blamed_anyway",
        "Whoever is found out expects to be blamed as the innocent besides.",
    ),
    Fault(
        "misconduct_as_strict_as_work", "logic", "sim/phases/sanctions.py",
        "strict = is_punished(u_strict, policy.misconduct) if misconduct else is_sanctioned(u_strict, policy.accountability)",
        "strict = is_sanctioned(u_strict, policy.accountability)",
        "Findings of misconduct are sanctioned with the strictness for work.",
    ),
    Fault(
        "gains_of_half_the_mean", "factor", "agents/policy/misconduct.py",
        "return 2.0 * misconduct.benefit * u", "return misconduct.benefit * u",
        "Gains are half of what their mean says.",
    ),
    Fault(
        "habit_sees_as_the_list", "index", "agents/policy/misconduct.py",
        "return misconduct.detection_list if style == LIST else misconduct.detection_habit",
        "return misconduct.detection_list",
        "Habit detects misconduct as well as the list does.",
    ),
    # The citizens' voice
    Fault(
        "complaints_of_severity", "factor", "agents/policy/public_voice.py",
        "voice.complaint_rate * worth(severity)", "voice.complaint_rate * severity",
        "There are a third of the complaints that the rate says.",
    ),
    Fault(
        "told_of_what_is_not_theirs", "logic", "agents/policy/public_voice.py",
        "return owner != TOWNSHIP and u < voice.names_told", "return u < voice.names_told",
        "A complaint of a township's own duty says that a department was told.",
    ),
    # The switch
    Fault(
        "river_before_the_switch", "period", "sim/phases/problems.py",
        "month == state.clock[0].spin_up + params.problems.river_month", "month == params.problems.river_month",
        "The river case is planted in the spin-up.",
    ),
    Fault(
        "records_over_what_is_given", "logic", "sim/phases/holding.py",
        "len(kept) > 0 and clock.forcing == 0 and month", "len(kept) > 0 and month",
        "What is given to be held to is overwritten by what people do.",
    ),
    Fault(
        "not_announced", "order", "sim/month.py",
        "    for block in range(share.first, share.end):\n        form_beliefs",
        "    for block in range(share.first, share.end if first == 0 else share.first):\n        form_beliefs",
        "A new policy is not announced before its first month.",
    ),
    Fault(
        "one_world_for_all", "reset", "sim/batch.py",
        "own = at_the_switch(world)", "own = world",
        "Every regime goes on in the world that the one before has left.",
    ),
    Fault(
        "past_of_the_regime", "party", "sim/batch.py",
        "_run_span(settings, settings.status_quo, state, 0, run.spin_up, stop, progress, hands)",
        "_run_span(settings, settings.scenarios[-1].stages[0].policy, state, 0, run.spin_up, stop, progress, hands)",
        "The spin-up is lived under a regime compared instead of under the status quo.",
    ),
    Fault(
        "stages_from_the_making", "period", "sim/batch.py",
        "_run_span(settings, policy, state, spin_up + first, spin_up + last, stop, progress, hands)",
        "_run_span(settings, policy, state, spin_up + first, months, stop, progress, hands)",
        "The last months of a regime are counted from the making of the world, and so left out.",
    ),
    # Blocks of counties
    Fault(
        "last_block_whole", "comparison", "sim/phases/blocks.py",
        "end = min(clock.counties, first + clock.counties_a_block)", "end = first + clock.counties_a_block",
        "The last block goes on beyond the last county.",
    ),
    Fault(
        "docket_of_the_first_block", "index", "sim/phases/case_files.py",
        "state.entries[start_of(state.entries, state.clock[0], county.block) + own.entries]",
        "state.entries[own.entries]",
        "Every block writes its entries where those of the first stand.",
    ),
    Fault(
        "places_stay_as_they_were", "index", "sim/state.py",
        "places += np.where(places > 0, by * blocks, 0).astype(places.dtype)", "places += 0",
        "When pools grow, what points into them points to another block's records.",
    ),
    Fault(
        "threads_count_once", "reset", "sim/together.py",
        "            for one in own:\n                _add(", "            for one in own[:1]:\n                _add(",
        "Only what the first thread has counted is added up.",
    ),
    Fault(
        "threads_learn_nothing", "reset", "sim/together.py",
        "                _add_counted(state.city, one.city)\n", "",
        "What supervisors learn on several threads is lost.",
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
