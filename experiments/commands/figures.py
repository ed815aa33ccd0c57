"""``wenze figures``: pictures of a finished result; nothing is run."""

from wenze.experiments.command import FROM, SIZE, UNTIL, Command, Key, Request, out_key, text

HEADLINE = Key(
    "headline", "choice", text("true|false", "true|false"),
    text("whether titles say what is seen (true), or only what is drawn", "标题是否说明所见（true），否则只说明所画内容"),
    ("true", "false"),
)  # fmt: skip
REAL_TEXT = Key(
    "text", "choice", text("false|true", "false|true"),
    text("whether text in SVG stays text that can be edited (false): it then looks as the reader's fonts have it",
         "SVG 中的文字是否保留为可编辑文字（false）；外观随读者的字体而定"),
    ("false", "true"),
)  # fmt: skip
FORMATS = ("svg", "png", "pdf")


def run(request: Request) -> None:
    """Draw from a finished folder into another, or into the ``figures`` beside the result."""
    from wenze.experiments.asked import drawn_again
    from wenze.experiments.claims.drawn_again import claims_drawn_again
    from wenze.experiments.claims.kept import is_of_claims
    from wenze.experiments.messages import printable, say
    from wenze.experiments.paths import user_path
    from wenze.experiments.sweeps.drawn_again import sweep_drawn_again
    from wenze.experiments.sweeps.store import is_store

    place = None if request.word is None else user_path("RESULT", request.word)
    draw = drawn_again
    if place is not None and is_store(place):
        draw = sweep_drawn_again
    elif place is not None and is_of_claims(place):
        draw = claims_drawn_again
    folder, names = draw(request)
    print(say("figures_written", count=len(names), folder=printable(folder)))


COMMAND = Command(
    name="figures",
    order=30,
    form=text("RESULT", "结果"),
    brief=text("draw from a finished result again; nothing is run", "据已有结果重新作图，不再运行"),
    about=text(
        "Draws pictures from the folder of a result, and writes them with their numbers into a folder of their own.",
        "据一个结果文件夹作图，连同图中数据写入另一个文件夹。",
    ),
    run=run,
    keys=(
        Key("only", "names", text("[a,b,...]", "[a,b,...]"),
            text("which figures (wenze list figures), or a YAML file with one of your own; all that fit if not given",
                 "作哪些图（wenze list figures），或自己写的 YAML 文件；不写则作全部适用的图")),
        Key("measures", "names", text("[a,b,...]", "[a,b,...]"),
            text("which measures the figures show, where they can show any", "图中的指标（限可自选指标的图）")),
        Key("scenarios", "names", text("[a,b,...]", "[a,b,...]"),
            text("which scenarios they show", "图中的情景")),
        Key("title", "text", text("TEXT", "文字"), text("a title of your own", "自拟标题")),
        HEADLINE,
        FROM,
        UNTIL,
        SIZE,
        Key("format", "names", text("[svg,png,pdf]", "[svg,png,pdf]"),
            text("which files of each; svg and png if not given", "每幅图的文件格式；默认 svg 与 png")),
        REAL_TEXT,
        out_key("figures"),
    ),
    more=text(
        "A figure of your own is a file NAME.yaml. Its keys: kind (courses, differences, event_study, means, over_time, "
        "pairs, parts, shares, story or worlds), title (a text, or {en: ..., zh: ...}) and measures (a name, or [a,b,...]); if you like also "
        "scenarios, from, until, size, headline, says (what is seen: a text as the title is) and drawn_for "
        "([comparison,run]); period (months that a point is the mean of) for courses, over_time and story; lines (the "
        "charts below) for story. The first hour (docs/tutorial.md) shows one.",
        "自己的图是一个文件 名称.yaml。必填的键：kind（courses、differences、event_study、means、over_time、pairs、parts、"
        "shares、story 或 worlds）、title（一段文字，或 {en: ..., zh: ...}）、measures（一个名称，或 [a,b,...]）；选填：scenarios、from、until、"
        "size、headline、says（所见，写法同 title）、drawn_for（[comparison,run]）；period（每点为多少个月的均值）限 courses、over_time 与 story；"
        "lines（下部各图）限 story。docs/tutorial.zh.md 中有一例。",
    ),
    examples=(
        "wenze figures results/compare-... size=slide lang=zh",
        "wenze figures first only=effort_over_time from=12 format=pdf out=paper",
        "wenze figures first only=mine.yaml out=mine",
    ),
    word=text("RESULT", "结果"),
    needs_word=True,
)  # fmt: skip
