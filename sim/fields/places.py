"""Fields of townships, counties and the city: what is remembered there, what this month adds, and what is believed.

Fields with ``_events`` and ``exposure`` are memory: discounted sums of what happened, and of the months or decisions it
happened in. Fields with ``now_`` are what the current month adds; the rest is what is believed.
"""

from typing import NamedTuple

from wenze.agents.kinds import CONDUCTS, LOOKS, PAIR_KINDS, STEPS, STYLES, WAYS
from wenze.sim.fields.field import Field, Record, real, small, whole

HISTORY = 12  # months looked back at for lying flat, activity and the yearly round

SEEN = (
    real("solved_events", "problems of mean severity", "Remembered: value solved, by conduct.", "记忆：各种行为所解决的价值。", CONDUCTS),
    real("exposure", "person-months", "Remembered: months of each conduct.", "记忆：各种行为的人月。", CONDUCTS),
    real("clean_blamed", "decisions", "Remembered: decisions that held a cadre though the file showed the duty done.", "记忆：档案显示已履职而干部仍受处理的决定。"),
    real("clean_seen", "decisions", "Remembered: decisions on files that showed the duty done.", "记忆：档案显示已履职的决定。"),
    real("disappointed", "times", "Remembered: helpers sanctioned, and own duties passed sideways.", "记忆：帮忙者受处理，以及本职事项被推给同事。"),
    real("occasions", "times", "Remembered: decisions on files with a helper, and own duties that might have been passed on.", "记忆：有人帮忙的决定，以及考虑过推出去的本职事项。"),
)  # fmt: skip

NOW = (
    whole("now_solved", "problems of mean severity", "This month: value solved, by conduct, in multiples of 2**-20.", "本月：各种行为所解决的价值（以 2**-20 为单位）。", CONDUCTS),
    whole("now_exposure", "person-months", "This month: months of each conduct.", "本月：各种行为的人月。", CONDUCTS),
    whole("now_clean_blamed", "decisions", "This month: decisions that held a cadre though the file showed the duty done, less what was cleared in public, in multiples of 2**-20.",
          "本月：档案显示已履职而干部仍受处理的决定，减去公开澄清的（以 2**-20 为单位）。"),
    whole("now_disappointed", "times", "This month: helpers sanctioned, and own duties passed sideways.", "本月：帮忙者受处理，以及本职事项被推给同事。"),
    whole("now_occasions", "times", "This month: decisions on files with a helper, and own duties that might have been passed on.", "本月：有人帮忙的决定，以及考虑过推出去的本职事项。"),
    whole("now_clean_seen", "decisions", "This month: decisions on files that showed the duty done, in multiples of 2**-20.", "本月：档案显示已履职的决定（以 2**-20 为单位）。"),
)  # fmt: skip

ROUND = (
    real("promoted", "probability a year", "Believed: probability of promotion of those let into a round, by conduct.", "信念：获准参评者的晋升概率，按行为。", CONDUCTS),
    real("honoured", "probability a year", "Believed: probability of an honour, by conduct.", "信念：受表彰的概率，按行为。", CONDUCTS),
    real("reposted", "probability a year", "Believed: probability of being moved, by conduct.", "信念：被调整岗位的概率，按行为。", CONDUCTS),
    real("felt_promoted", "times a month", "Believed: felt rate of promotion of those let into a round, by conduct.", "信念：获准参评者晋升的感受比率，按行为。", CONDUCTS),
    real("felt_honoured", "times a month", "Believed: felt rate of honours of those who may be honoured, by conduct.", "信念：可受表彰者受表彰的感受比率，按行为。", CONDUCTS),
    real("felt_reposted", "times a month", "Believed: felt rate of being moved, by conduct.", "信念：被调整岗位的感受比率，按行为。", CONDUCTS),
)  # fmt: skip

LOSS_RISING = real(
    "loss_rising",
    "months of strain",
    "Believed: felt loss of a sanction to somebody below the ceiling.",
    "信念：未到晋升天花板者受处理的感受损失。",
)
LOSS_CEILING = real(
    "loss_ceiling",
    "months of strain",
    "Believed: felt loss of a sanction to somebody at the ceiling.",
    "信念：已到晋升天花板者受处理的感受损失。",
)


class Counter(NamedTuple):
    """Something that a county's notices tell: what is remembered of it, and what this month adds."""

    remembered: Field
    now: Field


def _counter(name: str, unit: str, en: str, zh: str, count: int = 1) -> Counter:
    """A counter ``name`` in whole numbers; ``now_name`` is what this month adds."""
    return Counter(
        real(name, unit, f"Remembered: {en}", f"记忆：{zh}", count),
        whole(f"now_{name}", unit, f"This month: {en}", f"本月：{zh}", count),
    )


COUNTERS = (
    _counter("surfaced", "cases", "cases that surfaced otherwise than by an error.", "非因失误而事发的事项。"),
    _counter("overturned", "sanctions", "sanctions of cadres on cases, other than for misconduct, that were overturned.", "对乡镇干部的工作问责处理中被撤销的。"),
    _counter("sanctions", "sanctions", "sanctions of cadres on cases, other than for misconduct.", "对乡镇干部的工作问责处理。"),
    _counter("case_months", "case-months", "open cases.", "未结事项。"),
    _counter("step_seen", "decisions", "decisions on what does not look like an error, by the township's step on file.", "看上去并非失误的决定，按乡镇履职情况。", STEPS),
    _counter("step_blamed", "decisions", "those of them that held the holder.", "其中在岗者受处理的决定。", STEPS),
    _counter("department_seen", "decisions", "the same, by the step of each department that knew.", "同样的决定，按各知情部门的履职情况。", STEPS),
    _counter("department_blamed", "decisions", "those of them that held its head.", "其中部门负责人受处理的决定。", STEPS),
    _counter("error_seen", "decisions", "decisions on what looks like an error and was not found to be misconduct, by what it looks like.", "看似失误、未认定违纪的决定，按失误看上去的样子。", LOOKS),
    _counter("error_blamed", "decisions", "those of them that held the one who erred.", "其中失误者受处理的决定。", LOOKS),
    _counter("help_seen", "decisions", "decisions on files with a helper.", "档案上有人帮忙的决定。"),
    _counter("help_blamed", "decisions", "those of them that held the helper.", "其中帮忙者受处理的决定。"),
    _counter("passed_seen", "decisions", "decisions on what does not look like an error and was passed on, by the way it went.", "推出去过的、看上去并非失误的决定，按去向。", WAYS),
    _counter("passed_blamed", "decisions", "those of them that held whoever passed it on.", "其中推出者受处理的决定。", WAYS),
    _counter("in_hand", "case-months", "cases in hand, by conduct.", "在办事项，按行为。", CONDUCTS),
    _counter("busy", "person-months", "months with any case in hand, by conduct.", "手头有事的人月，按行为。", CONDUCTS),
    _counter("errors", "errors", "errors, by conduct.", "失误，按行为。", CONDUCTS),
    _counter("endings", "cases", "cases in hand that ended, by conduct.", "了结的在办事项，按行为。", CONDUCTS),
    _counter("elsewhere", "case-months", "open department cases not in the township's hands.", "不在乡镇手中的未结部门事项。"),
    _counter("departures", "cases", "department cases not in the township's hands that ended or were handed down.", "不在乡镇手中而了结或下压的部门事项。"),
    _counter("arrivals_own", "cases", "own duties newly in hand.", "新到手的本职事项。"),
    _counter("arrivals_assist", "cases", "department cases newly in hand.", "新到手的部门事项。"),
    _counter("arrivals_elsewhere", "cases", "new cases that are not in hand.", "新出现而不在手中的事项。"),
    _counter("department_months", "department-months", "departments.", "部门月数。"),
    _counter("blamed_beside", "sanctions", "sanctions of heads for cases that they did not know of, or that look like an error.", "部门负责人因不知情的或看似失误的事项所受处理。"),
    _counter("arrivals_pairs", "cases", "cases that a department newly knows of.", "部门新知悉的事项。"),
    _counter("pairs", "case-months", "cases that departments know of: of those that act (each counting as its turn, in multiples of 2**-20), of those that do not, handed down.",
             "部门知悉的事项：主动履职者（按轮到的概率计，以 2**-20 为单位）、未主动履职者、已下压者。", PAIR_KINDS),
    _counter("pairs_ended", "cases", "those of them that ended, in the same order.", "其中了结的事项，按同样的顺序。", PAIR_KINDS),
)  # fmt: skip


def _by_activity(name: str, en: str, zh: str) -> Field:
    """Cadres by how many of the 12 months before they had worked or explored: 0 to 12."""
    return whole(name, "persons", en, zh, HISTORY + 1)


TOWNSHIP_RECORD = Record("TOWNSHIP_RECORD", "A township: what its cadres remember and believe.", "一个乡镇：干部的记忆与信念。", (
    *SEEN,
    real("solved", "problems of mean severity a month", "Believed: value a month of each conduct solves.", "信念：各种行为每月解决的价值。", CONDUCTS),
    *ROUND,
    real("safety", "probability", "Believed: probability not to be sanctioned though the file shows the duty done.", "信念：档案显示已履职便不受处理的概率。"),
    real("trust", "probability", "Believed: probability that helping does not end in blame, and that a colleague does not push its work over.", "信念：帮忙不致受追究、同事不把事推过来的概率。"),
    LOSS_RISING,
    LOSS_CEILING,
    real("weights", "", "Weights of all its cadres' diligence in who is given work, added up.", "派活时全体干部勤勉权重之和。"),
    *NOW,
    small("county", "", "Index of the county.", "县序号。"),
))  # fmt: skip

COUNTY = Record("COUNTY", "A county: what its notices say, what is believed there, and its docket.", "一个县：通报内容、信念与待办问责件。", (
    *SEEN,
    real("promoted_events", "person-years", "Remembered: years of those promoted, by conduct.", "记忆：获晋升者的人年，按行为。", CONDUCTS),
    real("competing_exposure", "person-years", "Remembered: years of those let into the round, by conduct.", "记忆：获准参评者的人年，按行为。", CONDUCTS),
    real("honoured_events", "person-years", "Remembered: years of those honoured, by conduct.", "记忆：受表彰者的人年，按行为。", CONDUCTS),
    real("honour_exposure", "person-years", "Remembered: years of those neither kept from honours nor removed, by conduct.", "记忆：可参评表彰者的人年，按行为。", CONDUCTS),
    real("reposted_events", "person-years", "Remembered: years of those moved, by conduct.", "记忆：被调整岗位者的人年，按行为。", CONDUCTS),
    real("year_exposure", "person-years", "Remembered: years of everybody at a round, by conduct.", "记忆：全体参加年度一轮者的人年，按行为。", CONDUCTS),
    *(counter.remembered for counter in COUNTERS),
    real("style_notices", "decisions", "Remembered: decisions, by style.", "记忆：各种方式的决定。", STYLES),
    *ROUND,
    real("surfacing", "probability a month", "Believed: probability that an open case surfaces otherwise than by an error.", "信念：未结事项每月（非因失误）事发的概率。"),
    real("blamed", "probability", "Believed: probability to be sanctioned for a case that surfaces, by the township's step on file.", "信念：事发后受处理的概率，按档案所示乡镇履职情况。", STEPS),
    real("blamed_department", "probability", "Believed: probability that a head is sanctioned for a case that surfaces, by the department's step on file.", "信念：事发后部门负责人受处理的概率，按档案所示部门履职情况。", STEPS),
    real("blamed_for_error", "probability", "Believed: probability to be sanctioned for an error, by what it looks like.", "信念：失误后受处理的概率，按失误看上去的样子。", LOOKS),
    real("blamed_helper", "probability", "Believed: probability that whoever helped is sanctioned when the case is decided.", "信念：事项作出决定时帮忙者受处理的概率。"),
    real("blamed_passer", "probability", "Believed: probability that whoever passed a duty on is sanctioned if it surfaces, by the way it went: up, sideways.", "信念：推出去的事项事发后推出者受处理的概率，按去向：往上、推给同事。", WAYS),
    real("felt_helping", "times a month", "Believed: felt rate of sanctions for a case that one helped with.", "信念：因帮过忙的事项受处理的感受比率。"),
    real("felt_passing", "times a month", "Believed: felt rate of sanctions for a duty passed on, by the way it went: up, sideways.", "信念：因推出去的事项受处理的感受比率，按去向：往上、推给同事。", WAYS),
    real("erring", "errors a case-month", "Believed: errors a month and case in hand, by conduct.", "信念：每件在办事项每月的失误，按行为。", CONDUCTS),
    real("ended", "cases a month", "Believed: cases in hand that end in a month with any in hand, by conduct.", "信念：手头有事的一个月里了结的事项，按行为。", CONDUCTS),
    real("leaving_elsewhere", "probability a month", "Believed: rate at which cases that are elsewhere leave.", "信念：不在乡镇手中的事项每月离开的比率。"),
    real("staying_elsewhere", "share", "Believed: share of the horizon for which a case that is elsewhere stays there.", "信念：不在乡镇手中的事项在展望期内停留的时间比例。"),
    real("coming_elsewhere", "cases", "Believed: cases elsewhere on average over the horizon for each new one a month.", "信念：每月每新增一件不在手中的事项，展望期内平均停留的件数。"),
    real("new_own", "cases a person-month", "Believed: own duties newly in hand.", "信念：新到手的本职事项。"),
    real("new_assist", "cases a person-month", "Believed: department cases newly in hand.", "信念：新到手的部门事项。"),
    real("new_elsewhere", "cases a person-month", "Believed: new cases that are not in hand.", "信念：新出现而不在手中的事项。"),
    real("new_pairs", "cases a department-month", "Believed: cases that a department newly knows of.", "信念：部门新知悉的事项。"),
    real("blame_beside", "sanctions a department-month", "Believed: sanctions of heads for cases that they did not know of, or that look like an error.", "信念：部门负责人因不知情的或看似失误的事项所受处理。"),
    real("ended_acting", "cases a month", "Believed: cases of acting departments that end, for each in its turn.", "信念：主动履职的部门每件轮到的事项每月了结的比率。"),
    real("ended_sitting", "probability a month", "Believed: rate at which cases end of departments that do not act.", "信念：未主动履职的部门所留事项每月了结的比率。"),
    real("ended_down", "probability a month", "Believed: rate at which cases end that were handed down.", "信念：已下压事项每月了结的比率。"),
    real("surfaces", "probability a year", "Believed: probability that an open case surfaces within a year.", "信念：未结事项一年内事发的概率。"),
    real("detected", "probability", "Believed: probability that misconduct that surfaces is seen for what it is.", "信念：事发的违纪被识破的概率。"),
    real("sanctioned_if_surfaced", "probability", "Believed: probability to be sanctioned for what looks like an error and is not found to be misconduct.", "信念：看似失误、未认定违纪者受处理的概率。"),
    real("lasting", "share", "Believed: part of the loss of a sanction that lasts, as some are overturned.", "信念：因部分处理会被撤销，处理的损失中最终留存的部分。"),
    real("year_rising", "months of strain", "Believed: what a year under an effect period keeps from, below the ceiling.", "信念：未到晋升天花板者一年影响期所失（晋升与表彰）。"),
    real("year_ceiling", "months of strain", "Believed: what a year under an effect period keeps from, at the ceiling.", "信念：已到晋升天花板者一年影响期所失（表彰）。"),
    LOSS_RISING,
    LOSS_CEILING,
    real("loss_head", "months of strain", "Believed: felt loss of a sanction to a head of a department.", "信念：部门负责人受处理的感受损失。"),
    *NOW,
    whole("now_promoted", "months", "This year: months of those promoted, by conduct.", "本年：获晋升者各种行为的月数。", CONDUCTS),
    whole("now_competing", "months", "This year: months of those let into the round, by conduct.", "本年：获准参评者各种行为的月数。", CONDUCTS),
    whole("now_honoured", "months", "This year: months of those honoured, by conduct.", "本年：受表彰者各种行为的月数。", CONDUCTS),
    whole("now_honour_exposure", "months", "This year: months of those neither kept from honours nor removed, by conduct.", "本年：可参评表彰者各种行为的月数。", CONDUCTS),
    whole("now_reposted", "months", "This year: months of those moved, by conduct.", "本年：被调整岗位者各种行为的月数。", CONDUCTS),
    whole("now_year_exposure", "months", "This year: months of everybody at the round, by conduct.", "本年：全体参加年度一轮者各种行为的月数。", CONDUCTS),
    *(counter.now for counter in COUNTERS),
    whole("now_style", "decisions", "This month: decisions, by style.", "本月：各种方式的决定。", STYLES),
    _by_activity("by_activity", "This month: cadres, by months of work or exploring in the 12 before (0 to 12).", "本月：按此前十二个月干事月数（0 至 12）分组的干部。"),
    _by_activity("sanctioned_by_activity", "This month: cadres sanctioned, by the same months.", "本月：受处理的干部，按同样的月数分组。"),
    _by_activity("wrongful_by_activity", "This month: cadres wrongfully sanctioned, by the same months.", "本月：受错误处理的干部，按同样的月数分组。"),
    small("docket", "entries", "Entries waiting for a decision.", "待作决定的问责件。"),
    small("block", "", "Index of its block: the counties whose months are lived together.", "所在区块（逐月一并运算的若干县）的序号。"),
))  # fmt: skip

CITY = Record("CITY", "The city: what supervisors have learnt of each style of inquiry.", "全市：问责主体对各种方式的认识。", (
    real("answered_events", "decisions", "Remembered: decisions that held somebody, by style.", "记忆：有人受处理的决定，按方式。", STYLES),
    real("decisions", "decisions", "Remembered: decisions, by style.", "记忆：决定，按方式。", STYLES),
    real("wrongful_events", "audits", "Remembered: audits that found somebody wrongfully held, by style.", "记忆：认定错误问责的评估，按方式。", STYLES),
    real("missed_events", "audits", "Remembered: audits that found a culprit missed, by style.", "记忆：认定该问未问的评估，按方式。", STYLES),
    real("late_events", "audits", "Remembered: audits of late decisions, by style.", "记忆：对不及时决定的评估，按方式。", STYLES),
    real("unfair_events", "audits", "Remembered: audits that found the township held for a department, by style.", "记忆：认定放过部门、只打乡镇的评估，按方式。", STYLES),
    real("audited", "audits", "Remembered: audits, by style.", "记忆：评估，按方式。", STYLES),
    real("answered", "probability", "Believed: probability that a decision holds somebody, by style.", "信念：决定中有人受处理的概率，按方式。", STYLES),
    real("wrongful", "probability", "Believed: probability that an audit finds somebody wrongfully held, by style.", "信念：评估认定错误问责的概率，按方式。", STYLES),
    real("missed", "probability", "Believed: probability that an audit finds a culprit missed, by style.", "信念：评估认定该问未问的概率，按方式。", STYLES),
    real("late", "probability", "Believed: probability that an audited decision is late, by style.", "信念：受评估的决定不及时的概率，按方式。", STYLES),
    real("unfair", "probability", "Believed: probability that an audit finds the township held for a department, by style.", "信念：评估认定放过部门、只打乡镇的概率，按方式。", STYLES),
    whole("now_answered", "decisions", "This month: decisions that held somebody, by style.", "本月：有人受处理的决定，按方式。", STYLES),
    whole("now_decisions", "decisions", "This month: decisions, by style.", "本月：决定，按方式。", STYLES),
    whole("now_wrongful", "audits", "This month: audits that found somebody wrongfully held, by style.", "本月：认定错误问责的评估，按方式。", STYLES),
    whole("now_missed", "audits", "This month: audits that found a culprit missed, by style.", "本月：认定该问未问的评估，按方式。", STYLES),
    whole("now_late", "audits", "This month: audits of late decisions, by style.", "本月：对不及时决定的评估，按方式。", STYLES),
    whole("now_unfair", "audits", "This month: audits that found the township held for a department, by style.", "本月：认定放过部门、只打乡镇的评估，按方式。", STYLES),
    whole("now_audited", "audits", "This month: audits, by style.", "本月：评估，按方式。", STYLES),
))  # fmt: skip
