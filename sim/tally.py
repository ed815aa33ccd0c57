"""What the engine counts in a month: whole numbers, or whole multiples of 2**-20 where a real amount is summed.

Each count is declared once, with its meaning; the record of a month (:data:`TALLY`), the table of the model document and
the codebook of results are made from that. Measures (``wenze.sim.measures``) are formed from these sums, in one place.
"""

from typing import NamedTuple

import numpy as np


class Count(NamedTuple):
    """A count of a month. ``amount`` says that a real amount is summed, in whole multiples of 2**-20 of the unit."""

    name: str
    en: str
    zh: str
    unit: str
    amount: bool = False


DECLARED = (
    # People and what they did
    Count("person_months", "Cadres in post.", "在岗干部数。", "person-months"),
    Count("months_work", "Cadres who worked by the book.", "按章办事的干部数。", "person-months"),
    Count("months_explore", "Cadres who explored new ways.", "探索创新的干部数。", "person-months"),
    Count("months_cover", "Cadres who covered themselves with paper.", "留痕避责的干部数。", "person-months"),
    Count("months_idle", "Cadres who were idle.", "不作为的干部数。", "person-months"),
    Count("months_flat", "Cadres idle in at least 7 of the last 12 months, this one included.",
          "近十二个月（含本月）至少七个月不作为的干部数。", "person-months"),
    Count("months_burdened", "Cadres whose effect period still runs after this month.", "本月之后仍在影响期内的干部数。",
          "person-months"),
    Count("idle_burdened", "Idle cadres among those whose effect period still runs.", "影响期内而不作为的干部数。", "person-months"),
    # Problems and cases
    Count("arisen", "Problems that arose.", "新出现的问题。", "cases"),
    Count("arisen_own", "Problems that arose and are the township's own duty by law.", "新出现的、法定由乡镇负责的问题。", "cases"),
    Count("arisen_department", "Problems that arose and are a department's duty, with the township assisting or not.",
          "新出现的、由部门负责的问题（含乡镇配合的）。", "cases"),
    Count("solved", "Cases solved.", "解决的事项。", "cases"),
    Count("solved_by_department", "Cases solved by a department.", "由部门解决的事项。", "cases"),
    Count("solved_novel", "Cases without precedent that were solved.", "得到解决的无先例事项。", "cases"),
    Count("arisen_novel", "Problems without precedent that arose.", "新出现的无先例问题。", "cases"),
    Count("solved_months", "Ages of the cases solved, added up.", "已解决事项的存续月数之和。", "months"),
    Count("open", "Cases open at the end of the month.", "月末未结的事项。", "cases"),
    Count("erupted", "Cases that erupted.", "爆发的事项。", "cases"),
    Count("inspected", "Cases an inspection found.", "督查检查发现的事项。", "cases"),
    Count("complained", "Cases citizens complained about.", "群众投诉的事项。", "cases"),
    Count("erred", "Errors made in handling cases, each of which brings its case to light.", "办理中的失误（每次都使事项事发）。", "errors"),
    Count("exposed", "Cases on which misconduct came to light.", "违纪暴露的事项。", "cases"),
    # Departments
    Count("reached_department", "Department cases that came before their department for the first time.",
          "首次到达主责部门的部门事项。", "cases"),
    Count("handed_down", "Department cases handed down to the township.", "被下压到乡镇的部门事项。", "cases"),
    Count("own_passed", "Times a township passed its own duty up.", "乡镇把本职事项往上推的次数。", "times"),
    Count("passed_sideways", "Times one of the township's own duties was passed to a colleague.", "把本职事项推给同事的次数。", "times"),
    Count("help_asked", "Times a colleague was asked for help by somebody at work.", "干事者请同事帮忙的次数。", "times"),
    Count("help_refused", "Times a colleague refused.", "同事拒绝帮忙的次数。", "times"),
    Count("relays", "Files that departments passed on without a decision.", "部门不作决定、只管转办的次数。", "times"),
    Count("department_months", "Departments.", "部门数。", "department-months"),
    Count("months_act", "Departments that acted on their duties.", "主动履职的部门数。", "department-months"),
    Count("months_offload", "Departments that handed down.", "层层下压的部门数。", "department-months"),
    Count("months_relay", "Departments that passed files on.", "当“二传手”的部门数。", "department-months"),
    # Inquiry
    Count("docket", "Entries waiting for a decision at the end of the month.", "月末待作决定的问责件。", "entries"),
    Count("decided", "Entries decided.", "作出决定的问责件。", "decisions"),
    Count("decided_deep", "Entries decided in the style of deep inquiry.", "深入调查后作出决定的问责件。", "decisions"),
    Count("decided_list", "Entries decided in the style of going by the list.", "按清单作出决定的问责件。", "decisions"),
    Count("decided_habit", "Entries decided in the style of going by habit.", "凭习惯作出决定的问责件。", "decisions"),
    Count("timely", "Decisions within the months that count as timely.", "及时作出的决定。", "decisions"),
    Count("accurate", "Decisions that held exactly the culpable.", "受处理者恰为应负责任者的决定。", "decisions"),
    Count("answered", "Decisions that held somebody.", "有人受处理的决定。", "decisions"),
    # Sanctions: of any rung, talk and criticism included
    Count("sanctions_township", "Sanctions of cadres, talk and criticism included.", "对乡镇干部的问责处理（含谈话、批评）。", "sanctions"),
    Count("sanctions_department", "Sanctions of heads of departments, talk and criticism included.",
          "对部门负责人的问责处理（含谈话、批评）。", "sanctions"),
    Count("sanctions_with_period", "Formal sanctions of cadres and heads, which carry an effect period.",
          "对乡镇干部与部门负责人的处分（有影响期）。", "sanctions"),
    Count("misattributed_township", "Sanctions of cadres who were not a cause.", "受处理的乡镇干部并非成因。", "sanctions"),
    Count("misattributed_department", "Sanctions of heads whose department was not a cause.", "受处理者所在部门并非成因。",
          "sanctions"),
    Count("unforgiven_township", "Sanctions of cadres who were a cause but not culpable.", "受处理的乡镇干部虽为成因但不该追责。",
          "sanctions"),
    Count("unforgiven_department", "Sanctions of heads whose department was a cause but not culpable.",
          "受处理者所在部门虽为成因但不该追责。", "sanctions"),
    Count("sanctions_discipline", "Sanctions of cadres and heads for breaches of discipline that no case has to do with, talk and criticism included.",
          "对乡镇干部与部门负责人与事项无关的违反纪律的处理（含谈话、批评）。", "sanctions"),
    Count("discipline_with_period", "Of those, formal sanctions, which carry an effect period.", "其中的处分（有影响期）。", "sanctions"),
    Count("culpable_township", "Decided entries on which a cadre was culpable.", "乡镇干部应负责任的已决问责件。", "parties"),
    Count("culpable_department", "Departments culpable on decided entries.", "已决问责件中应负责任的部门。", "parties"),
    Count("caught_township", "Culpable cadres who were held.", "应负责任而受处理的乡镇干部。", "parties"),
    Count("caught_department", "Culpable departments that were held.", "应负责任而受处理的部门。", "parties"),
    # Pleas, reviews, audits
    Count("held_clean", "Sanctions of cadres, not for misconduct, though the file showed the duty done.",
          "档案显示已履职而仍（非因违纪）受处理的乡镇干部。", "sanctions"),
    Count("sanctions_supervisor", "Sanctions of leaders of supervisors for what an audit found; they count among no other sanctions.",
          "问责主体负责人因评估结论所受处理（不计入其他处理）。", "sanctions"),
    Count("pleas", "Pleas for tolerance made.", "提出的容错申请。", "pleas"),
    Count("plea_errors", "Pleas decided wrongly: true ones refused, untrue ones accepted.", "判断错误的容错申请。", "pleas"),
    Count("exempted", "Pleas that exempted.", "获准免责的容错申请。", "pleas"),
    Count("exempted_guilty", "Pleas that exempted somebody guilty of misconduct.", "庇护了违纪的容错免责。", "pleas"),
    Count("reviewed", "Sanctions reviewed.", "复查的问责处理。", "reviews"),
    Count("overturned", "Sanctions overturned.", "经复查撤销的问责处理。", "sanctions"),
    Count("overturned_months", "Months from sanction to overturning, added up.", "从处理到撤销的月数之和。", "months"),
    Count("overturned_wrongly", "Of those overturned, sanctions that had been right.", "误撤的正确处理。", "sanctions"),
    Count("upheld_wrongly", "Wrongful sanctions that a review upheld.", "复查维持的错误处理。", "sanctions"),
    Count("reviews_opened", "Reviews that audits opened.", "评估后随即启动的复查。", "reviews"),
    Count("audited", "Decisions audited.", "接受评估的决定。", "audits"),
    Count("found_wrongful", "Audits that found somebody wrongfully held.", "认定存在错误问责的评估。", "audits"),
    Count("found_missed", "Audits that found a culprit missed.", "认定存在该问未问的评估。", "audits"),
    Count("audit_errors", "Wrong findings of auditors, of three in each audit.", "评估者的误判（每次评估三项判断）。", "errors"),
    # Misconduct
    Count("opportunities", "Opportunities for private gain.", "谋私机会。", "opportunities"),
    Count("misconduct", "Opportunities for private gain that were taken.", "被利用的谋私机会。", "deeds"),
    Count("misconduct_caught", "The guilty sanctioned for misconduct.", "按违纪处理的违纪者。", "sanctions"),
    Count("misconduct_false", "The innocent sanctioned for misconduct.", "被误当违纪处理的无辜者。", "sanctions"),
    # Careers
    Count("at_round", "Cadres at a yearly round.", "参加年度一轮的干部数。", "persons"),
    Count("competing", "Cadres let into a promotion round.", "获准参评晋升的干部。", "persons"),
    Count("promoted", "Cadres promoted at a round.", "在年度一轮中获得晋升的干部。", "persons"),
    Count("rounds_missed", "Promotion rounds that cadres below the ceiling missed because an effect period barred them.",
          "未到晋升天花板的干部因影响期错过的晋升轮次。", "times"),
    Count("made_up", "Promotions for missed rounds that were made up for, after what had barred was overturned.",
          "所受处理撤销后补行的晋升。", "times"),
    Count("flat_at_round", "Cadres at a round who lie flat.", "参加年度一轮的躺平者。", "persons"),
    Count("flat_promoted", "Cadres promoted who lie flat.", "获得晋升的躺平者。", "persons"),
    Count("active_at_round", "Cadres at a round who worked or explored in at least 7 of the last 12 months.",
          "参加年度一轮、近十二个月至少七个月干事的干部。", "persons"),
    Count("active_promoted", "Cadres promoted who worked or explored in at least 7 of the last 12 months.",
          "获得晋升、近十二个月至少七个月干事的干部。", "persons"),
    Count("honoured", "Cadres honoured.", "受表彰的干部。", "persons"),
    Count("reposted", "Cadres moved to another post.", "被调整岗位的干部。", "persons"),
    Count("exits", "Cadres who left, for whatever reason.", "离岗的干部（不论原因）。", "persons"),
    Count("removed", "Cadres and heads of departments removed from office.", "被免职的干部与部门负责人。", "persons"),
    # The gradient: each county's quarters by months of work or exploring in the 12 months before
    Count("top_people", "Cadres in the quarter that worked most.", "干得最多的四分之一干部数。", "person-months"),
    Count("top_sanctioned", "Cadres sanctioned in the quarter that worked most.", "干得最多的四分之一中受处理的干部数。", "person-months"),
    Count("top_wrongful", "Cadres wrongfully sanctioned in the quarter that worked most.", "干得最多的四分之一中受错误处理的干部数。", "person-months"),
    Count("bottom_people", "Cadres in the quarter that worked least.", "干得最少的四分之一干部数。", "person-months"),
    Count("bottom_sanctioned", "Cadres sanctioned in the quarter that worked least.", "干得最少的四分之一中受处理的干部数。", "person-months"),
    Count("bottom_wrongful", "Cadres wrongfully sanctioned in the quarter that worked least.", "干得最少的四分之一中受错误处理的干部数。", "person-months"),
    # The load of the active and of the idle, and the long idle
    Count("load_active", "Cases in the hands of those who worked or explored, when the month's handling began.", "干事者本月开始办理时手头的事项。", "cases"),
    Count("load_idle", "Cases in the hands of the idle, when the month's handling began.", "不作为者本月开始办理时手头的事项。", "cases"),
    Count("months_idle_six", "Cadres idle in this month and in each of the five before.", "本月及此前五个月均不作为的干部数。", "person-months"),
    Count("sanctions_idle_six", "Sanctions of those, in the month.", "上述干部本月所受处理。", "sanctions"),
    # The river case
    Count("river_decided", "Decisions on the river case.", "河道案的决定。", "decisions"),
    Count("river_township", "Decisions on the river case that held the township.", "由乡镇担责的河道案决定。", "decisions"),
    Count("river_department", "Decisions on the river case that held a department.", "由部门担责的河道案决定。", "decisions"),
    # Real amounts
    Count("safety", "Felt safety of cadres, added up: the believed probability not to be sanctioned though the file shows the duty done.",
          "干部安全感之和：相信只要档案显示已尽责便不受处理的概率。", "person-months", amount=True),
    Count("trust", "Trust among colleagues, added up over cadres.", "干部对同事的信任之和。", "person-months", amount=True),
    Count("knowhow", "Know-how of cadres, added up.", "干部专门知识之和。", "person-months", amount=True),
    Count("value_arisen", "Value of the problems that arose.", "新出现问题的价值。", "problems of mean severity", amount=True),
    Count("value_solved", "Value of the cases solved.", "已解决事项的价值。", "problems of mean severity", amount=True),
    Count("harm", "Harm of the cases that erupted.", "爆发事项造成的危害。", "problems of mean severity", amount=True),
    Count("degree_township", "Degrees of responsibility of culpable cadres on decided entries.", "已决问责件中应负责任的乡镇干部的责任度之和。",
          "degrees", amount=True),
    Count("degree_department", "Degrees of responsibility of culpable departments on decided entries.",
          "已决问责件中应负责任的部门的责任度之和。", "degrees", amount=True),
    Count("expected_rightful", "Sanctions of cadres and heads, each counted to the chance that the sanctioned one's omitted steps would have averted the case; on a deed 1 if culpable.",
          "对乡镇干部与部门负责人的处理，各按其未履之职若履行本可避免的概率计；对行为本身则应负责任者计 1。", "sanctions", amount=True),
    Count("cost_inquiry", "Work of supervisors on their decisions.", "问责主体作出决定的工作量。", "months of work", amount=True),
    Count("cost_audits", "Work of auditors.", "评估的工作量。", "months of work", amount=True),
    Count("cost_reviews", "Work of reviewers.", "复查的工作量。", "months of work", amount=True),
    Count("cost_training", "Training and support of the active.", "对干事者培训与支持的工作量。", "months of work", amount=True),
    Count("cost_capacity", "Departments' capacity beyond the usual.", "部门超出通常水平的办理能力。", "months of work", amount=True),
)  # fmt: skip

COUNTS = tuple(count.name for count in DECLARED if not count.amount)
AMOUNTS = tuple(count.name for count in DECLARED if count.amount)

TALLY = np.dtype([(count.name, np.int64) for count in DECLARED])
