"""``wenze sensitivity``: which assumptions a measure, or a difference between two regimes, hangs on."""

from wenze.experiments.command import (
    FIGURES,
    FOLDER,
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
    text,
)


def run(request: Request) -> None:
    """Screen, tell indices, write the folder, print the table."""
    from wenze.experiments.report.sensitivity import pictures_of, sensitivity_text
    from wenze.experiments.sweeps.exploring import explore
    from wenze.experiments.sweeps.sensitivity import sensitivity

    explore(request, sensitivity, sensitivity_text, pictures_of, lambda found: found.plan, "SALib.sample.morris")


COMMAND = Command(
    name="sensitivity",
    order=26,
    form=text("measure=NAME", "measure=名称"),
    brief=text("which assumptions a result hangs on", "结果取决于哪些假定"),
    about=text(
        "Moves every assumed number of the world between half and twice its default, and tells which of them a measure hangs on: "
        "first by screening (Morris), then for those that matter by their shares of its variance (Sobol).",
        "把世界的每个假定参数在默认值的一半到两倍之间变动，查明某项指标取决于其中哪些：先作筛选（Morris 法），再对起作用者求其在方差中所占"
        "比例（Sobol 指数）。",
    ),
    run=run,
    keys=(
        Key("measure", "name", NAME, text("what is asked about (wenze list measures)", "所问的指标（wenze list measures）")),
        Key("scenarios", "names", text("[a]", "[a]"),
            text("a scenario: its difference from the reference is asked about", "一个情景：所问的是它与参照情景之差")),
        Key("reference", "name", NAME,
            text("the scenario it is compared with: blanket_punishment if not given; the same as in scenarios= asks about its level",
                 "参照情景，默认 blanket_punishment；与 scenarios= 相同时问的是其水平")),
        Key("world.... policy....", "parameter", text("interval(a,b)", "interval(a,b)"),
            text("what is moved, and how far; all assumed numbers if not given. With one number, what is the same in all settings",
                 "变动的参数及其范围；不写则为全部假定参数。只写一个数则各设定相同")),
        Key("trajectories", "count", NUMBER, text("trajectories of the screening (20)", "筛选的轨迹条数（20）")),
        Key("blocks", "count", NUMBER, text("blocks of the indices, a power of two (512)", "求指数的区组数，取 2 的幂（512）")),
        Key("most", "count", NUMBER, text("for how many numbers indices are told at most (8)", "最多对几个参数求指数（8）")),
        Key("replications", "parameter", NUMBER, text("how often each setting is run (4)", "每组设定的重复次数（4）")),
        MONTHS._replace(about=text("how long each run lasts (60)", "每次运行的月数（60）")),
        SPIN_UP._replace(about=text("months under the status quo before it (120)", "此前在现状之下运行的月数（120）")),
        SEED,
        THREADS,
        Key("out", "folder", FOLDER, text("where to write; results/sensitivity-... if not given", "写到哪里；默认 results/sensitivity-...")),
        OWN_SCENARIOS,
        FIGURES,
        SIZE,
    ),
    more=text(
        "A dummy that does nothing is moved along with the numbers and must come out at zero; how large an effect chance alone would show "
        "is told from the replications. The worlds are one county "
        "each unless world.scale.… says otherwise. The folder holds screening.csv, indices.csv, figures/, and the two sweeps, which "
        "the same command goes on with where they stopped.",
        "各参数之外另有一个毫无作用的虚拟参数，其作用须为零；仅凭随机波动会显出多大的作用，由各次重复得知。"
        "除非以 world.scale.… 另行指定，每个世界为一个县。"
        "文件夹内有 "
        "screening.csv、indices.csv、figures/ 以及两次扫描；中断后再次运行同一命令即可接着进行。",
    ),
    examples=(
        "wenze sensitivity measure=effort 'scenarios=[responsibility_lists]'",
        "wenze sensitivity measure=harm trajectories=10 'scenarios=[oversight]'",
    ),
    parameters=True,
)  # fmt: skip
