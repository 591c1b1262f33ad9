"""The script names people and cards; each seed is another morning that holds what a morning must."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demo.account import as_expected
from demo.errors import DemoError
from demo.faces import LIVE, PEOPLE, REFERENCES, name_of, number_of
from demo.morning import SESSION, Cue, plan_morning, roster_csv
from demo.run import play
from tests.station.makers import report
from wire.reports import CheckInReport
from wire.vocabulary import Reason, Verdict

SEEDS = st.integers(0, 10_000)


@given(SEEDS)
def test_every_morning_has_its_cast(seed: int) -> None:
    morning = plan_morning(seed)
    honest = [visit for visit in morning.visits if visit.expected is Verdict.MATCH]
    assert len(honest) >= 15
    assert all(number_of(visit.person) == visit.card for visit in honest)
    assert any(visit.by_camera for visit in honest)
    impostors = [visit for visit in morning.visits if visit.expected is Verdict.NO_MATCH]
    assert len(impostors) == 2
    assert all(number_of(visit.person) != visit.card for visit in impostors)
    assert [visit.expected for visit in morning.visits].count(Reason.NOT_ON_ROSTER) == 1
    assert [visit.expected for visit in morning.visits].count(Verdict.INCONCLUSIVE) == 1


@given(SEEDS)
def test_no_card_and_no_person_comes_twice(seed: int) -> None:
    visits = plan_morning(seed).visits
    assert len({visit.card for visit in visits}) == len(visits)
    assert len({visit.person for visit in visits}) == len(visits)


@given(SEEDS)
def test_the_server_is_lost_once_and_comes_back(seed: int) -> None:
    cues = [visit.cue for visit in plan_morning(seed).visits if visit.cue is not Cue.NONE]
    assert cues == [Cue.SERVER_LOST, Cue.SERVER_BACK]


def test_the_same_seed_is_the_same_morning_and_another_is_not() -> None:
    assert plan_morning(3) == plan_morning(3)
    assert plan_morning(3) != plan_morning(4)


def test_live_photos_are_never_references() -> None:
    assert set(LIVE).isdisjoint(REFERENCES)


def test_the_roster_has_all_forty_people_and_one_spoiled_row() -> None:
    morning = plan_morning(1)
    lines = roster_csv(morning, date(2026, 10, 12)).splitlines()
    assert len(lines) == 1 + len(PEOPLE) + 1
    assert sum(f",{SESSION}," in line for line in lines) == len(PEOPLE) - len(morning.others) + 1
    assert len({name_of(person) for person in PEOPLE}) == len(PEOPLE)


def test_the_account_tells_a_right_verdict_from_a_wrong_one() -> None:
    visit = next(visit for visit in plan_morning(1).visits if visit.expected is Verdict.NO_MATCH)

    def recorded(verdict: Verdict | None, reason: Reason | None) -> CheckInReport:
        return report().model_copy(update={"verdict": verdict, "reason": reason})

    assert as_expected(visit, recorded(Verdict.NO_MATCH, Reason.BELOW_REVIEW))
    assert not as_expected(visit, recorded(Verdict.MATCH, None))
    assert not as_expected(visit, recorded(None, Reason.NOT_ON_ROSTER))
    assert not as_expected(visit, None)


def test_a_match_of_somebody_admitted_before_is_no_plain_match() -> None:
    visit = next(visit for visit in plan_morning(1).visits if visit.expected is Verdict.MATCH)
    again = report().model_copy(update={"verdict": Verdict.MATCH, "reason": Reason.ALREADY_ADMITTED})
    assert as_expected(visit, report())
    assert not as_expected(visit, again)


def test_a_folder_with_somebodys_files_is_left_alone(tmp_path: Path) -> None:
    thesis = tmp_path / "home" / "andi" / "thesis.txt"
    thesis.parent.mkdir(parents=True)
    thesis.write_text("three years of work")
    with pytest.raises(DemoError, match="holds files that are not the demonstration's"):
        play(tmp_path, seed=1, watched=False, say=lambda line: None)
    assert thesis.read_text() == "three years of work"
