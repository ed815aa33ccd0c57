"""``wenze classroom``: two regimes to watch, and a game in which a class are the cadres, on a page of this computer."""

from wenze.experiments.command import FOLDER, NUMBER, Command, Key, Request, text


def run(request: Request) -> None:
    """Serve the pages until Ctrl-C."""
    from wenze.experiments.sweeps.extras import import_extra

    for needed in ("starlette", "uvicorn", "websockets", "segno"):  # before anything is compiled or made
        import_extra(needed)
    from wenze.experiments.classroom.serving import serve

    serve(request)


COMMAND = Command(
    name="classroom",
    order=38,
    form=text("", ""),
    brief=text("watch two regimes on a page, or play with a class", "在网页上观看两种制度，或与全班同玩"),
    about=text(
        "Opens pages on this computer: two regimes side by side on the same luck, and a game in which students are the cadres, "
        "on their phones, while the regime changes without a word. Prints the addresses, a QR code and a code to type. "
        "Nothing is loaded from the internet.",
        "在本机打开网页：两种制度面对同样的运气并排展示；以及一场游戏，学生用手机扮演干部，制度在不声不响中改变。命令给出地址、"
        "二维码和可输入的代码。不从互联网加载任何内容。",
    ),
    run=run,
    keys=(
        Key("host", "text", text("ADDRESS", "地址"),
            text("0.0.0.0 lets phones on the same network join; only this computer if not given",
                 "0.0.0.0 允许同一网络中的手机加入；不写则只限本机")),
        Key("port", "count", NUMBER, text("the port; 0 for any that is free (8765)", "端口；0 表示任选空闲端口（8765）")),
        Key("scenarios", "names", text("[a,b]", "[a,b]"),
            text("the two regimes of the game ([river_channel,full_reform])", "游戏的两种制度（[river_channel,full_reform]）")),
        Key("months", "count", NUMBER, text("how many months are played (12)", "游戏的月数（12）")),
        Key("switch", "count", text("MONTH", "月份"),
            text("after how many months the second regime begins; half of them if not given", "多少个月后换成第二种制度；不写则为一半")),
        Key("seconds", "count", NUMBER,
            text("seconds to choose in each month; 0 for no deadline (40)", "每月选择的秒数；0 表示不限时（40）")),
        Key("seed", "count", NUMBER, text("the seed of all chance (1)", "随机种子（1）")),
        Key("world....", "parameter", text("", ""), text("any parameter of the world", "任何世界参数")),
        Key("out", "folder", FOLDER,
            text("where the game is kept, to go on with it there; results/classroom-... if not given",
                 "保存游戏并可由此继续的文件夹；默认 results/classroom-...")),
    ),
    more=text(
        "The teacher's address holds a key and stands in the terminal only. Seats that nobody plays are played by simulated cadres. "
        "A game that was stopped goes on from its last finished month with the same out=. Once it is closed, results.csv "
        "in that folder holds every month and post without names, and the record that holds names is removed. The docs have lesson plans "
        "(docs/classroom.md).",
        "教师地址含密钥，只出现在终端。无人操作的座位由模拟干部代为选择。中断的游戏用同一 out= 可从最后完成的月份继续。游戏结束后，该文件夹"
        "中的 results.csv 含每月每岗的记录而无姓名，含姓名的记录则被删除。教案见 docs/classroom.md。",
    ),
    examples=(
        "wenze classroom",
        "wenze classroom host=0.0.0.0",
        "wenze classroom 'scenarios=[crackdown,oversight]' months=8 seconds=60",
    ),
    parameters=True,
)  # fmt: skip
