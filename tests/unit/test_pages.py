"""Memory of which only what is touched is taken."""

import mmap
import pickle

import numpy as np
import pytest
from wenze.sim import pages, records


@pytest.mark.parametrize("length", [0, 1, 100_000], ids=["nothing", "small", "large"])
def test_it_is_an_array_of_zeros_like_any_other(length: int) -> None:
    array = pages.zeros(records.ENTRY, length)
    assert array.shape == (length,) and array.dtype == records.ENTRY
    assert array.flags.c_contiguous and array.flags.aligned and array.flags.writeable
    assert not array.view(np.uint8).any()
    chosen = array.nbytes >= pages.LARGE and hasattr(mmap, "MAP_PRIVATE")
    assert (array.base is not None) == chosen
    array["number"] = 7
    assert (pickle.loads(pickle.dumps(array)) == array).all()
    assert not pages.zeros(records.ENTRY, length)["number"].any()


def test_where_pages_cannot_be_chosen_it_is_numpys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(mmap, "MAP_PRIVATE", raising=False)
    array = pages.zeros(records.ENTRY, 100_000)
    assert array.base is None and array.shape == (100_000,)


def test_a_system_without_large_pages_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mmap, "MADV_NOHUGEPAGE", 999_999, raising=False)  # advice that no system knows
    assert pages.zeros(records.ENTRY, 100_000).shape == (100_000,)


@pytest.mark.parametrize("length", [2**45, 2**60])
def test_no_room_is_said_as_numpy_says_it(length: int) -> None:
    with pytest.raises(MemoryError):
        pages.zeros(np.dtype(np.int64), length)
