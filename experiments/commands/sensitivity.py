"""``wenze sensitivity``: which assumptions a measure, or a difference between two regimes, hangs on."""

from wenze.experiments.command import (
    FIGURES,
    IN_A_SMALL_WORLD,
    MOVED,
    NAME,
    NUMBER,
    ONE_OF_INTEREST,
    OWN_SCENARIOS,
    SIZE,
    Command,
    Key,
    Request,
    out_key,
    text,
)


def run(request: Request) -> None:
    """Screen, tell indices, write the folder, print the table."""
    from wenze.experiments.report.sensitivity import pictures_of, sensitivity_text
    from wenze.experiments.sweeps.exploring import explore
    from wenze.experiments.sweeps.sensitivity import sensitivity

    explore(request, sensitivity, sensitivity_text, pictures_of, "SALib.sample.morris")


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
        *ONE_OF_INTEREST,
        MOVED,
        Key("trajectories", "count", NUMBER, text("trajectories of the screening (20)", "筛选的轨迹条数（20）")),
        Key("blocks", "count", NUMBER, text("blocks of the indices, a power of two (512)", "求指数的区组数，取 2 的幂（512）")),
        Key("most", "count", NUMBER, text("for how many numbers indices are told at most (8)", "最多对几个参数求指数（8）")),
        *IN_A_SMALL_WORLD,
        out_key("sensitivity"),
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
