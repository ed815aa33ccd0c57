"""The script of the ten-minute lesson: what the teacher does, asks and says at each step, in both languages.

It stands beside the one "next" button. A step belongs to a state of the game; where two follow each other in one state,
"next" only turns the page. What is said after the reveal is said from the numbers of that very game: they may contradict the
sayings that the class knows, or the model, and the script says which.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from wenze.sim.events import Said

MINUTES = 10.0
"""How long the lesson takes, with a game of eight months of twenty seconds each."""

SECONDS_TO_READ = 10
"""In which the outcome of a month is read: eight months of 20 and 10 seconds are the four minutes that the steps give to choosing
and seeing."""

SECONDS_OPEN = 40
"""In which a class chooses where nothing closes a month but the teacher or the class: a guess, nothing was measured."""


class Step(NamedTuple):
    """One step: its name, the state of the game it belongs to, the minutes it takes, and what is done, asked and said."""

    name: str
    state: str
    minutes: float
    do: Said
    ask: Said
    say: Said


STEPS: tuple[Step, ...] = (
    Step(
        "join",
        "lobby",
        1.5,
        Said(
            "Project the wall. Wait until the number of those who joined stands still, then lock the room if you like.",
            "投影大屏页面。等加入人数不再变化；需要时可锁定房间。",
        ),
        Said(
            "Who has heard it said: the more you do, the more goes wrong? And: who lies flat wins?",
            "谁听过“干得越多错得越多”？还有“躺平反而躺赢”？",
        ),
        Said(
            "Each of you is now one official in a township, among simulated colleagues who decide for themselves.",
            "现在，每人都是一名乡镇干部；周围是自行决定的模拟同事。",
        ),
    ),
    Step(
        "predict",
        "briefing",
        1.5,
        Said(
            "Let everybody read the four ways to spend a month and tap a prediction. The wall shows how many have.",
            "请大家读完一个月的四种做法并点选预测。大屏会显示已预测的人数。",
        ),
        Said(
            "The rules on who must answer will change once, and nobody says when. Will your simulated colleagues work or explore "
            "more before, after, or about the same?",
            "关于“由谁担责”的规则会变一次，何时变不说。你们的模拟同事在变之前更多地办事或探索、之后更多，还是差不多？",
        ),
        Said(
            "The prediction is about the simulated officials, so that nobody can bring it about. For yourself there is no right "
            "conduct: do what you would do with this desk, these cases and this record.",
            "预测的是模拟干部，谁也无法自己促成。至于您自己，没有标准答案：面对这张办公桌、这些事项和这份履历，按您自己会做的去做。",
        ),
    ),
    Step(
        "choose",
        "choosing",
        2.0,
        Said(
            "Let the month run. Close it early when most have chosen; give thirty seconds more when they have not.",
            "让当月进行。多数人已选定时可提前结束；多数人未选定时可延长三十秒。",
        ),
        Said(
            "Before you tap: what could this choice cost you, and whom else?",
            "点选之前想一想：这样做可能让您付出什么，又可能让别人付出什么？",
        ),
        Said(
            "Whoever does not choose is played by a simulated official this month. Nobody is waited for.",
            "没有选择的人，本月由模拟干部代打；不必等任何人。",
        ),
    ),
    Step(
        "see",
        "resolved",
        2.0,
        Said(
            "Give a few seconds to read, then go on. In every third month let one person read theirs aloud. Do not say which rules "
            "are in force, even if somebody guesses.",
            "留几秒钟阅读，然后继续。每三个月请一位同学念出自己的结果。即使有人猜到，也不要说出现在实行的是哪一套规则。",
        ),
        Said("Who was sanctioned this month? Did you deserve it?", "本月谁受到了处理？您觉得该不该？"),
        Said(
            "Not all that befalls you comes from what you chose this month.",
            "落到您头上的事，并不都来自您这个月的选择。",
        ),
    ),
    Step(
        "reveal",
        "reveal",
        1.0,
        Said(
            "Point at the line on the wall where the rules changed, and at the predictions beside it.",
            "指出大屏上规则改变的那条线，以及旁边的预测。",
        ),
        Said("Who noticed the change, and by what?", "谁察觉到了变化？凭什么察觉的？"),
        Said(
            "These were the two regimes. Here is what you did under each, and what your simulated colleagues did.",
            "这就是前后两种制度。这是你们在每种制度下的做法，以及模拟同事的做法。",
        ),
    ),
    Step(
        "why",
        "debrief",
        1.0,
        Said(
            "Open “Watch both regimes” below on the projector: the two regimes of this game are set. Play.",
            "在投影上打开下方的“观看两种制度”：本局的两种制度已选好，按“播放”。",
        ),
        Said(
            "You or the simulated officials: who was more afraid, and why?",
            "你们和模拟干部，谁更怕担责？为什么？",
        ),
        Said(
            "Read the three rows on the wall, and then the two lines on who is sanctioned.",
            "先读大屏上的三行，再读关于“谁受处理”的两行。",
        ),
    ),
    Step(
        "doubt",
        "debrief",
        1.0,
        Said(
            "If the class did otherwise than the model, leave both on the wall. Save the numbers if you want to go on with them.",
            "如果全班的做法与模型不同，把两者都留在大屏上。想继续分析就保存数据。",
        ),
        Said(
            "The model is an argument, not a measurement. Which of its assumptions would you change first?",
            "模型是一种论证，不是测量。您会先改它的哪一条假定？",
        ),
        Said(
            "One game, with {students} in it, proves nothing either. What both show is where to look.",
            "一局游戏、{students} 人参与，同样证明不了什么。两者都只是指出该往哪里看。",
        ),
    ),
    Step(
        "end",
        "closed",
        0.0,
        Said(
            "Stop the program with Ctrl-C in its terminal. For a new game, start the same command again.",
            "在终端按 Ctrl-C 结束程序；要开新的一局，请重新运行同一命令。",
        ),
        Said("What will you look at differently tomorrow?", "明天再看这类事，您会有什么不同？"),
        Said("Thank you. The phones can be put away.", "谢谢大家，可以收起手机了。"),
    ),
)


def steps_in(state: str) -> tuple[Step, ...]:
    """The steps that belong to a state of the game, in their order."""
    return tuple(step for step in STEPS if step.state == state)


def first_in(state: str) -> int:
    """Number of the first step that belongs to a state, counted from 1. Raises ValueError for a state without any."""
    for number, step in enumerate(STEPS, start=1):
        if step.state == state:
            return number
    raise ValueError(f"state {state!r}: expected one of {', '.join(dict.fromkeys(step.state for step in STEPS))}")


def shown(number: int, students: int = 0, revealed: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A step as the teacher's page is sent it; steps count from 1. ``students`` are in the game, ``revealed`` is what
    :meth:`.seats.Seats.reveal` gives, from which the step on "why" says what came out. Raises ValueError for a step that is not
    there.
    """
    step = _step(number)
    words = {part: _filled(getattr(step, part), students=students)._asdict() for part in ("do", "ask", "say")}
    if step.name == WHY and revealed is not None and "saying" in revealed:
        words["say"] = told(revealed)._asdict()
    return {"step": number, "of": len(STEPS), "name": step.name, "minutes": step.minutes, **words}


def asked(number: int) -> dict[str, str]:
    """What is asked in a step, for the wall. Raises ValueError for a step that is not there."""
    return _step(number).ask._asdict()


def minutes_of(months: int, seconds: int) -> int:
    """About how many minutes the lesson takes with a game of so many months of so many seconds; 0 seconds: nothing closes them.

    >>> minutes_of(8, 20), minutes_of(12, 40)
    (10, 16)
    """
    around = sum(step.minutes for step in STEPS if step.state not in ("choosing", "resolved"))
    return round(around + months * ((seconds or SECONDS_OPEN) + SECONDS_TO_READ) / 60)


def _step(number: int) -> Step:
    if not 1 <= number <= len(STEPS):
        raise ValueError(f"step {number}: expected 1 to {len(STEPS)}")
    return STEPS[number - 1]


# --- what this very game has shown ------------------------------------------------------------------------------------

WHY = "why"
"""The step in which it is said."""

WHO = {
    "class": Said("you", "你们"),
    "simulated": Said("your simulated colleagues", "模拟同事"),
    "model": Said("the model alone", "只有模型时"),
}
"""Whose effort is compared, in the order of the rows on the wall."""

MORE = {
    "first": Said("more under the first rules", "第一套规则之下更多"),
    "second": Said("more under the second rules", "第二套规则之下更多"),
    "same": Said("about the same", "差不多"),
}

ALIKE_TOLD = {
    "first": Said(
        "On work and exploring the rows agree: more under the first rules.",
        "在办事与探索上，各行一致：第一套规则之下更多。",
    ),
    "second": Said(
        "On work and exploring the rows agree: more under the second rules.",
        "在办事与探索上，各行一致：第二套规则之下更多。",
    ),
    "same": Said(
        "On work and exploring the rows agree: about the same under both. Rules on blame alone have moved people little here.",
        "在办事与探索上，各行一致：两套规则之下差不多。单凭问责规则，这里几乎没有改变行为。",
    ),
}

OTHERWISE = Said(
    "On work and exploring the rows do not agree ({rows}). Say so. Yours is one world, in which the second rules came after the "
    "first and met what those had left; the model alone gives both rules the same start, in {worlds} worlds, and there was more "
    "under the first in {first}, under the second in {second}. One game can fall either way: ask what would decide it.",
    "在办事与探索上，各行不一致（{rows}）。请直说。你们的是一个世界：第二套规则在第一套之后，还带着前者留下的局面；“只有模型”则让两套规则从"
    "同一起点出发，共 {worlds} 个世界，其中 {first} 个第一套之下更多，{second} 个第二套之下更多。一局游戏可能偏向任何一边：请问大家，怎样才能"
    "分出对错。",
)

IN_GAME = Said(
    "“The more you do, the more goes wrong”: of {more_of} desks that mostly worked or explored {more} had a sanction for work, of "
    "the {less_of} others {less}: {verdict}.",
    "“干得越多错得越多”：多数月份在办事或探索的 {more_of} 个岗位中，{more} 个因工作受过处理；其余 {less_of} 个中有 {less} 个：{verdict}。",
)

IN_MODEL = Said(
    "In the model alone the quarter that works most is sanctioned {more} times in 100 months, the quarter that works least "
    "{less} times: {verdict}.",
    "只有模型时，干得最多的四分之一每 100 个人月受处理 {more} 次，干得最少的四分之一 {less} 次：{verdict}。",
)

VERDICTS = {
    "holds": Said("so here the saying holds", "可见在这里俗话成立"),
    "against": Said("the opposite of the saying", "与俗话相反"),
    "unclear": Said("no more apart than chance can make them", "差距不超出偶然，不能说明什么"),
}

TWO_MINDS = Said(
    "The game and the model contradict each other on this: count the worlds, not the stories, and do not say that either is right.",
    "在这一点上，游戏与模型相互矛盾：要数世界，不要数故事，也不要说哪一个对。",
)


def told(revealed: Mapping[str, Any]) -> Said:
    """What to say of a game from its numbers: whether class, colleagues and model did alike, and whether the saying held."""
    parts = [_efforts(revealed), _saying(IN_GAME, revealed["saying"]), _saying(IN_MODEL, _per_hundred_months(revealed))]
    verdicts = {revealed["saying"]["says"], revealed["model"]["saying"]["says"]}
    if verdicts == {"holds", "against"}:
        parts.append(TWO_MINDS)
    return Said("\n".join(part.en for part in parts), "\n".join(part.zh for part in parts))


def _efforts(revealed: Mapping[str, Any]) -> Said:
    answers = {who: revealed[f"answer_{who}"] for who in WHO if revealed[f"answer_{who}"] is not None}
    if len(set(answers.values())) == 1:
        return ALIKE_TOLD[next(iter(answers.values()))]
    model = revealed["model"]
    rows = [(WHO[who], MORE[answer]) for who, answer in answers.items()]
    listed = Said(
        "; ".join(f"{who.en}: {more.en}" for who, more in rows), "；".join(f"{who.zh}{more.zh}" for who, more in rows)
    )
    first, second = model["more"]
    return _filled(OTHERWISE, rows=listed, worlds=model["worlds"], first=first, second=second)


def _per_hundred_months(revealed: Mapping[str, Any]) -> dict[str, Any]:
    """The model's own answer to the saying, in times a hundred months."""
    found = revealed["model"]["saying"]
    counted = {who: found[who] for who in ("did_more", "did_less")}
    return {**found, **{who: [f"{100 * count / of if of else 0.0:.1f}", of] for who, (count, of) in counted.items()}}


def _saying(form: Said, found: Mapping[str, Any]) -> Said:
    (more, more_of), (less, less_of) = found["did_more"], found["did_less"]
    verdict = VERDICTS[found["says"]]
    return _filled(form, more=more, more_of=more_of, less=less, less_of=less_of, verdict=verdict)


def _filled(form: Said, **values: object) -> Said:
    """A wording with its values, which may be in both languages themselves."""
    return Said(
        *(
            text.format(**{key: value[place] if isinstance(value, Said) else value for key, value in values.items()})
            for place, text in enumerate(form)
        )
    )
