"""Fields of the clock of a replication, of blocks of counties, and of the log of events."""

from wenze.sim.fields.field import Record, number, real, small

EVENT = Record("EVENT", "An event of the log; what its fields hold for each kind stands in the table of events.", "日志中的一个事件；各类事件的字段含义见事件表。", (
    real("amount", "", "An amount, by the kind of event.", "数额，视事件种类而定。"),
    number("case_number", "Number of the case, 0 for none.", "事项编号，无则为 0。"),
    number("subject", "Number of the person or case it happened to.", "所涉人员或事项的编号。"),
    small("month", "month", "Month in which it happened, counted from the switch.", "发生月份，自制度开始之月起算。"),
    small("kind", "", "Kind of event.", "事件种类。"),
    small("county", "", "Index of the county.", "县序号。"),
    small("place", "", "Index of the post or of the department.", "岗位或部门的序号。"),
    small("detail", "", "A detail, by the kind of event.", "细节，视事件种类而定。"),
))  # fmt: skip

CLOCK = Record("CLOCK", "One replication: its luck and its size.", "一次重复：随机状态与规模。", (
    number("run", "State from which all draws of the replication come.", "本次重复全部随机数所由出的状态。"),
    number("seed", "Seed.", "随机种子。"),
    number("replication", "Ordinal of the replication, from 0.", "重复序号，从 0 起。"),
    small("months", "months", "Months of the regime that are run.", "制度运行的月数。"),
    small("spin_up", "months", "Months under the status quo before it; the month of the switch.", "此前在现状之下运行的月数，即制度开始之月。"),
    small("counties", "counties", "Counties.", "县数。"),
    small("townships", "townships a county", "Townships of a county.", "每县乡镇数。"),
    small("posts", "posts a township", "Posts of a township.", "每乡镇岗位数。"),
    small("departments", "departments a county", "Departments of a county.", "每县部门数。"),
    small("blocks", "blocks", "Blocks of counties.", "区块数。"),
    small("counties_a_block", "counties", "Counties of a block; the last may have fewer.", "每区块的县数（最后一个可较少）。"),
    small("events", "", "Events logged.", "已记录的事件数。"),
    small("logging", "", "1 if events are logged.", "记录事件为 1。"),
    small("forcing", "", "1 if some or all are held to what is given for them.", "部分或全部人的行为由外部给定为 1。"),
))  # fmt: skip

BLOCK = Record("BLOCK", "Some counties next to one another: how much of its stretch of each pool is in use.", "相邻若干县组成的区块：其在各池中所占一段的用量。", (
    small("cases_used", "cases", "Slots of the pool of cases that were ever used.", "事项池中曾用过的槽位。"),
    small("free_cases", "cases", "Used slots of the pool of cases that are free again.", "事项池中已空出的槽位。"),
    small("entries", "entries", "Docket entries in the pool.", "问责件池中的件数。"),
    small("sanctions", "sanctions", "Sanctions ever issued.", "历次处理总数。"),
    small("reviews", "reviews", "Sanctions waiting for their review.", "等待复查的处理。"),
))  # fmt: skip
