"""``wenze report``: a finished result as one page of HTML; nothing is run."""

from wenze.experiments.command import FOLDER, FROM, UNTIL, Command, Key, Request, out_key, text


def run(request: Request) -> None:
    """Write the page, and say where it is."""
    from wenze.experiments.messages import printable, say
    from wenze.experiments.page.asked import write_report

    _, page = write_report(request)
    print(say("page_written", page=printable(page)))


COMMAND = Command(
    name="report",
    order=31,
    form=text("RESULT", "结果"),
    brief=text("one page to read, print or pass on; nothing is run", "一页可读、可打印、可转交的报告，不再运行"),
    about=text(
        "Makes one page of HTML from the folder of a finished result: what was asked, what came out, how soon and whether it stays, the "
        "numbers that went in with their sources, and how to repeat it. It needs no other file and asks nothing of the network.",
        "据一个结果文件夹生成一页 HTML：问了什么、得出什么、多快显现又是否持续、所用参数及来源、如何重现。不需要其他文件，不访问网络。",
    ),
    run=run,
    keys=(
        Key("title", "text", text("TEXT", "文字"), text("a title of your own", "自拟标题")),
        Key("claims", "folder", FOLDER, text("a result of wenze claims, whose verdicts the page tells", "wenze claims 的结果，列出各主张的结论")),
        Key("case", "folder", FOLDER, text("a result of wenze case, told on the page", "wenze case 的结果，在页中讲述")),
        Key("sweep", "folder", FOLDER,
            text("a result of wenze sweep or wenze sensitivity: on which assumptions it hangs",
                 "wenze sweep 或 wenze sensitivity 的结果：取决于哪些假定")),
        FROM,
        UNTIL,
        out_key("report"),
    ),
    more=text(
        "The folder holds report.html and, of a comparison, event_study.csv: what every change moved, the months until half of that was done, "
        "and what is left where it was taken back. Open report.html in a browser; it prints on A4. The window that from= and until= ask for is "
        "that of tables and pictures; what comes after a change is told over all months.",
        "文件夹内有 report.html；若是比较，另有 event_study.csv：每次变化移动了多少、多少个月过半、取消之后还剩多少。用浏览器打开 report.html，"
        "可按 A4 打印。from= 与 until= 只影响表和图的月份，变化之后的情形按全部月份给出。",
    ),
    examples=(
        "wenze report results/compare-...",
        "wenze report first lang=zh title='Blame and effort' out=page",
        "wenze report first case=results/case-... sweep=what out=report",
    ),
    word=text("RESULT", "结果"),
    needs_word=True,
)  # fmt: skip
