"""Counter-based draws: every random number is a pure function of who draws it, when and what for.

A draw belongs to (seed, replication, month, entity, purpose). Each step down this chain takes one output of the
splitmix64 generator (Steele, Lea and Flood 2014) started at the state above it, so that nothing depends on the order
in which draws are made, on a worker or on a thread, and two policies that differ see the same luck.

All arguments and results are unsigned 64-bit; mixing them with signed integers would turn them into floats.
"""

import numpy as np

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
MULTIPLIER_1 = np.uint64(0xBF58476D1CE4E5B9)
MULTIPLIER_2 = np.uint64(0x94D049BB133111EB)
SHIFT_1 = np.uint64(30)
SHIFT_2 = np.uint64(27)
SHIFT_3 = np.uint64(31)
SHIFT_DOUBLE = np.uint64(11)
SHIFT_FIELD = np.uint64(16)
ONE = np.uint64(1)
UNIT = 2.0**-53

# Constants above that are no purposes.
NOT_PURPOSES = frozenset(
    ("GOLDEN", "MULTIPLIER_1", "MULTIPLIER_2", "SHIFT_1", "SHIFT_2", "SHIFT_3", "SHIFT_DOUBLE", "SHIFT_FIELD", "ONE")
)

# Purposes. A new use of chance gets a new number; a number is never used for two things.
ARISES = np.uint64(1)
SEVERITY = np.uint64(2)
OWNER = np.uint64(3)
KIND = np.uint64(4)
NOVEL = np.uint64(5)
PROHIBITED = np.uint64(6)
SECOND_DEPARTMENT = np.uint64(7)
SECOND_WHICH = np.uint64(8)
KNOWN_AT_START = np.uint64(9)
LOST = np.uint64(10)
CLEAR = np.uint64(11)
TAKEN_BACK = np.uint64(12)
DEPARTMENT_REVISES = np.uint64(13)
DEPARTMENT_CHOICE = np.uint64(14)
CADRE_REVISES = np.uint64(15)
CADRE_CHOICE = np.uint64(16)
COLLEAGUE = np.uint64(17)
TOWNSHIP_SOLVES = np.uint64(18)
ERROR = np.uint64(19)
REPORT = np.uint64(20)
SERVICE_LEAD = np.uint64(21)
SERVICE_SECOND = np.uint64(22)
TEMPTATION = np.uint64(23)
BENEFIT = np.uint64(24)
ERUPTION = np.uint64(26)
INSPECTION = np.uint64(27)
COMPLAINT = np.uint64(28)
EXPOSURE = np.uint64(29)
NAMES_TOLD = np.uint64(30)
SUPERVISOR_REVISES = np.uint64(31)
SUPERVISOR_CHOICE = np.uint64(32)
DECIDED = np.uint64(33)
DETECTION = np.uint64(34)
SEES_FAULT = np.uint64(35)
OUTCOME_DEMANDED = np.uint64(38)
LOOKS_DOWN = np.uint64(39)
WHO_CATCHES_THE_EYE = np.uint64(40)
ADMITTED = np.uint64(41)
VERIFIED = np.uint64(42)
VERDICT_ON_PLEA = np.uint64(43)
STRICT = np.uint64(44)
INCONSISTENT = np.uint64(47)
RUNG = np.uint64(48)
REMOVED = np.uint64(49)
REVIEWED = np.uint64(50)
REVIEW_VERDICT = np.uint64(51)
AUDITED = np.uint64(52)
SPOT_CHECKED = np.uint64(53)
AUDIT_WRONGFUL = np.uint64(54)
AUDIT_MISSED = np.uint64(55)
AUDIT_BIAS_WRONGFUL = np.uint64(56)
AUDIT_BIAS_MISSED = np.uint64(57)
MERIT_NOISE = np.uint64(58)
BARRED = np.uint64(59)
REPOSTED = np.uint64(60)
LEAVES = np.uint64(61)
MOTIVATION = np.uint64(62)
COMPETENCE = np.uint64(63)
LOSS_WEIGHT = np.uint64(64)
SCRUPLE = np.uint64(65)
SENIORITY = np.uint64(66)
PROMOTION_TIE = np.uint64(67)
AUDIT_UNFAIR = np.uint64(68)
AUDIT_BIAS_UNFAIR = np.uint64(69)
HONOUR_TIE = np.uint64(74)
SEES_WHO = np.uint64(75)
GIVEN = np.uint64(76)
GIVEN_WHOM = np.uint64(77)
TO_POST = np.uint64(78)
HELPS = np.uint64(79)
CONSIDERS_PASSING = np.uint64(80)
PASSING_CHOICE = np.uint64(81)
PASS_WHOM = np.uint64(82)
BARRED_HONOURS = np.uint64(83)
MADE_UP = np.uint64(84)
MADE_UP_PROMOTED = np.uint64(85)
BREACH = np.uint64(86)
BREACH_RUNG = np.uint64(87)
BREACH_REMOVED = np.uint64(88)
CONSEQUENCE_WRONGFUL = np.uint64(89)
CONSEQUENCE_MISSED = np.uint64(90)
CORRECTS = np.uint64(91)
SUPERVISOR_RUNG = np.uint64(92)
HELD = np.uint64(93)  # of a post: whether an experiment holds it to one conduct


def mix(z: np.uint64) -> np.uint64:
    """Finalizer of splitmix64: a bijection of the 64-bit numbers in which every input bit moves every output bit."""
    z = (z ^ (z >> SHIFT_1)) * MULTIPLIER_1
    z = (z ^ (z >> SHIFT_2)) * MULTIPLIER_2
    return z ^ (z >> SHIFT_3)


def split(state: np.uint64, index: np.uint64) -> np.uint64:
    """Output number ``index`` (from 0) of splitmix64 started at ``state``."""
    return mix(state + (index + ONE) * GOLDEN)


def run_state(seed: np.uint64, replication: np.uint64) -> np.uint64:
    """State of one replication of one seed."""
    return split(seed, replication)


def month_state(run: np.uint64, month: int) -> np.uint64:
    """State of a month; month −1 is the making of the world."""
    return split(run, np.uint64(month + 1))


def entity_state(month: np.uint64, entity: np.uint64) -> np.uint64:
    """State of one entity (see :func:`entity_number`) in one month."""
    return split(month, entity)


def uniform(entity: np.uint64, purpose: np.uint64) -> float:
    """A draw on [0, 1) with 53 bits, for one purpose of one entity in one month."""
    return float(split(entity, purpose) >> SHIFT_DOUBLE) * UNIT


def number_of_case(post: np.uint64, month: int) -> np.uint64:
    """Number of the case that arises at the post of a number in a month."""
    return post | np.uint64(month + 1)


def entity_number(county: int, township: int, post: int, serial: int) -> np.uint64:
    """Number of an entity: four fields of 16 bits.

    A post has serial 0; a case the month it arose in plus one, at its post; a person the ordinal of its arrival at the
    post it first held; a department stands in place of the township; a supervisor is its county.
    """
    number = (np.uint64(county) << SHIFT_FIELD) | np.uint64(township)
    number = (number << SHIFT_FIELD) | np.uint64(post)
    return (number << SHIFT_FIELD) | np.uint64(serial)


def index_below(u: float, count: int) -> int:
    """A whole number from 0 to ``count − 1`` from a draw ``u`` on [0, 1)."""
    return int(u * count)
