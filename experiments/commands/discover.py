"""``wenze discover``: where in the space of assumptions something happens."""

from wenze.experiments.command import (
    FIGURES,
    FOLDER,
    IN_A_SMALL_WORLD,
    MOVED,
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
    """Run the settings, find boxes and a tree, write the folder, print them."""
    from wenze.experiments.report.discover import discover_text, pictures_of
    from wenze.experiments.sweeps.discover import discover
    from wenze.experiments.sweeps.exploring import explore

    explore(request, discover, discover_text, pictures_of, "sklearn.tree")


COMMAND = Command(
    name="discover",
    order=27,
    form=text("effect=...", "effect=..."),
    brief=text("under which assumptions something happens", "某种结果在哪些假定下出现"),
    about=text(
        "Runs settings spread over the space of assumptions, and tells in which part of it something happens: as boxes (PRIM), each with "
        "how much of it they hold and how densely, and as a small tree.",
        "在假定的空间中散布设定并运行，说明某种结果出现在哪一部分：以盒（PRIM 法）表示，各附覆盖率与密度，并给出一棵小决策树。",
    ),
    run=run,
    keys=(
        Key("effect", "text", text("TEXT", "文字"),
            text("what is to happen, as in 'lying_flat difference > 0.02', or without the word difference, of the level",
                 "所问的结果，如 'lying_flat difference > 0.02'；不写 difference 则指水平")),
        *ONE_OF_INTEREST,
        Key("store", "folder", FOLDER, text("a finished sweep to look at; nothing is run", "取用一次已完成的扫描，不再运行")),
        MOVED,
        Key("points", "count", NUMBER, text("how many settings (1000)", "设定的个数（1000）")),
        Key("boxes", "count", NUMBER, text("how many boxes at most (3)", "最多几个盒（3）")),
        *IN_A_SMALL_WORLD,
        out_key("discover"),
        OWN_SCENARIOS,
        FIGURES,
        SIZE,
    ),
    more=text(
        "A box is as large as it can be while it happens in at least 80 % of its settings, or else as dense as it gets; a limit that "
        "chance alone might bring is left away. The folder holds boxes.csv, tree.csv, figures/ and the sweep.",
        "盒在其中至少 80% 的设定出现该结果的前提下尽量大，达不到则取最密集者；可能仅出于偶然的界限被去掉。文件夹内有 boxes.csv、"
        "tree.csv、figures/ 与扫描。",
    ),
    examples=(
        "wenze discover 'effect=effort difference > 0.01' 'scenarios=[oversight]'",
        "wenze discover 'effect=effort difference > 0' store=results/sweep-...",
    ),
    parameters=True,
)  # fmt: skip
