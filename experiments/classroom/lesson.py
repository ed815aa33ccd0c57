"""The script of the ten-minute lesson: what the teacher does, asks and says at each step, in both languages.

It stands beside the one "next" button. A step belongs to a state of the game; where two follow each other in one state,
"next" only turns the page. The model's finding may contradict the saying that the class knows, and the script says so.
"""

from typing import Any, NamedTuple

from wenze.sim.events import Said

MINUTES = 10.0
"""How long the lesson takes, with a game of eight months of twenty seconds each."""


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
            "The rules on who must answer will change once, and nobody says when. Will the class do more before, after, or the same?",
            "关于“由谁担责”的规则会变一次，何时变不说。大家在变之前干得更多、之后更多，还是一样？",
        ),
        Said(
            "There is no right conduct. Do what you would do with this desk, these cases and this record.",
            "没有标准答案。面对这张办公桌、这些事项和这份履历，按您自己会做的去做。",
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
            "In the model neither saying holds: those who work more are sanctioned less. Where few are sanctioned, fear alone "
            "moves people little; power that matches duty and promotion by deeds move them more.",
            "在模型中，两句俗话都不成立：干得多的人反而较少受处理。受处理的人本来就少时，单凭害怕改变不了多少行为；权责匹配、凭实绩提拔的作用"
            "更大。",
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
            "A class of forty in ten minutes proves nothing either. What both show is where to look.",
            "四十个人、十分钟，同样证明不了什么。两者都只是指出该往哪里看。",
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


def shown(number: int) -> dict[str, Any]:
    """A step as the teacher's page is sent it; steps count from 1. Raises ValueError for one that is not there."""
    if not 1 <= number <= len(STEPS):
        raise ValueError(f"step {number}: expected 1 to {len(STEPS)}")
    step = STEPS[number - 1]
    words = {part: getattr(step, part)._asdict() for part in ("do", "ask", "say")}
    return {"step": number, "of": len(STEPS), "name": step.name, "minutes": step.minutes, **words}
