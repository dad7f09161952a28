"""Values are frozen dataclasses as everybody knows them, and a start compiles few of them."""

import dataclasses
import subprocess
import sys
from dataclasses import FrozenInstanceError, asdict, field, fields, replace
from threading import Barrier, Thread

import pytest

from eventkit.lazy import dataclass


def place() -> type:
    """A class of which there is no object yet."""

    @dataclass(frozen=True)
    class Place:
        """Where an entry stands."""

        entry: str
        number: int = 1
        reasons: list[str] = field(default_factory=list, compare=False)

    return Place


def test_objects_are_made_compared_shown_and_hashed():
    made = place()
    first = made("Э-1", reasons=["сумма"])
    assert (first.entry, first.number, first.reasons) == ("Э-1", 1, ["сумма"])
    assert first == made("Э-1")
    assert first != made("Э-1", 2)
    assert first != ("Э-1", 1)
    assert len({first, made("Э-1"), made("Э-2")}) == 2
    assert repr(made("Э-1")).endswith("Place(entry='Э-1', number=1, reasons=[])")
    assert made("Э-2").reasons is not made("Э-2").reasons


@pytest.mark.parametrize("given", [{}, {"entry": "Э-1", "points": 2}])
def test_wrong_fields_are_refused_the_first_time_as_well(given):
    with pytest.raises(TypeError, match=r"entry|points"):
        place()(**given)


def test_nothing_can_be_changed():
    one = place()("Э-1")
    for name in ("number", "colour"):
        with pytest.raises(FrozenInstanceError):
            setattr(one, name, 2)
        with pytest.raises(FrozenInstanceError):
            delattr(one, name)
    assert one.number == 1


def test_the_standard_library_knows_the_fields_before_the_first_object():
    made = place()
    assert [one.name for one in fields(made)] == ["entry", "number", "reasons"]
    assert dataclasses.is_dataclass(made)
    assert made.__match_args__ == ("entry", "number", "reasons")
    moved = replace(made("Э-1"), number=3)
    assert asdict(moved) == {"entry": "Э-1", "number": 3, "reasons": []}


def test_a_class_keeps_what_it_says_itself():
    @dataclass(frozen=True, order=True)
    class Grade:
        value: int

        def __post_init__(self) -> None:
            if self.value < 0:
                raise ValueError("below zero")

        def __repr__(self) -> str:
            return f"<{self.value}>"

    assert sorted([Grade(3), Grade(1)]) == [Grade(1), Grade(3)]
    assert repr(Grade(2)) == "<2>"
    with pytest.raises(ValueError, match="below zero"):
        Grade(-1)


def test_equal_only_to_itself_if_asked():
    @dataclass(frozen=True, eq=False)
    class Table:
        rows: tuple[int, ...]

    one = Table((1,))
    assert one == one
    assert one != Table((1,))


def test_a_class_made_of_another_has_the_fields_of_both():
    base = place()

    @dataclass(frozen=True)
    class Shared(base):  # type: ignore[valid-type,misc]
        others: int = 0

    assert Shared("Э-1", 2, [], 1).others == 1
    assert base("Э-1", 2) != Shared("Э-1", 2)
    with pytest.raises(FrozenInstanceError):
        Shared("Э-1").others = 5


def test_two_threads_may_make_the_first_object_at_once():
    for _round in range(50):
        made, start, told = place(), Barrier(4), []

        def make(made=made, start=start, told=told):
            start.wait()
            told.append(made("Э-1", 2))

        threads = [Thread(target=make) for _number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert told == [made("Э-1", 2)] * 4


def test_what_can_be_changed_does_not_wait():
    with pytest.raises(TypeError, match="frozen"):
        dataclass(frozen=False)


STARTED = """
import gc
from pathlib import Path
from eventkit.app import create_app
create_app(instance=Path({instance!r}))
classes = [c for c in gc.get_objects() if isinstance(c, type)]
ours = [c for c in classes if repr(c).startswith("<class 'eventkit")]
values = [c.__init__.__name__ for c in ours if "__dataclass_fields__" in vars(c)]
print(len(values), values.count("first_init"))
"""


def test_a_start_makes_the_methods_of_few(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", STARTED.format(instance=str(tmp_path))],
        capture_output=True,
        text=True,
        check=True,
    )
    values, waiting = map(int, done.stdout.split())
    assert waiting > 350
    assert waiting > 0.8 * values
