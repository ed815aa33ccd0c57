"""Fields of townships, counties and the city: what is remembered there, what this month adds, and what is believed.

Fields with ``_events`` and ``exposure`` are memory: discounted sums of what happened, and of the months or decisions it
happened in. Fields with ``now_`` are what the current month adds; the rest is what is believed.
"""

from wenze.agents.kinds import CONDUCTS, OPTIONS, STYLES
from wenze.sim.fields.field import Field, Record, real, small, whole

HISTORY = 12  # months looked back at for lying flat, activity and the yearly round

SEEN = (
    real("solved_events", "problems of mean severity", "Remembered: value solved, by conduct.", "记忆：各种行为所解决的价值。", CONDUCTS),
    real("exposure", "person-months", "Remembered: months of each conduct.", "记忆：各种行为的人月。", CONDUCTS),
    real("sanctioned_events", "sanctions", "Remembered: sanctions of cadres, by conduct.", "记忆：各种行为所受处理。", CONDUCTS),
    real("clean_blamed", "decisions", "Remembered: decisions that held a cadre though the file showed the duty done.", "记忆：档案显示已履职而干部仍受处理的决定。"),
    real("clean_seen", "decisions", "Remembered: decisions on files that showed the duty done.", "记忆：档案显示已履职的决定。"),
)  # fmt: skip

NOW = (
    whole("now_solved", "problems of mean severity", "This month: value solved, by conduct, in multiples of 2**-20.", "本月：各种行为所解决的价值（以 2**-20 为单位）。", CONDUCTS),
    whole("now_exposure", "person-months", "This month: months of each conduct, in multiples of 2**-20.", "本月：各种行为的人月（以 2**-20 为单位）。", CONDUCTS),
    whole("now_sanctioned", "sanctions", "This month: sanctions of cadres, by conduct, in multiples of 2**-20.", "本月：各种行为所受处理（以 2**-20 为单位）。", CONDUCTS),
    whole("now_clean_blamed", "decisions", "This month: decisions that held a cadre though the file showed the duty done, less what was cleared in public, in multiples of 2**-20.",
          "本月：档案显示已履职而干部仍受处理的决定，减去公开澄清的（以 2**-20 为单位）。"),
    whole("now_clean_seen", "decisions", "This month: decisions on files that showed the duty done, in multiples of 2**-20.", "本月：档案显示已履职的决定（以 2**-20 为单位）。"),
)  # fmt: skip

ROUND = (
    real("promoted", "probability a year", "Believed: probability of promotion of those let into a round, by conduct.", "信念：获准参评者的晋升概率，按行为。", CONDUCTS),
    real("honoured", "probability a year", "Believed: probability of an honour, by conduct.", "信念：受表彰的概率，按行为。", CONDUCTS),
    real("reposted", "probability a year", "Believed: probability of being moved, by conduct.", "信念：被调整岗位的概率，按行为。", CONDUCTS),
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


def _by_activity(name: str, en: str, zh: str) -> Field:
    """Cadres by how many of the 12 months before they had worked or explored: 0 to 12."""
    return whole(name, "persons", en, zh, HISTORY + 1)


TOWNSHIP_RECORD = Record("TOWNSHIP_RECORD", "A township: what its cadres remember and believe.", "一个乡镇：干部的记忆与信念。", (
    *SEEN,
    real("solved", "problems of mean severity a month", "Believed: value a month of each conduct solves.", "信念：各种行为每月解决的价值。", CONDUCTS),
    real("risk", "probability a year", "Believed: felt probability of a sanction within a year, by conduct.", "信念：一年内受处理的感受概率，按行为。", CONDUCTS),
    *ROUND,
    real("safety", "probability", "Believed: probability not to be sanctioned though the file shows the duty done.", "信念：档案显示已履职便不受处理的概率。"),
    LOSS_RISING,
    LOSS_CEILING,
    *NOW,
    small("county", "", "Index of the county.", "县序号。"),
))  # fmt: skip

COUNTY = Record("COUNTY", "A county: what its notices say, what is believed there, and its docket.", "一个县：通报内容、信念与待办问责件。", (
    *SEEN,
    real("promoted_events", "person-years", "Remembered: years of those promoted, by conduct.", "记忆：获晋升者的人年，按行为。", CONDUCTS),
    real("competing_exposure", "person-years", "Remembered: years of those let into the round, by conduct.", "记忆：获准参评者的人年，按行为。", CONDUCTS),
    real("honoured_events", "person-years", "Remembered: years of those honoured, by conduct.", "记忆：受表彰者的人年，按行为。", CONDUCTS),
    real("honour_exposure", "person-years", "Remembered: years of those not kept from honours, by conduct.", "记忆：可参评表彰者的人年，按行为。", CONDUCTS),
    real("reposted_events", "person-years", "Remembered: years of those moved, by conduct.", "记忆：被调整岗位者的人年，按行为。", CONDUCTS),
    real("year_exposure", "person-years", "Remembered: years of everybody at a round, by conduct.", "记忆：全体参加年度一轮者的人年，按行为。", CONDUCTS),
    real("overturned_events", "sanctions", "Remembered: sanctions of cadres for work that were overturned.", "记忆：对乡镇干部的工作问责处理中被撤销的。"),
    real("sanctions_seen", "sanctions", "Remembered: sanctions of cadres for work.", "记忆：对乡镇干部的工作问责处理。"),
    real("surfaced_events", "cases", "Remembered: cases that surfaced.", "记忆：事发的事项。"),
    real("case_months", "case-months", "Remembered: months of open cases.", "记忆：未结事项的月数。"),
    real("blamed_anyway", "decisions", "Remembered: decisions that held a cadre on what looked like an error and was not found to be misconduct.",
         "记忆：看似失误、未认定违纪而有干部受处理的决定。"),
    real("decided_errors", "decisions", "Remembered: decisions on what looked like an error and was not found to be misconduct.", "记忆：看似失误、未认定违纪的决定。"),
    real("style_notices", "decisions", "Remembered: decisions, by style.", "记忆：各种方式的决定。", STYLES),
    real("blamed_events", "sanctions", "Remembered: sanctions of heads, by option of the department.", "记忆：部门负责人所受处理，按选择。", OPTIONS),
    real("department_exposure", "department-months", "Remembered: months of each option of departments.", "记忆：部门各种选择的月数。", OPTIONS),
    real("department_risk", "probability a year", "Believed: felt probability that a head is blamed within a year, by option.", "信念：部门负责人一年内被问责的感受概率，按选择。", OPTIONS),
    *ROUND,
    real("surfaces", "probability a year", "Believed: probability that an open case surfaces within a year.", "信念：未结事项一年内事发的概率。"),
    real("detected", "probability", "Believed: probability that misconduct that surfaces is seen for what it is.", "信念：事发的违纪被识破的概率。"),
    real("sanctioned_if_surfaced", "probability", "Believed: probability to be sanctioned for an honest error that surfaces.", "信念：诚实失误事发后受处理的概率。"),
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
    whole("now_honour_exposure", "months", "This year: months of those not kept from honours, by conduct.", "本年：可参评表彰者各种行为的月数。", CONDUCTS),
    whole("now_reposted", "months", "This year: months of those moved, by conduct.", "本年：被调整岗位者各种行为的月数。", CONDUCTS),
    whole("now_year_exposure", "months", "This year: months of everybody at the round, by conduct.", "本年：全体参加年度一轮者各种行为的月数。", CONDUCTS),
    whole("now_blamed", "sanctions", "This month: sanctions of heads, by option, in multiples of 2**-20.", "本月：部门负责人所受处理，按选择（以 2**-20 为单位）。", OPTIONS),
    whole("now_department_exposure", "department-months", "This month: months of each option, in multiples of 2**-20.", "本月：部门各种选择的月数（以 2**-20 为单位）。", OPTIONS),
    whole("now_overturned", "sanctions", "This month: sanctions of cadres for work that were overturned.", "本月：对乡镇干部的工作问责处理中被撤销的。"),
    whole("now_sanctions_seen", "sanctions", "This month: sanctions of cadres for work.", "本月：对乡镇干部的工作问责处理。"),
    whole("now_surfaced", "cases", "This month: cases that surfaced.", "本月：事发的事项。"),
    whole("now_case_months", "case-months", "This month: open cases.", "本月：未结事项。"),
    whole("now_blamed_anyway", "decisions", "This month: decisions that held a cadre on what looked like an error.", "本月：看似失误而有干部受处理的决定。"),
    whole("now_decided_errors", "decisions", "This month: decisions on what looked like an error.", "本月：看似失误的决定。"),
    whole("now_style", "decisions", "This month: decisions, by style.", "本月：各种方式的决定。", STYLES),
    _by_activity("by_activity", "This month: cadres, by months of work or exploring in the 12 before (0 to 12).", "本月：按此前十二个月干事月数（0 至 12）分组的干部。"),
    _by_activity("sanctioned_by_activity", "This month: cadres sanctioned, by the same months.", "本月：受处理的干部，按同样的月数分组。"),
    _by_activity("wrongful_by_activity", "This month: cadres wrongfully sanctioned, by the same months.", "本月：受错误处理的干部，按同样的月数分组。"),
    small("docket", "entries", "Entries waiting for a decision.", "待作决定的问责件。"),
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
