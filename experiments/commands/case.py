"""``wenze case``: one case told month by month under every regime."""

from wenze.experiments.command import (
    ANY_PARAMETER,
    FIGURES,
    MONTHS,
    NAME,
    NUMBER,
    OWN_SCENARIOS,
    SEED,
    SIZE,
    SPIN_UP,
    THREADS,
    Command,
    Key,
    Request,
    out_key,
    text,
)


def run(request: Request) -> None:
    """Tell the case, write the folder, print the stories."""
    from wenze.experiments.cases.asked import tell_case

    tell_case(request)


COMMAND = Command(
    name="case",
    order=22,
    form=text("", ""),
    brief=text("one case told under every regime", "一个事项在各情景下的经过"),
    about=text(
        "Tells a case month by month under every regime, on the same problems, people and luck: who held it, who knew, who acted, who "
        "passed it on, who answered and whether deservedly. It is the river case unless another is named. Then it counts, over many river "
        "cases, how often the township answers for the departments' matter under each regime.",
        "逐月讲述一个事项在各情景下的经过（问题、人员与运气相同）：谁在办、谁知情、谁履职、谁推走、谁担责、是否罚当其责。不指定则为河道案，"
        "并统计在多件河道案中，各情景下乡镇替部门担责有多常见。",
    ),
    run=run,
    keys=(
        Key("case", "text", NUMBER,
            text("the number of a case; river if not given", "事项编号；不写则为 river（河道案）")),
        Key("scenarios", "names", text("[a,b,...]", "[a,b,...]"),
            text("under which scenarios; all of them if not given", "哪些情景；不写则为全部")),
        Key("reference", "name", NAME,
            text("the scenario that comes first: blanket_punishment if not given", "排在最前的情景，默认 blanket_punishment")),
        Key("replication", "count", NUMBER,
            text("on which luck it is told; if not given, the first on which the river case comes to a decision, 0 for others",
                 "讲述哪一次重复；不写则为河道案第一次进入问责决定的重复，其他事项为 0")),
        Key("plants", "count", NUMBER,
            text("in how many months the river case is planted for the count (3); 0 leaves it out",
                 "统计时在多少个月份植入河道案（3）；0 则不统计")),
        Key("replications", "parameter", NUMBER,
            text("on how much luck it is counted (8)", "统计的重复次数（8）")),
        MONTHS,
        SPIN_UP,
        SEED,
        ANY_PARAMETER,
        THREADS,
        out_key("case"),
        OWN_SCENARIOS,
        FIGURES,
        SIZE,
    ),
    more=text(
        "Regimes under which the story is the same in every word are told together. A case has the same number under every regime, since it "
        "follows from its post and month. The folder holds story.json (all stories in both languages), counted.csv, config.yaml, "
        "provenance.json and figures/.",
        "经过完全相同的情景合在一起讲述。事项编号由岗位与月份决定，在各情景下相同。文件夹内有 story.json（全部经过，中英文）、counted.csv、"
        "config.yaml、provenance.json 与 figures/。",
    ),
    examples=(
        "wenze case",
        "wenze case 'scenarios=[river_channel,lists_to_post]' lang=zh",
        "wenze case case=66019 plants=0",
    ),
    parameters=True,
)  # fmt: skip
