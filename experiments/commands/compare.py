"""``wenze compare``: many scenarios against a reference, on the same problems, people and luck."""

from wenze.experiments.command import (
    CONFIG,
    FIGURES,
    FROM,
    MONTHS,
    NAME,
    NUMBER,
    OWN_SCENARIOS,
    SEED,
    SIZE,
    SPIN_UP,
    THREADS,
    UNTIL,
    WORLDS,
    Command,
    Key,
    Request,
    out_key,
    text,
)

PARTS = Key(
    "parts", "choice", text("true|false", "true|false"),
    text("whether to split each difference: what the policy does to unchanged conduct, and what all do by changing (false); "
         "takes twice as long",
         "是否把每项差异分成制度直接效应（行为不变时政策的作用）与行为反应效应（人改变行为的作用）（false）；用时加倍"),
    ("false", "true"),
)  # fmt: skip


def run(request: Request) -> None:
    """Run the scenarios, write the folder, print the table and what was found."""
    from wenze.experiments.asked import carry_out
    from wenze.experiments.report.tables import comparison_text

    carry_out(request, comparison_text)


COMMAND = Command(
    name="compare",
    order=10,
    form=text("", ""),
    brief=text("run every regime and compare how people behave", "运行全部情景并比较人们的行为"),
    about=text(
        "Runs scenarios on the same problems, people and luck, prints a table and what was found, and writes a folder with "
        "everything.",
        "让各情景面对同样的问题、人员与运气，给出表格和结论，并写出一个文件夹。",
    ),
    run=run,
    keys=(
        Key("scenarios", "names", text("[a,b,...]", "[a,b,...]"),
            text("which scenarios; all of them if not given", "运行哪些情景；不写则运行全部")),
        Key("reference", "name", NAME,
            text("what the others are compared with: blanket_punishment if not given; it is run even if not listed",
                 "作为参照的情景，默认 blanket_punishment；未列出也会运行")),
        Key("replications", "parameter", NUMBER,
            text("how often each is run, on different luck (32)", "每个情景的重复次数（32）")),
        MONTHS,
        SPIN_UP,
        SEED,
        Key("world.... policy....", "parameter", text("", ""),
            text("any parameter (wenze parameters lists them). A lever is changed in the base that all scenarios start from; "
                 "a scenario that sets the lever itself keeps its own value",
                 "任何参数（wenze parameters 可列出）。政策杠杆改变的是各情景共同的基础；自行设定该杠杆的情景保留自己的值")),
        WORLDS,
        FROM,
        UNTIL,
        THREADS,
        out_key("compare"),
        CONFIG,
        OWN_SCENARIOS,
        FIGURES,
        SIZE,
        PARTS,
    ),
    more=text(
        "The folder holds summary.csv (means, intervals, differences), runs.csv (every measure of every run), months.parquet "
        "(every count and measure of every month of every run), codebook.csv (what each column means), config.yaml (all "
        "settings), provenance.json (versions, machine, time) and figures/ (pictures as SVG and PNG, and what they show as "
        "CSV; story is the one to look at first), and with parts=true parts.csv and forced.parquet. It is written whole or "
        "not at all, and replaces an earlier result; a folder with anything else is refused. wenze figures draws again from "
        "it, over other months as well.",
        "文件夹内有 summary.csv（均值、区间、差异）、runs.csv（每次运行的全部指标）、months.parquet（每次运行每个月的全部计数与"
        "指标）、codebook.csv（各列含义）、config.yaml（全部设置）、provenance.json（版本、机器、时间）和 figures/（图片的 SVG、"
        "PNG 及其数据 CSV，可先看 story），parts=true 时另有 parts.csv 与 forced.parquet。要么完整写出，要么什么都不写；会替换"
        "以前的结果，含有其他文件的文件夹则被拒绝。wenze figures 可据此重新作图，也可换一段月份。",
    ),
    examples=(
        "wenze compare",
        "wenze compare 'scenarios=[oversight,full_reform]' replications=8 months=60",
        "wenze compare policy.accountability.strictness_work=0.9 out=stricter",
        "wenze compare config=stricter/config.yaml out=again",
    ),
    parameters=True,
)  # fmt: skip
