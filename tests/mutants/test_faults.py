"""Every fault on the list still applies, and every file with rules or phases has one."""

import ast

import pytest

from tests.mutants.faults import FAULTS, KINDS, Fault
from tests.mutants.workshop import with_fault
from tests.test_project import FILES, ROOT

WITH_RULES = ("agents", "sim/phases")


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
def test_a_fault_applies_in_one_place_and_leaves_a_program_that_is_another(fault: Fault) -> None:
    text = (ROOT / fault.file).read_text(encoding="utf-8")
    faulty = ast.parse(with_fault(text, fault))
    assert ast.dump(faulty) != ast.dump(ast.parse(text))


def test_faults_have_names_of_their_own_and_are_of_every_kind() -> None:
    names = [fault.name for fault in FAULTS]
    assert len(names) == len(set(names)) and all(name.isidentifier() for name in names)
    assert {fault.kind for fault in FAULTS} == set(KINDS)
    assert [fault.name for fault in FAULTS if not fault.wrong.endswith(".")] == []


def test_every_file_of_rules_and_phases_has_a_fault() -> None:
    places = [path.relative_to(ROOT) for path in FILES if path.suffix == ".py" and path.name != "__init__.py"]
    meant = {place.as_posix() for place in places if place.parent.as_posix() in WITH_RULES}
    assert len(meant) > 20
    assert meant - {fault.file for fault in FAULTS} == set()
