"""``wenze cadre``: the life of one official under two regimes."""

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
    Command,
    Key,
    Request,
    out_key,
    text,
)


def run(request: Request) -> None:
    """Tell the life, write the folder, print it."""
    from wenze.experiments.cases.asked import tell_life

    tell_life(request)


COMMAND = Command(
    name="cadre",
    order=23,
    form=text("", ""),
    brief=text("the life of one official under two regimes", "一名干部在两种情景下的经历"),
    about=text(
        "Tells the life of one official under two regimes on the same luck: conduct by year, cases, errors, sanctions and their effect "
        "periods, promotions, honours, re-postings, leaving. It is the holder of the post of the river case unless another is named.",
        "讲述一名干部在两种情景下（运气相同）的经历：逐年的行为、事项、失误、问责处理及其影响期、晋升、表彰、调岗与离岗。不指定则为河道案所在"
        "岗位的在岗者。",
    ),
    run=run,
    keys=(
        Key("post", "count", NUMBER,
            text("whoever holds this post at the switch (0)", "制度开始时在此岗位者（0）")),
        Key("cadre", "text", text("P-K", "P-K"),
            text("a cadre by name: the K-th to have come to post P; or by number", "按名指定：先后到P号岗位的第K人；或按编号")),
        Key("scenarios", "names", text("[a,b]", "[a,b]"),
            text("two scenarios, or one beside the reference; full_reform if not given",
                 "两种情景，或与参照并列的一种；不写则为 full_reform")),
        Key("reference", "name", NAME,
            text("the other scenario: blanket_punishment if not given", "另一种情景，默认 blanket_punishment")),
        Key("replication", "count", NUMBER, text("on which luck (0)", "哪一次重复（0）")),
        MONTHS,
        SPIN_UP,
        SEED,
        ANY_PARAMETER,
        out_key("cadre"),
        OWN_SCENARIOS,
        FIGURES,
        SIZE,
    ),
    more=text(
        "People are drawn by their number, so a cadre is the same person under both regimes. The folder holds lives.json (both lives, in both "
        "languages), config.yaml, provenance.json and figures/.",
        "人员按编号抽取，两种情景下的同一名干部是同一个人。文件夹内有 lives.json（两种经历，中英文）、config.yaml、provenance.json 与 figures/。",
    ),
    examples=(
        "wenze cadre",
        "wenze cadre post=17 'scenarios=[crackdown,merit_promotion]'",
        "wenze cadre cadre=0-3 lang=zh",
    ),
    parameters=True,
)  # fmt: skip
