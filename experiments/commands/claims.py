"""``wenze claims``: what is said of accountability, each claim judged over plausible worlds."""

from wenze.experiments.command import (
    ANY_PARAMETER,
    CONFIG,
    FIGURES,
    MONTHS,
    NUMBER,
    OWN_SCENARIOS,
    SEED,
    SIZE,
    SPIN_UP,
    THREADS,
    WORLDS,
    Command,
    Key,
    Request,
    out_key,
    text,
)


def run(request: Request) -> None:
    """Judge the claims, write the folder, print the table."""
    from wenze.experiments.claims.asked import carry_out

    carry_out(request)


COMMAND = Command(
    name="claims",
    order=21,
    form=text("", ""),
    brief=text("judge what is said, claim by claim, over many worlds", "在多个世界中逐条检验各种主张"),
    about=text(
        "Judges claims about accountability: each is a paired difference on the same problems, people and luck, in worlds that no "
        "sourced figure rules out, with the share of worlds in which it is distinguishably so, the other way, or neither. The verdict "
        "is supported, reversed, depends or not seen; a small tree says under which assumptions it flips.",
        "检验有关问责的主张：每条主张都是在同样的问题、人员与运气之下的配对差异，置于未被有来源数据排除的各个世界中，给出明确如此、"
        "明确相反、两者皆非的世界各占多少。结论为支持、相反、视情况或未见，并以一棵小决策树说明在哪些假定下会反转。",
    ),
    run=run,
    keys=(
        Key("claims", "names", text("[a,b,...]", "[a,b,...]"),
            text("which claims; all of them if not given (wenze list claims)", "检验哪些主张；不写则全部（wenze list claims）")),
        WORLDS._replace(about=text("plausible if not given: worlds that no sourced figure rules out; default is the single one",
                                   "不写则为 plausible，即未被有来源数据排除的世界；default 为唯一的默认世界")),
        Key("replications", "parameter", NUMBER,
            text("at first: each of half so many worlds is lived twice (144); in the default world, how often (32)",
                 "起初的次数：一半数目的世界各运行两次（144）；默认世界则为重复次数（32）")),
        Key("most", "count", NUMBER,
            text("how often each world is lived at most, while a verdict is not stable (4)", "结论未稳定时，每个世界最多运行几次（4）")),
        MONTHS,
        SPIN_UP,
        SEED,
        ANY_PARAMETER._replace(about=text("any parameter, in all worlds alike", "任何参数，各世界相同")),
        THREADS,
        out_key("claims"),
        CONFIG,
        OWN_SCENARIOS._replace(about=text("a folder of your own: claims in its folder claims, scenarios beside it",
                                          "您自己的文件夹：主张放在其中的 claims，情景与之并列")),
        FIGURES,
        SIZE,
    ),
    more=text(
        "A claim is a YAML file to be copied and changed: what is said, in whose words, a measure, and one arm, two, or a contrast of "
        "four (docs/claims.md). The folder holds claims.csv, by_world.csv, codebook.csv, figures/, worlds.csv (the worlds lived in), "
        "lives.parquet (every number of every life) and plan.yaml. A run that was stopped goes on with the same command.",
        "每条主张是一个 YAML 文件，可复制修改：说了什么、原话、指标，以及一组、两组或四组对照（docs/claims.zh.md）。文件夹内有 claims.csv、"
        "by_world.csv、codebook.csv、figures/、worlds.csv（所用的世界）、lives.parquet（每次运行的各个数）与 plan.yaml。中断后用同一"
        "命令可继续。",
    ),
    examples=(
        "wenze claims",
        "wenze claims 'claims=[lists_raise_effort]' worlds=default",
        "wenze claims folder=mine",
    ),
    parameters=True,
)  # fmt: skip
