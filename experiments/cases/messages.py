"""What stories say, in English and Chinese."""

from wenze.sim.language import Language
from wenze.sim.messages import add_messages

MESSAGES: dict[str, dict[Language, str]] = {
    # Names.
    "name_cadre": {"en": "cadre {code}", "zh": "干部{code}"},
    "name_head": {"en": "the head of department {index}", "zh": "部门{index}负责人"},
    "name_leader": {"en": "the leader of the supervisors of county {county}", "zh": "{county}号县问责主体负责人"},
    "name_department": {"en": "department {index}", "zh": "部门{index}"},
    "rung_0": {"en": "talk or criticism", "zh": "谈话、批评"},
    "rung_1": {"en": "warning", "zh": "警告"},
    "rung_2": {"en": "demerit", "zh": "记过"},
    "rung_3": {"en": "major demerit", "zh": "记大过"},
    "rung_4": {"en": "demotion or removal", "zh": "降级、撤职"},
    "duty_township": {"en": "the township's own duty", "zh": "乡镇本职"},
    "duty_assist": {"en": "the duty of {departments}, the township assisting", "zh": "{departments}主责、乡镇配合"},
    "duty_departments": {"en": "the duty of {departments} alone", "zh": "由{departments}单独负责"},
    # What the log holds of a case.
    "told_arisen": {
        "en": "a problem arises at post {post}, held by {holder}: {duty}, severity {severity}.",
        "zh": "{post}号岗位（{holder}在岗）出现问题：{duty}，严重程度 {severity}。",
    },
    "told_solved_township": {"en": "{who} solves it.", "zh": "{who}解决了它。"},
    "told_solved_department": {"en": "{who} solves it.", "zh": "{who}解决了它。"},
    "told_surfaced_inspected": {"en": "an inspection finds it.", "zh": "督查发现了它。"},
    "told_surfaced_complained": {"en": "a citizen complains of it.", "zh": "群众投诉。"},
    "told_surfaced_erred": {"en": "{who} makes an error, which brings it to light.", "zh": "{who}失误，使其事发。"},
    "told_surfaced_exposed": {"en": "it comes out that {who} took a private gain.", "zh": "{who}谋私一事暴露。"},
    "told_surfaced_erupted": {"en": "it erupts, and harm is done.", "zh": "事项爆发，造成危害。"},
    "told_decided_deep": {"en": "the supervisors decide, after a deep inquiry: {outcome}.", "zh": "问责主体深入调查后决定：{outcome}。"},
    "told_decided_list": {"en": "the supervisors decide by the list: {outcome}.", "zh": "问责主体按清单决定：{outcome}。"},
    "told_decided_habit": {"en": "the supervisors decide by habit: {outcome}.", "zh": "问责主体凭习惯决定：{outcome}。"},
    "somebody_answers": {"en": "somebody is to answer", "zh": "有人受处理"},
    "nobody_answers": {"en": "nobody answers", "zh": "无人受处理"},
    "told_sanctioned": {"en": "{who} answers for it: {rung}; {deserved}.", "zh": "{who}受到处理：{rung}；{deserved}。"},
    "is_deserved": {"en": "deserved", "zh": "罚当其责"},
    "is_undeserved": {"en": "not deserved", "zh": "错误问责"},
    "is_no_cause": {"en": "not deserved: no cause of it", "zh": "错误问责，并非成因"},
    "is_not_culpable": {"en": "not deserved: a cause, but not culpable", "zh": "错误问责，虽为成因但不应负责任"},
    "told_overturned": {"en": "on review the {rung} of {who} is overturned.", "zh": "经复查，{who}的{rung}被撤销。"},
    "told_handed_down": {"en": "{who} hands it down to the township.", "zh": "{who}把它下压给乡镇。"},
    "told_reported": {"en": "{who} reports it upward.", "zh": "{who}向上报告。"},
    "told_reported_lost": {
        "en": "{who} reports it upward, and the report is lost on the way.",
        "zh": "{who}向上报告，报告石沉大海。",
    },
    "told_passed_up": {"en": "{who} passes it up to {lead}.", "zh": "{who}把它往上推给{lead}。"},
    "told_passed_sideways": {"en": "{who} passes it on to a colleague.", "zh": "{who}把它推给同事。"},
    "told_misconduct": {"en": "{who} takes a private gain with it.", "zh": "{who}借此谋取私利。"},
    "told_answered_for": {
        "en": "an audit finds the decision wrong, and {who} answers for it: {rung}.",
        "zh": "评估认定该决定有误，{who}受到处理：{rung}。",
    },
    # What the log holds of officials.
    "told_promoted": {"en": "{who} is promoted.", "zh": "{who}获得晋升。"},
    "told_promoted_late": {"en": "{who} is promoted, for a round missed.", "zh": "{who}补获所错过的晋升。"},
    "told_left": {"en": "{who} leaves post {post}.", "zh": "{who}离开{post}号岗位。"},
    "told_reposted": {"en": "{who} is moved to post {post}.", "zh": "{who}被调整到{post}号岗位。"},
    "told_disciplined": {
        "en": "{who} is sanctioned for a breach of discipline: {rung}.",
        "zh": "{who}因违反纪律受到处理：{rung}。",
    },
    # What the records hold beside it.
    "seen_open_at_switch": {
        "en": "it is open when the regime begins: at post {post}, {duty}, severity {severity}, arisen {months} months before.",
        "zh": "制度开始时已有此事项：在{post}号岗位，{duty}，严重程度 {severity}，出现于 {months} 个月前。",
    },
    "seen_told_at_once": {
        "en": "the township has reported it at once to {departments}.",
        "zh": "乡镇随即上报{departments}。",
    },
    "seen_known_at_start": {"en": "it is known from the start to {departments}.", "zh": "{departments}一开始即知情。"},
    "seen_informed": {"en": "word of it reaches {departments}.", "zh": "{departments}知情。"},
    "seen_in_hand": {"en": "{who}, at post {post}, has it in hand.", "zh": "由{post}号岗位的{who}办理。"},
    "seen_back": {"en": "{department} sends it back to {who}.", "zh": "{department}把它退回给{who}。"},
    "seen_worker": {"en": "{who} works on it.", "zh": "{who}着手办理。"},
    "seen_helper": {"en": "{who} helps.", "zh": "{who}帮忙。"},
    "seen_covered": {"en": "{who} puts paper on the file in place of work.", "zh": "{who}只在档案上留痕。"},
    "seen_acts": {"en": "{department} acts on it.", "zh": "{department}着手履职。"},
    "seen_relays": {"en": "{department} passes the file on without deciding.", "zh": "{department}只作转办。"},
    "seen_put_on_file": {
        "en": "the complaint puts on file that the departments were told.",
        "zh": "投诉载明曾告知部门。",
    },
    "seen_newcomer": {"en": "{who} takes over the desk, and the case with it.", "zh": "{who}接任，事项随岗移交。"},
    "seen_truth": {
        "en": "the truth, which nobody there knows: culpable are {parties}, for what they left undone.",
        "zh": "真相（局中人不知）：{parties}应负责任，未尽其责。",
    },
    "seen_truth_deed": {"en": "the truth: {who} is culpable, for the deed.", "zh": "真相：{who}应负责任。"},
    "the_township": {"en": "the township ({who})", "zh": "乡镇（{who}）"},
    "seen_truth_nobody": {
        "en": "the truth, which nobody there knows: nobody is culpable.",
        "zh": "真相（局中人不知）：无人应负责任。",
    },
}  # fmt: skip

add_messages(MESSAGES)
