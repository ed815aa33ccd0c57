"""``wenze frontier``: mixes of levers that no other mix outdoes."""

from wenze.experiments.command import (
    FIGURES,
    IN_A_SMALL_WORLD,
    NAME,
    NUMBER,
    OWN_SCENARIOS,
    SIZE,
    Command,
    Key,
    Request,
    out_key,
    text,
)


def run(request: Request) -> None:
    """Search the front, place the regimes, write the folder, print the table."""
    from wenze.experiments.report.frontier import frontier_text, pictures_of
    from wenze.experiments.sweeps.exploring import explore
    from wenze.experiments.sweeps.frontier import frontier

    explore(request, frontier, frontier_text, pictures_of, "optuna")


COMMAND = Command(
    name="frontier",
    order=28,
    form=text("measures=[a,b]", "measures=[a,b]"),
    brief=text("which mixes of levers cannot be outdone", "哪些杠杆组合不被超越"),
    about=text(
        "Searches mixes of levers for those that no other outdoes in two or three measures at once, and places every named regime among "
        "them.",
        "在各种杠杆组合中寻找在两个或三个指标上同时不被超越的组合，并标出各情景所处的位置。",
    ),
    run=run,
    keys=(
        Key("measures", "names", text("[a,b]", "[a,b]"),
            text("two or three measures, cost_of_accountability perhaps among them; a:up or a:down says which way is better",
                 "两个或三个指标，可包括 cost_of_accountability；a:up 或 a:down 指明哪个方向为好")),
        Key("policy....", "parameter", text("interval(a,b)", "interval(a,b)"),
            text("the levers that are mixed, and how far; if none is given, all that are shares or probabilities",
                 "组合哪些杠杆及其范围；不写则为全部以比例或概率计的杠杆")),
        Key("population", "count", NUMBER, text("mixes in a generation (60)", "每代的组合数（60）")),
        Key("generations", "count", NUMBER, text("generations (20)", "代数（20）")),
        Key("scenarios", "names", text("[a,b,...]", "[a,b,...]"),
            text("the regimes that are placed; all of them if not given", "标出哪些情景；不写则为全部")),
        Key("reference", "name", NAME, text("the regime that is drawn in grey", "以灰色画出的情景")),
        *IN_A_SMALL_WORLD,
        out_key("frontier"),
        OWN_SCENARIOS,
        FIGURES,
        SIZE,
    ),
    more=text(
        "Mixes and regimes live on the same luck. Means of few replications flatter the best mixes a little: run those that matter again by "
        "wenze sweep with more. The folder holds frontier.csv (every mix, and whether it is on the front), regimes.csv, figures/ and the "
        "generations, from which the same command goes on.",
        "组合与各情景的运气相同。重复次数少时，最优组合的均值会略显偏好：请对重要的组合用 wenze sweep 以更多重复再运行。文件夹内有 "
        "frontier.csv（全部组合及其是否在前沿上）、regimes.csv、figures/ 与各代结果，再次运行同一命令即可接着进行。",
    ),
    examples=(
        "wenze frontier 'measures=[effort,harm]'",
        "wenze frontier 'measures=[effort,harm,cost_of_accountability]'",
    ),
    parameters=True,
)  # fmt: skip
