"""The kinds that records hold as small whole numbers: conducts, options, styles, owners, parties, steps, rungs.

Where a kind is shown to people its names stand beside its numbers, in their order.
"""

NEVER = 32000  # later than any month that can be run, and small enough for two bytes with a deadline added
NOBODY = -1
LONG_AGO = -1000  # before any month within which care still works
NOT_YET = -1  # a conduct, option or style that is still to be chosen

MONTHS_A_YEAR = 12
ROUNDS_REMEMBERED = 16  # promotion rounds that may still be made up for, if missed

# Conducts of a cadre (行为方式)
CONDUCT_NAMES = ("work", "explore", "cover", "idle")
CONDUCTS = len(CONDUCT_NAMES)
WORK, EXPLORE, COVER, IDLE = range(CONDUCTS)

# What becomes of the cases that departments know of
PAIR_KINDS = 3
OF_ACTING, OF_SITTING, OF_DOWN = range(PAIR_KINDS)

# Options of a department
OPTION_NAMES = ("act", "offload", "relay")
OPTIONS = len(OPTION_NAMES)
ACT, OFFLOAD, RELAY = range(OPTIONS)

# Styles of inquiry
STYLE_NAMES = ("deep", "list", "habit")
STYLES = len(STYLE_NAMES)
DEEP, LIST, HABIT = range(STYLES)

# Owner of a case by law
OWNER_NAMES = ("township", "assist", "departments")
TOWNSHIP, ASSIST, DEPARTMENTS = range(len(OWNER_NAMES))

# What a case surfaced by
SURFACING_NAMES = ("inspected", "complained", "erred", "exposed", "erupted")
INSPECTED, COMPLAINED, ERRED, EXPOSED, ERUPTED = range(len(SURFACING_NAMES))

# Parties to a case, as bits of a set
TOWNSHIP_BIT, LEAD_BIT, SECOND_BIT = 1, 2, 4
SETS_OF_PARTIES = 8

# What the file shows of a party's step
STEP_NAMES = ("none", "paper", "real")
STEPS = len(STEP_NAMES)
NO_STEP, PAPER_STEP, REAL_STEP = range(STEPS)

# What its holder does with one of the township's own duties
PASSING_NAMES = ("keep", "up", "sideways")
KEEP, UP, SIDEWAYS = range(len(PASSING_NAMES))
WAYS = 2  # of passing on: up, sideways

# What a file that may still get its step in time counts as: of a department case, of the township's own duty
PENDING, PENDING_OWN = 3, 4
KEPT_KINDS = 4
FILE_KINDS = 5

# What an error looks like
LOOK_NAMES = ("routine", "exploring", "newcomer")
LOOKS = len(LOOK_NAMES)
LOOKS_ROUTINE, LOOKS_EXPLORING, LOOKS_NEWCOMER = range(LOOKS)

# Who answers, seen from the file
NONE_ANSWERS, HOLDER, WORKER, HELPER, LEAD, SECOND = 0, 1, 2, 3, 4, 5

# Rungs of the ladder of sanctions (问责处理阶梯)
RUNG_NAMES = ("talk", "warning", "demerit", "major demerit", "demotion")
RUNGS = len(RUNG_NAMES)
TALK, WARNING, DEMERIT, MAJOR_DEMERIT, DEMOTION = range(RUNGS)

# What a person who erred pleads
NO_PLEA, EXPLORATION, INEXPERIENCE, UNINTENDED = 0, 1, 2, 3
