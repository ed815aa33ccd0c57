"""Fields of cadres, posts, departments and supervisors."""

from wenze.agents.kinds import CONDUCTS, FILE_KINDS, KEPT_KINDS, STEPS
from wenze.sim.fields.field import Record, flag, month, number, real, small, whole

PERSON = Record("PERSON", "A cadre.", "一名乡镇干部。", (
    real("motivation", "months of strain a problem of mean severity", "Public-service motivation.", "公共服务动机。"),
    real("competence", "factor", "Competence; the mean is 1.", "能力（均值为 1）。"),
    real("loss_weight", "weight", "Weight of a loss against a gain.", "损失相对收益的权重。"),
    real("scruple", "months of strain", "What a private gain must exceed even if it is never found out.", "良心代价：即便永不败露，谋私收益也须超过它。"),
    real("knowhow", "share", "Know-how gained by successes in exploring.", "探索成功所积累的专门知识。"),
    real("diligence", "share", "What others have lately seen of it at work.", "旁人近来所见其干事的程度。"),
    whole("solved_now", "problems of mean severity", "Value solved this month, in multiples of 2**-20.", "本月解决的价值（以 2**-20 为单位）。"),
    whole("year_solved", "problems of mean severity", "Value solved this year, in multiples of 2**-20.", "本年解决的价值（以 2**-20 为单位）。"),
    whole("worked", "months", "Worked off of a running effect period and not yet taken off it, in multiples of 2**-20.", "影响期内已抵减而尚未满一个月的部分（以 2**-20 为单位）。"),
    number("number", "Number of the person.", "人员编号。"),
    small("post", "", "Index of the post held.", "所在岗位序号。"),
    small("last_sanction", "", "One more than the index of the last sanction, 0 for none.", "最近一次处理的序号加一，无则为 0。"),
    small("seniority", "months", "Months of service.", "工作月数。"),
    small("tenure", "months", "Months at the post.", "到岗月数。"),
    small("barred_until", "month", "Month from which the person is free of effect periods.", "影响期全部届满的月份。"),
    small("promotions", "times", "Promotions so far; for the record.", "已获晋升次数，仅作记录。"),
    small("rounds_missed", "", "The last 16 rounds, a bit a round, 1 where missed because barred and not yet made up for or tried.", "最近十六轮晋升，每轮一位，因影响期错过且尚未补行审议为 1。"),
    month("idle_history", "", "The last 12 months, a bit a month, 1 where idle.", "近十二个月，每月一位，不作为为 1。"),
    month("active_history", "", "The last 12 months, a bit a month, 1 where working or exploring.", "近十二个月，每月一位，干事为 1。"),
    month("sanctions_now", "sanctions", "Sanctions for work this month.", "本月因工作所受处理。"),
    month("wrongful_now", "sanctions", "Wrongful sanctions this month.", "本月所受错误处理。"),
    month("successes_now", "cases", "Cases solved this month by exploring.", "本月探索所解决的事项。"),
    month("year_months", "months", "Months of this year, by conduct.", "本年各种行为的月数。", CONDUCTS),
    flag("conduct", "", "Conduct of the month: 0 work, 1 explore, 2 cover, 3 idle, -1 none yet.", "本月行为：0 按章办事，1 探索创新，2 留痕避责，3 不作为，-1 尚未选择。"),
    flag("idle_months", "months", "Idle months among the last 12.", "近十二个月中不作为的月数。"),
    flag("active_months", "months", "Months of work or exploring among the last 12.", "近十二个月中干事的月数。"),
    flag("competes", "", "1 if let into the last promotion round.", "获准参加最近一轮晋升为 1。"),
    flag("removed", "", "1 if removed from office this month.", "本月被免职为 1。"),
))  # fmt: skip

POST = Record("POST", "A post, held by one cadre.", "一个岗位，由一名干部担任。", (
    real("weight", "", "Weight of its holder's diligence in who is given work.", "在岗者勤勉程度在派活中的权重。"),
    number("number", "Number of the post.", "岗位编号。"),
    small("county", "", "Index of the county.", "县序号。"),
    small("township", "", "Index of the township in the city.", "乡镇在全市的序号。"),
    small("holder", "", "Place of its holder among the people.", "在岗者在人员表中的位置。"),
    small("in_hand", "cases", "Cases in hand, own duties away among them, by present step: none, paper, real, pending department cases, pending own duties.",
          "在办事项，按目前履职情况：无、书面、实际、未到期的部门事项、未到期的本职事项。", FILE_KINDS),
    small("elsewhere", "cases", "Open department cases of the post that are elsewhere, by present step, in the same order.", "本岗位不在乡镇手中的未结事项，按同样的顺序。", FILE_KINDS),
    small("load", "cases", "Open cases in the township's hands whose desk it is.", "由乡镇办理、在该岗位在办的未结事项。"),
    small("load_now", "cases", "The load when the month's handling began, which attention is divided by.", "本月开始办理时的负荷，注意力由此分摊。"),
    small("arrivals", "persons", "People who have arrived at the post.", "先后到岗的人数。"),
))  # fmt: skip

DEPARTMENT = Record("DEPARTMENT", "A county department and its head.", "一个县直部门及其负责人。", (
    real("turn", "probability", "Probability that a case held gets its turn this month.", "所办事项本月轮到办理的概率。"),
    number("number", "Number of the department.", "部门编号。"),
    number("head", "Number of its head.", "负责人编号。"),
    small("county", "", "Index of the county.", "县序号。"),
    small("conduct", "", "Option of the month: 0 act, 1 hand down, 2 pass on, -1 none yet.", "本月选择：0 主动履职，1 层层下压，2 转办，-1 尚未选择。"),
    small("held", "cases", "Cases it holds this month.", "本月所办事项。"),
    small("kept", "cases", "Cases that it knows of and keeps, by present step: none, paper, real, pending.", "知悉并留办的事项，按目前履职情况：无、书面、实际、未到期。", KEPT_KINDS),
    small("down", "cases", "Cases that it has handed down as lead, by present step: none, paper, real.", "作为主责部门下压的事项，按目前履职情况：无、书面、实际。", STEPS),
    small("barred_until", "month", "Month from which its head is free of effect periods.", "负责人影响期届满的月份。"),
    small("heads", "persons", "Heads it has had.", "历任负责人数。"),
    small("removed", "", "1 if its head was removed from office this month.", "负责人本月被免职为 1。"),
    small("last_sanction", "", "One more than the index of its head's last sanction, 0 for none.", "负责人最近一次处理的序号加一，无则为 0。"),
))  # fmt: skip

SUPERVISOR = Record("SUPERVISOR", "A county's team of supervisors and its leader.", "一个县的问责主体及其负责人。", (
    real("load", "entries a supervisor", "Entries on the docket of the county for each supervisor.", "该县每名问责人员的待办问责件。"),
    number("number", "Number of the team.", "问责主体编号。"),
    number("leader", "Number of its leader.", "负责人编号。"),
    small("style", "", "Style of the month: 0 deep inquiry, 1 by the list, 2 by habit, -1 none yet.", "本月方式：0 深入调查，1 按清单，2 凭习惯，-1 尚未选择。"),
    small("county", "", "Index of the county.", "县序号。"),
    small("barred_until", "month", "Month from which its leader is free of effect periods.", "负责人影响期届满的月份。"),
    small("leaders", "persons", "Leaders it has had.", "历任负责人数。"),
    small("removed", "", "1 if its leader was removed from office this month.", "负责人本月被免职为 1。"),
    small("last_sanction", "", "One more than the index of its leader's last sanction, 0 for none.", "负责人最近一次处理的序号加一，无则为 0。"),
))  # fmt: skip
