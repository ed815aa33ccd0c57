"""What a page says, in English and Chinese."""

from wenze.sim.language import Language
from wenze.sim.messages import add_messages

MESSAGES: dict[str, dict[Language, str]] = {
    # The command.
    "page_written": {"en": "The report is {page}", "zh": "报告已写入 {page}"},
    "page_of_what": {
        "en": "report needs the folder of a result, as in: wenze report results/compare-...",
        "zh": "report 需要结果文件夹，例如：wenze report results/compare-...",
    },
    "page_no_folder": {"en": "there is no such folder", "zh": "没有这个文件夹"},
    "page_no_sweep": {
        "en": "is no result of wenze sweep or wenze sensitivity",
        "zh": "不是 wenze sweep 或 wenze sensitivity 的结果",
    },
    # The head of the page.
    "page_title": {"en": "{count} regimes beside {reference}", "zh": "{count} 种制度与“{reference}”的比较"},
    "page_title_two": {"en": "{scenario} beside {reference}", "zh": "“{scenario}”与“{reference}”的比较"},
    "page_title_one": {"en": "{scenario}", "zh": "{scenario}"},
    "page_below": {
        "en": "A simulation of accountability: {regimes} regimes, {replications} replications of {months} months each. Numbers follow from "
        "the model's assumptions; they are measurements of no place.",
        "zh": "问责制度的模拟：{regimes} 种制度，各 {months} 个月，重复 {replications} 次。数值由模型假定推出，并非对任何地方的测量。",
    },
    "page_contents": {"en": "Contents", "zh": "目录"},
    # What was asked.
    "page_asked": {"en": "What was asked", "zh": "问了什么"},
    "page_luck": {
        "en": "Every regime meets the same problems, people and luck (seed {seed}), so that differences are those of the regimes.",
        "zh": "各制度面对同样的问题、人员与运气（随机种子 {seed}），因此差异出自制度。",
    },
    "page_luck_one": {"en": "All chance follows from the seed {seed}.", "zh": "一切随机由种子 {seed} 决定。"},
    "page_regimes": {"en": "The regimes; the first is the reference", "zh": "各制度；第一个是参照"},
    "page_regime": {"en": "regime", "zh": "制度"},
    "page_name": {"en": "name", "zh": "名称"},
    "page_about": {"en": "what it stands for", "zh": "含义"},
    "page_levers": {"en": "What each sets otherwise than the status quo", "zh": "各制度与现状不同的设定"},
    "page_from_month": {"en": "from month", "zh": "自第几月"},
    "page_sets": {"en": "levers", "zh": "杠杆"},
    "page_status_quo": {"en": "the status quo", "zh": "现状"},
    # What came out.
    "page_outcome": {"en": "What came out", "zh": "结果"},
    "page_means": {"en": "Means", "zh": "均值"},
    "page_marks": {
        "en": "↑ higher or ↓ lower than the reference: the 95 % interval of the paired difference excludes zero. Of a hundred differences "
        "that are none, five are still marked.",
        "zh": "↑ 高于或 ↓ 低于参照：配对差的 95% 区间不含零。一百个其实为零的差中，仍有五个会被标出。",
    },
    "page_differences": {
        "en": "Paired differences from {reference}, with 95 % intervals (Student's t)",
        "zh": "与“{reference}”的配对差及 95% 区间（学生 t）",
    },
    "page_all_measures": {"en": "Every measure, with its 95 % interval", "zh": "全部指标及 95% 区间"},
    "page_measure": {"en": "measure", "zh": "指标"},
    "page_mean": {"en": "mean", "zh": "均值"},
    "page_range": {"en": "interval", "zh": "区间"},
    "page_unit": {"en": "unit", "zh": "单位"},
    "page_interval": {"en": "{mean} [{low}, {high}]", "zh": "{mean} [{low}, {high}]"},
    "page_estimate": {"en": "{value} [{low}, {high}]", "zh": "{value} [{low}, {high}]"},
    "page_ends": {"en": "{low} to {high}", "zh": "{low} 至 {high}"},
    # Worlds.
    "page_worlds": {"en": "In which worlds it holds", "zh": "在哪些世界成立"},
    "page_worlds_how": {
        "en": "The replications live in {worlds} worlds ({name}) that differ in {keys} assumed numbers, so that intervals hold ignorance as "
        "well as chance. Every world is lived twice; a difference counts as higher or lower in a world if it is farther from zero than luck "
        "takes it in 95 of 100.",
        "zh": "各次重复分处 {worlds} 个世界（{name}），它们在 {keys} 个假定参数上不同，因此区间既含偶然也含未知。每个世界运行两次；某世界中的差若超出"
        "偶然所能解释（100 次中 95 次），即计为更高或更低。",
    },
    "page_worlds_shares": {
        "en": "Shares of the worlds in which each regime is higher / lower than {reference} / neither",
        "zh": "各制度高于 / 低于“{reference}” / 二者皆非的世界所占比例",
    },
    "page_world_cell": {"en": "{higher} / {lower} / {neither}", "zh": "{higher} / {lower} / {neither}"},
    # Claims.
    "page_claims": {"en": "Claims and verdicts", "zh": "主张与结论"},
    "page_claims_head": {
        "en": "In {worlds} worlds (worlds={name}), over {months} months: {told}. Each claim is a paired difference, judged by the share of worlds "
        "in which it can be told from zero as claimed (for), the other way (against), or not at all (neither).",
        "zh": "{worlds} 个世界（worlds={name}），{months} 个月：{told}。每条主张是一项配对差，依据差异与零分得开且与主张一致（一致）、"
        "相反（相反）或分不开（皆非）的世界所占比例来判定。",
    },
    "page_claims_unstable": {
        "en": "A question mark: the verdict is another one in more than one of ten drawings of the worlds.",
        "zh": "问号：重新抽取世界时，十次中有一次以上得出另一结论。",
    },
    "page_claim_label": {"en": "no.", "zh": "编号"},
    "page_claim_says": {"en": "claim", "zh": "主张"},
    "page_claim_difference": {"en": "difference", "zh": "差异"},
    "page_claim_for": {"en": "for", "zh": "一致"},
    "page_claim_against": {"en": "against", "zh": "相反"},
    "page_claim_neither": {"en": "neither", "zh": "皆非"},
    "page_claim_mechanical": {"en": "policy alone", "zh": "制度直接效应"},
    "page_claim_behavioural": {"en": "people changing", "zh": "行为反应效应"},
    "page_claim_verdict": {"en": "verdict", "zh": "结论"},
    "page_claim_words": {"en": "the words", "zh": "原话"},
    "page_claim_numbers": {"en": "what the numbers say", "zh": "数字所示"},
    "page_claim_quoted": {"en": "{zh} (“{en}”) {source}", "zh": "{zh}（{en}）{source}"},
    # Over time.
    "page_over_time": {"en": "How soon, and what stays", "zh": "多快显现，是否持续"},
    "page_event_how": {
        "en": "Each change of a regime is an event, and the paired difference from the reference is followed month by month from it, over all "
        "months that were run. Levels are over the last twelve months of a phase (of a short one over its second half), with 95 % intervals by "
        "Student's t. A half-time is how many months pass until the course, smoothed over seven months, first has gone half the way; its interval "
        "is a bootstrap over the replications. There is none where nothing moved that can be told from chance.",
        "zh": "制度的每次变化都是一个事件，自此逐月追踪与参照的配对差，覆盖运行的全部月份。水平取一个阶段的最后十二个月（阶段较短则取后半段），"
        "95% 区间为学生 t 区间。半程用时是七个月平滑后的曲线首次走完一半路程的月数，区间由对各次重复作自助抽样得出。"
        "变动与偶然分不开的，不给用时。",
    },
    "page_event_cut": {
        "en": "Of the changes below only those of regimes that change after the switch; event_study.csv holds all.",
        "zh": "下表变化只列切换之后另有变化的制度；全部见 event_study.csv。",
    },
    "page_event_changes": {"en": "Changes", "zh": "变化"},
    "page_event_changes_caption": {"en": "What each change moved, and how soon", "zh": "每次变化移动了多少、多快"},
    "page_event_back": {"en": "Taken back", "zh": "取消之后"},
    "page_event_back_caption": {
        "en": "What returns once a change is taken back, and what does not",
        "zh": "变化取消之后，什么恢复、什么不恢复",
    },
    "page_month": {"en": "month", "zh": "月"},
    "page_event_before": {"en": "before", "zh": "之前"},
    "page_event_after": {"en": "at the end", "zh": "期末"},
    "page_event_half": {"en": "half done, months", "zh": "过半，月"},
    "page_event_during": {"en": "while it held", "zh": "实施期间"},
    "page_event_left": {"en": "at the end", "zh": "期末"},
    "page_event_half_gone": {"en": "half gone, months", "zh": "消退一半，月"},
    "page_event_share": {"en": "left, %", "zh": "剩余，%"},
    "page_event_outcome": {"en": "outcome", "zh": "结局"},
    "page_not_reached": {"en": "not reached", "zh": "未达到"},
    "page_outcome_returns": {"en": "returns", "zh": "恢复"},
    "page_outcome_stays": {"en": "stays", "zh": "仍在"},
    "page_outcome_overshoots": {"en": "overshoots", "zh": "反向"},
    "page_outcome_undecided": {"en": "undecided", "zh": "不能判定"},
    "page_outcome_nothing": {"en": "nothing to return", "zh": "本无变化"},
    # The case.
    "page_case": {"en": "One case, told", "zh": "一个事项的经过"},
    "page_case_overview": {"en": "How it ends, and who answers", "zh": "如何了结，由谁担责"},
    "page_case_under": {"en": "Under {scenarios}", "zh": "{scenarios}之下"},
    "page_case_what": {"en": "what happens", "zh": "经过"},
    "page_case_more": {
        "en": "{count} more courses of events are in story.json.",
        "zh": "另有 {count} 种经过见 story.json。",
    },
    "page_case_often": {"en": "How often it goes so", "zh": "这样的经过有多常见"},
    # What it hangs on.
    "page_assumptions": {"en": "On which assumptions it hangs", "zh": "取决于哪些假定"},
    "page_screening": {"en": "The strongest {shown} of {count}", "zh": "{count} 项中最强的 {shown} 项"},
    "page_screening_name": {"en": "parameter", "zh": "参数"},
    "page_screening_size": {"en": "size", "zh": "大小"},
    "page_screening_margin": {"en": "±", "zh": "±"},
    "page_screening_mean": {"en": "mean", "zh": "均值"},
    "page_screening_meaning": {"en": "what it is", "zh": "含义"},
    "page_dummy": {"en": "Does nothing: put in to see what chance looks like.", "zh": "不起作用，仅用于衬托偶然。"},
    "page_indices": {"en": "Shares of the variance", "zh": "在方差中所占比例"},
    "page_margin": {"en": "{value} ± {margin}", "zh": "{value} ± {margin}"},
    "page_index_name": {"en": "parameter", "zh": "参数"},
    "page_index_first": {"en": "alone", "zh": "单独"},
    "page_index_total": {"en": "in all", "zh": "合计"},
    "page_sweep": {
        "en": "Every regime was run at {settings} settings, which differ in {keys}.",
        "zh": "各制度在 {settings} 组设定下运行，其间变动的是{keys}。",
    },
    "page_sweep_table": {
        "en": "Differences from {reference} over all settings, and in which share of them the 95 % interval lies above or below zero",
        "zh": "各组设定下与“{reference}”之差，以及 95% 区间高于、低于零的设定所占比例",
    },
    "page_sweep_regime": {"en": "regime", "zh": "制度"},
    "page_sweep_measure": {"en": "measure", "zh": "指标"},
    "page_sweep_mean": {"en": "mean", "zh": "均值"},
    "page_sweep_least": {"en": "least", "zh": "最小"},
    "page_sweep_most": {"en": "largest", "zh": "最大"},
    "page_sweep_above": {"en": "above", "zh": "高于"},
    "page_sweep_below": {"en": "below", "zh": "低于"},
    # Parameters.
    "page_parameters": {"en": "The numbers that went in", "zh": "所用参数"},
    "page_kinds": {
        "en": "Of {count} numbers of the world and of the status quo: {kinds}. An assumed number is this project's own assumption.",
        "zh": "世界与现状的 {count} 个参数中：{kinds}。标为假定的是本项目自己的假定。",
    },
    "page_kind": {"en": "{count} {kind}", "zh": "{kind} {count} 个"},
    "page_kind_source": {"en": "{kind}: {source}", "zh": "{kind}：{source}"},
    "page_changed": {"en": "* is not the default.", "zh": "* 表示不是默认值。"},
    "page_in_worlds": {"en": "{low} to {high}, by world,", "zh": "{low} 至 {high}（因世界而异）"},
    "page_parameter_name": {"en": "parameter", "zh": "参数"},
    "page_parameter_value": {"en": "value", "zh": "数值"},
    "page_parameter_kind": {"en": "kind and source", "zh": "类别与来源"},
    "page_parameter_meaning": {"en": "meaning", "zh": "含义"},
    # How to repeat it.
    "page_again": {"en": "How to repeat it", "zh": "如何重现"},
    "page_again_config": {
        "en": "The folder of the result holds everything that determines the numbers; this gives the same bytes again:",
        "zh": "结果文件夹包含决定数值的一切；下面的命令可得到相同的字节：",
    },
    "page_again_made": {"en": "It was made by:", "zh": "其由来："},
    "page_version_page": {"en": "this page", "zh": "本页"},
    "page_version_result": {"en": "the result", "zh": "结果"},
    "page_commit": {"en": "commit", "zh": "提交"},
    "page_packages": {"en": "packages", "zh": "软件包"},
    "page_files": {"en": "By what the files are known", "zh": "文件的标识"},
    "page_file": {"en": "file", "zh": "文件"},
}


add_messages(MESSAGES)
