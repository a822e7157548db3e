"""The readiness self-check: what the records say, answers kept and undone, what comes next, the paper for the board."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from bid_office import office_with_a_run
from command_line import Terminal

from sfph_desktop.core.domain.bids import Policy
from sfph_desktop.core.domain.handover import Duty
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.readiness import next_steps, said_standing
from sfph_desktop.core.reports.check import check_pdf
from sfph_desktop.core.usecases import readiness
from sfph_desktop.core.usecases.duties import set_duty
from sfph_desktop.core.usecases.history import undo
from sfph_desktop.core.usecases.office import Office, close_office
from sfph_desktop.core.usecases.policies import add_policy


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office, _run = office_with_a_run(tmp_path)
    yield office
    close_office(office, backup=False)


def number_of(office: Office, question: str) -> int:
    return next(one.question.number for one in readiness.lines(office) if one.question.id == question)


def test_the_questions_are_whole_and_lead_to_places_there_are(office: Office) -> None:
    from sfph_desktop.ui.pages.readiness import _PLACES
    from sfph_desktop.ui.shell.navigation import ALL

    every = readiness.lines(office)
    assert [one.question.number for one in every] == list(range(1, len(every) + 1))
    assert len({one.question.id for one in every}) == len(every) >= 20
    assert {one.question.place for one in every} - {""} == set(_PLACES) <= {place.id for place in ALL}
    assert all(one.question.text.endswith(".") and one.question.next.endswith(".") for one in every)


def test_records_speak_beside_an_answer_and_against_it(office: Office) -> None:
    number = number_of(office, "stand_in")
    kept = readiness.answer(office, number, "yes").value
    assert kept.doubted
    assert "not written down who sees to what" in str(kept.seen)
    set_duty(office, Duty(kind="office", what="Pays the wages", who="Ann"))
    set_duty(office, Duty(kind="office", what="Opens the hall", who="Ann", stands_in="Bo"))
    line = readiness.line_numbered(office, number)
    assert line.seen is not None
    assert line.seen.words.startswith(
        "1 of 2 duties written down have nobody who stands in; one person would be missed"
    )
    set_duty(office, Duty(kind="office", what="Pays the wages", who="Ann", stands_in="Cy"))
    assert not readiness.line_numbered(office, number).doubted


def test_a_policy_out_of_date_speaks_against_yes(office: Office) -> None:
    number = number_of(office, "policies")
    add_policy(office, Policy(name="Public liability", expires_on=office.clock.today().replace(year=2020)))
    assert readiness.answer(office, number, "yes").value.doubted
    assert not readiness.answer(office, number, "no").value.doubted


def test_what_comes_next_is_in_order_and_counts_are_said(office: Office) -> None:
    assert readiness.standing(office)[0].startswith("None of the")
    readiness.answer(office, number_of(office, "board"), "no")
    readiness.answer(office, number_of(office, "backups"), "partly")
    readiness.answer(office, number_of(office, "policies"), "no")
    readiness.answer(office, number_of(office, "reserves"), "yes")
    readiness.answer(office, number_of(office, "joint"), "not_ours")
    every = readiness.lines(office)
    assert [one.question.id for one in next_steps(every)] == ["policies", "backups", "board"]
    assert said_standing(every) == (
        f"5 of {len(every)} questions answered: 1 yes, 1 partly, 2 not yet, 1 not for us. "
        f"{len(every) - 5} not answered yet."
    )


def test_an_answer_changes_goes_and_is_undone(office: Office) -> None:
    number = number_of(office, "reserves")
    readiness.answer(office, number, "partly", "two months")
    changed = readiness.answer(office, number, "yes")
    kept = readiness.line_numbered(office, number).answer
    assert kept is not None
    assert (kept.answer, kept.note, kept.answered_by) == ("yes", "two months", office.who)
    undo(office, changed.unit_id)
    before = readiness.line_numbered(office, number).answer
    assert before is not None
    assert before.answer == "partly"
    readiness.answer(office, number, "")
    assert readiness.line_numbered(office, number).answer is None


@pytest.mark.parametrize(
    ("said", "note", "words"),
    [("maybe", None, "no answer"), ("yes", "x" * 1001, "1,001 characters"), ("", "a note", "no answer yet")],
)
def test_what_is_no_answer_is_refused(office: Office, said: str, note: str | None, words: str) -> None:
    with pytest.raises(UserCanFix, match=words):
        readiness.answer(office, 1, said, note)
    assert readiness.line_numbered(office, 1).answer is None
    with pytest.raises(UserCanFix, match="no question 99"):
        readiness.answer(office, 99, "yes")


def test_by_command_and_on_paper(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UserCanFix, match="None of the questions"):
        readiness.write_readiness(office, tmp_path / "early.pdf")
    close_office(office, backup=False)
    monkeypatch.setenv("SFPH_STORE", str(office.store.path))
    (tmp_path / "secret.txt").write_text("harbour lantern porridge thistle\n", encoding="utf-8")
    monkeypatch.setenv("SFPH_PASSPHRASE_FILE", str(tmp_path / "secret.txt"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    terminal = Terminal(capsys)
    assert "belong together" in terminal.run("readiness", "--answer", "yes", status=1)
    told = terminal.json("readiness", "--question", "1", "--answer", "no", "--note", "nobody yet")
    assert told["questions"][0]["answer"] == "no"
    assert told["next"] == ["stand_in"]
    assert "Not yet: For each thing that must not stop" in terminal.run("readiness")
    for name in ("board.pdf", "board.docx"):
        assert name in terminal.run("readiness", "--out", str(tmp_path / name))
    assert check_pdf(tmp_path / "board.pdf") == ()
