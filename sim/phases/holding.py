"""Who is held to what: choices given from outside, and choices recorded so that they can be given to another run.

Both stand in arrays [month of the regime, agent] of the state. Nobody is held and nothing is recorded before the switch.
"""

from wenze.sim.state import FREE_TO_CHOOSE


def held_to(clock, given, month, index):
    """What an agent is held to in a month, FREE_TO_CHOOSE if it chooses for itself."""
    return given[month - clock.spin_up, index] if is_forced(clock, month) else FREE_TO_CHOOSE


def is_forced(clock, month):
    """Whether some or all are held to something in a month."""
    return clock.forcing == 1 and month >= clock.spin_up


def is_recording(clock, kept, month):
    """Whether choices are recorded: only where nobody is held."""
    return len(kept) > 0 and clock.forcing == 0 and month >= clock.spin_up


def record_choice(clock, kept, month, index, chosen):
    """Record what an agent does in a month, where that is kept."""
    if is_recording(clock, kept, month):
        kept[month - clock.spin_up, index] = chosen
