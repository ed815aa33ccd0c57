"""``wenze match``: the worlds that no sourced figure rules out."""

from wenze.experiments.command import (
    FIGURES,
    MONTHS,
    MOVED,
    NUMBER,
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
    """Match, write the folder, print what was ruled out."""
    from wenze.experiments.matching.carried_out import carry_out
    from wenze.experiments.report.matching import match_text

    carry_out(request, match_text)


COMMAND = Command(
    name="match",
    order=72,
    form=text("", ""),
    brief=text("find the worlds that no figure rules out", "找出未被任何数据排除的世界"),
    about=text(
        "Tries worlds in which every assumed number is somewhere between half and twice its default, and rules out those in which some "
        "fitted figure lies further from the sourced one than all that is uncertain explains (history matching). Waves go on, each where "
        "the last left something, until enough worlds are left. What a claim is about, such as effort, is never looked at.",
        "尝试各假定参数取默认值一半到两倍之间任意值的世界，凡有一项用于拟合的数据与来源之差超出全部不确定性所能解释的，即予排除"
        "（历史匹配）。逐轮进行，每轮只在上一轮未排除之处取点，直到留下足够多的世界。干事等所要研究的结果从不参与。",
    ),
    run=run,
    keys=(
        Key("points", "count", NUMBER, text("worlds tried in a wave, twice as many in the first (300)", "每轮尝试的世界个数，首轮加倍（300）")),
        Key("waves", "count", NUMBER, text("waves at most (20)", "最多几轮（20）")),
        Key("wanted", "count", NUMBER, text("worlds that are to be left (300)", "需要留下的世界个数（300）")),
        MOVED._replace(about=text(
            "what is moved, and how far; all assumed numbers if not given. With one number, what is the same in all worlds",
            "变动的参数及其范围；不写则为全部假定参数。只写一个数则各世界相同")),
        Key("replications", "parameter", NUMBER, text("how often each world is run (4)", "每个世界的重复次数（4）")),
        MONTHS._replace(about=text("months that count, 35 at least (105)", "计入结果的月数，至少 35（105）")),
        SPIN_UP._replace(about=text("months before them (480)", "此前的月数（480）")),
        SEED,
        THREADS,
        out_key("match"),
        FIGURES,
        SIZE,
    ),
    more=text(
        "The folder holds worlds.csv (the worlds that are left, a row each; worlds=FOLDER/worlds.csv compares in them), tried.csv (every "
        "world tried and how implausible each figure makes it), figures.csv, assumptions.csv (which are narrowed, and how far), pairs.csv (which "
        "go together), figures/ "
        "and waves/, from which the same command goes on where it was stopped. The worlds are one county each unless world.scale.… says "
        "otherwise. The table that ships with wenze, which worlds=plausible reads, is what this command gives without any key.",
        "文件夹内有 worlds.csv（留下的世界，每行一个；可用 worlds=文件夹/worlds.csv 在其中比较）、tried.csv（尝试过的每个世界及各项数据对"
        "它的排除程度）、figures.csv、assumptions.csv（哪些参数被收窄、收窄多少）、pairs.csv（哪些"
        "彼此关联）、figures/ 与 waves/，后者供中断后再次运行同一命令时接着"
        "进行。除非以 world.scale.… 另行指定，每个世界为一个县。随 wenze 附带、供 worlds=plausible 读取的表，即不带任何选项运行此命令的结果。",
    ),
    examples=(
        "wenze match out=matched",
        "wenze compare worlds=matched/worlds.csv",
        "wenze match points=40 wanted=20 'world.discipline.rate=interval(0.002,0.01)'",
    ),
    parameters=True,
)  # fmt: skip
