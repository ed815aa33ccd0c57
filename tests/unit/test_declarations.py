"""What the state, the counts and the events mean is declared once, in both languages; records are made from that."""

import numpy as np
import pytest
from wenze.sim.language import UNITS
from wenze.sim.tally import AMOUNTS, COUNTS, DECLARED, TALLY, Count


@pytest.mark.parametrize("count", DECLARED, ids=lambda count: count.name)
def test_every_count_says_what_it_counts_in_both_languages(count: Count) -> None:
    assert count.en.endswith(".") and count.zh.endswith("。")
    assert count.unit in UNITS


def test_counts_are_declared_once_and_the_record_of_a_month_follows() -> None:
    assert TALLY.names == (*COUNTS, *AMOUNTS)
    assert len(set(TALLY.names)) == len(DECLARED)
    assert {TALLY[name] for name in TALLY.names} == {np.dtype(np.int64)}
