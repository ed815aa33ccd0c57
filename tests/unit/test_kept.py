"""The journal of a game: what was written is read again, a torn end is left aside, anything else is refused; results name nobody."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from conftest import assert_refused_in_chinese
from hypothesis import given
from hypothesis import strategies as st
from wenze.experiments.classroom.game import Game, Plan
from wenze.experiments.classroom.kept import (
    COLUMNS,
    FORM,
    Journal,
    Opening,
    choices_of,
    game_of,
    opening_of,
    results,
    whole_lines,
    write_results,
)
from wenze.sim.errors import InputError
from wenze.sim.language import speaking
from wenze.sim.version import MODEL_VERSION

PLAN = Plan(("one", "other"), months=3, switch=1, seconds=40, seed=7)
OPENING = Opening(PLAN, ("world.scale.posts=12",), "AB234", ("0" * 64,))
HERE = Path("game.jsonl")
POSTS = 5


def kept_game(journal: Journal, months: int = 2) -> Game:
    """A game that is noted while it is played, as a room does it: two seats, one of which is given up after a month."""
    game = Game(PLAN)
    journal.begin(OPENING)
    for name in ("Li Lei", "韩梅梅"):
        seat = game.join(name, f"digest of {name}")
        journal.note("seat", number=seat.number, names=seat.names, digest=seat.digest, post=seat.post)
    game.go_on(0.0)
    game.predict(1, "effort", "same")
    journal.note("said", number=1, predictions=game.seats[1].predictions)
    game.seat_everybody(range(POSTS))
    posts = {seat.number: seat.post for seat in game.present()}
    journal.note("begun", setup={"seed": 7}, order=game.order, posts=posts)
    for month in range(months):
        game.go_on(0.0)
        journal.note("state", state=game.state)
        if month == 1:
            game.leave(2)
            journal.note("gone", number=2, why="left")
        game.choose(1, month, "idle", f"{month}", 0.0)
        game.close()
        choices = game.taken_up()
        fates = [{"post": 0, "deserved": False, "months": 6}, {"post": 3, "deserved": True, "months": 12}]
        done = game.outcome([choices.get(post, "work") for post in range(POSTS - 1)] + [None], fates)
        journal.month(done)
        game.finish(done)
    game.lock(True)
    journal.note("lock", locked=game.locked)
    return game


@pytest.fixture
def journal(tmp_path: Path) -> Any:
    made = Journal(tmp_path / "kept")
    yield made
    made.close()


def lines_of(journal: Journal) -> list[dict[str, Any]]:
    return whole_lines(journal.path.read_bytes(), journal.path)[0]


def as_it_stood(game: Game) -> dict[str, Any]:
    """What has to be the same after a game was read again."""
    seats = {
        number: (seat.names, seat.digest, seat.post, seat.gone, seat.predictions) for number, seat in game.seats.items()
    }
    return {
        "seats": seats,
        "months": game.finished,
        "month": game.month,
        "state": game.state,
        "order": game.order,
        "locked": game.locked,
    }


# --- what is read again -----------------------------------------------------------------------------------------------


def test_a_game_is_read_again_as_it_was_kept(journal: Journal) -> None:
    game = kept_game(journal)
    lines = lines_of(journal)
    assert opening_of(lines, HERE) == OPENING
    again, setup = game_of(lines[1:], PLAN, HERE)
    assert as_it_stood(again) == as_it_stood(game)
    assert setup == {"seed": 7}
    assert not any(seat.connected for seat in again.seats.values())
    assert [choices_of(done) for done in again.finished] == [{0: "idle"}, {0: "idle"}]


def test_killed_after_any_byte_a_game_goes_on_from_its_last_finished_month(journal: Journal) -> None:
    kept_game(journal)
    text = journal.path.read_bytes()
    ends = [place for place, byte in enumerate(text) if byte == ord("\n")]
    months = [place for place, line in zip(ends, lines_of(journal), strict=True) if line["is"] == "month"]
    for size in range(ends[0] + 1, len(text) + 1):
        lines, whole = whole_lines(text[:size], HERE)
        game, _ = game_of(lines[1:], PLAN, HERE)
        assert whole == max(end + 1 for end in ends if end < size)
        assert game.month == len(game.finished) == sum(end < size for end in months)
        assert game.state in ("lobby", "briefing", "resolved")


def test_what_follows_a_torn_line_is_a_line_of_its_own(journal: Journal) -> None:
    kept_game(journal)
    before = len(lines_of(journal))
    folder = journal.folder
    journal.close()
    with (folder / "game.jsonl").open("ab") as file:
        file.write(b'{"is":"month","mon')
    again = Journal(folder)
    assert len(again.read()) == before
    again.note("gone", number=1, why="left")
    assert [line["is"] for line in lines_of(again)][-1] == "gone"
    again.close()


def test_a_line_whose_end_reached_the_disk_before_its_middle_is_left_aside(journal: Journal) -> None:
    kept_game(journal)
    text = journal.path.read_bytes()
    assert whole_lines(text + b"\0\0\0\0\n", HERE) == (lines_of(journal), len(text))


def test_where_nobody_joins_no_file_is_left(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "new")
    journal.begin(OPENING)
    journal.close()
    assert list(tmp_path.iterdir()) == []


def test_a_new_folder_holds_no_game_and_a_closed_game_leaves_none(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "a" / "b")
    assert journal.read() == []
    kept_game(journal)
    journal.forget()
    assert not journal.path.exists() and journal.read() == []
    journal.note("seat", number=1)
    assert not journal.path.exists()
    journal.close()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_was_there_stays(tmp_path: Path) -> None:
    Journal(tmp_path).close()
    assert tmp_path.is_dir()


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for place in (tmp_path / "file", tmp_path / "file" / "inside"):
        with pytest.raises(InputError, match=r"^out="):
            Journal(place)


def test_no_secret_stands_in_a_journal(journal: Journal) -> None:
    """Seats and keys are kept as digests: whoever reads the file can play nobody."""
    kept_game(journal)
    for line in lines_of(journal):
        assert not {"secret", "key"} & line.keys()


# --- what is refused --------------------------------------------------------------------------------------------------


def test_two_servers_do_not_keep_one_game(journal: Journal) -> None:
    with pytest.raises(InputError, match="another wenze classroom keeps its game there"):
        Journal(journal.folder)


FIRST = {"is": "game", "form": FORM, "model": MODEL_VERSION, **OPENING._asdict(), "plan": PLAN._asdict()}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (b"\n", 1),
        (b"not JSON\n", 1),
        (b"[1]\n", 1),
        (b'{"is":"month"}\n', 1),
        (json.dumps({**FIRST, "form": FORM + 1}).encode() + b"\n", 1),
        (json.dumps(FIRST).encode() + b'\n\xff\xfe\n{"is":"state","state":"lobby"}\n', 2),
        (json.dumps(FIRST).encode() + b'\n{"no":"kind"}\n{"is":"state","state":"lobby"}\n', 2),
    ],
)
def test_a_file_that_is_no_journal_is_refused_in_one_line(text: bytes, line: int) -> None:
    for language in ("en", "zh"):
        with speaking(language), pytest.raises(InputError) as refused:
            whole_lines(text, HERE)
        assert "\n" not in str(refused.value) and f"{line}" in str(refused.value) and "game.jsonl" in str(refused.value)
    assert_refused_in_chinese(str(refused.value).replace("wenze classroom", ""))


@pytest.mark.parametrize(
    "line",
    [
        {"is": "gone", "number": 9, "why": "left"},
        {"is": "seat", "number": 1},
        {"is": "month", "month": 0},
        {"is": "month", "month": "x", "chosen": {}, "posts": {}, "conducts": [], "sanctions": []},
        {"is": "state", "state": "elsewhere"},
        {"is": "begun", "order": 3, "posts": {}, "setup": {}},
        {"is": "lock"},
        {"is": "said", "number": 1, "predictions": {}},
    ],
)
def test_a_line_that_tells_what_cannot_be_is_refused(line: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="line 1: this is no game"):
        game_of([line], PLAN, HERE)


def test_a_game_of_another_version_of_the_model_is_refused() -> None:
    with pytest.raises(InputError, match="another version of the model"):
        opening_of([{**FIRST, "model": "0.0"}], HERE)


@given(st.binary(max_size=200))
def test_whatever_stands_in_a_file_it_is_read_or_refused(text: bytes) -> None:
    try:
        lines, whole = whole_lines(text, HERE)
    except InputError:
        return
    assert whole <= len(text) and all(isinstance(line["is"], str) for line in lines)


# --- results ----------------------------------------------------------------------------------------------------------


def test_results_name_nobody_and_hold_every_month_and_post(journal: Journal, tmp_path: Path) -> None:
    game = kept_game(journal)
    path = write_results(game, tmp_path)
    text = path.read_text(encoding="utf-8")
    assert path.name == "results.csv" and "Li Lei" not in text and "韩梅梅" not in text and "digest" not in text
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 2 * POSTS and tuple(rows[0]) == COLUMNS
    assert [row["regime"] for row in rows[::POSTS]] == ["one", "other"]
    first = {
        key: rows[0][key] for key in ("month", "post", "seat", "students", "by", "conduct", "sanctioned", "deserved")
    }
    assert first == {
        "month": "1", "post": "0", "seat": "1", "students": "1", "by": "student", "conduct": "idle", "sanctioned": "1",
        "deserved": "0",
    }  # fmt: skip
    assert (rows[1]["by"], rows[1]["seat"]) == ("simulated", "2")
    assert (rows[POSTS + 1]["seat"], rows[3]["deserved"], rows[4]["conduct"]) == ("", "1", "")


def test_results_of_an_earlier_game_are_not_written_over(journal: Journal, tmp_path: Path) -> None:
    game = kept_game(journal)
    assert [write_results(game, tmp_path).name for _ in range(3)] == ["results.csv", "results-2.csv", "results-3.csv"]


def test_a_game_that_has_not_begun_has_no_results() -> None:
    assert results(Game(PLAN)) == ",".join(COLUMNS) + "\n"
