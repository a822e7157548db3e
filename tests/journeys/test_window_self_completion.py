"""J4 at the screen: one question at a time, saved as it is given, and no way out but the PIN."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from tests.ui.page_stage import Stage, stage_of, unnamed

from sfph_desktop.core.domain.due import DueQuestionnaire
from sfph_desktop.core.domain.people import ServiceUser
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases import answering, self_completion
from sfph_desktop.core.usecases.measures import assessment_page, list_assessments
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.people import add_person
from sfph_desktop.ui.support.voice import ReadAloud
from sfph_desktop.ui.widgets.wishes import EnterQuestionnaire

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
"""Qt's offscreen screen says of every window of its own that it has no hints for a window manager: harmless."""

PIN = "4821"
LINE = DueQuestionnaire(
    person_id=1, person_ref="P-1", name="Màiri", instrument="phq9", short_name="PHQ-9", service="", baseline=None,
    due=None, overdue=False, of=9,
)  # fmt: skip


@pytest.fixture
def stage(qtbot: Any, new_office: Callable[[Path], Office], tmp_path: Path) -> Iterator[Stage]:
    office = new_office(tmp_path)
    add_person(office, ServiceUser(person_ref="P-1", given_name="Màiri"))
    with stage_of(qtbot, office, tmp_path) as made:
        yield made


def handed_over(stage: Stage) -> Any:
    self_completion.set_pin(stage.office, PIN)
    page = stage.go("measures")
    page.hand_over(LINE)
    stage.wait(lambda: page.handing.screen is not None)
    stage.settle()
    return page.handing.screen


def take_back(stage: Stage, screen: Any, pin: str) -> None:
    screen.ask_pin()
    QTest.keyClicks(screen.pin, pin)
    QTest.keyClick(screen.pin, Qt.Key.Key_Return)
    if pin == PIN:
        stage.wait(stage.window.isVisible)
    stage.settle()


def test_without_a_pin_the_screen_is_not_handed_over(stage: Stage) -> None:
    page = stage.go("measures")
    page.hand_over(LINE)
    stage.wait(lambda: stage.frame.here == "settings")
    stage.settle()
    assert page.handing.screen is None
    assert stage.frame.pages["settings"]._here == "self_completion"
    assert "only when a PIN is set" in stage.window.messages.panel.said


def test_nothing_leads_out_but_the_pin(stage: Stage) -> None:
    screen = handed_over(stage)
    assert screen.isFullScreen()
    assert not stage.window.isVisible(), "nothing of anybody else is behind it"
    here = stage.frame.here
    control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
    for key, held in (
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F4, alt),
        (Qt.Key.Key_1, control),
        (Qt.Key.Key_K, control),
        (Qt.Key.Key_L, control),
        (Qt.Key.Key_Z, control),
        (Qt.Key.Key_Q, control),
        (Qt.Key.Key_W, control),
    ):
        QTest.keyClick(screen, key, held)
    screen.close()
    assert screen.isVisible()
    assert stage.frame.here == here
    take_back(stage, screen, "1111")
    stage.wait(lambda: "not the PIN" in screen.told.text())
    assert screen.isVisible()
    take_back(stage, screen, PIN)
    stage.wait(lambda: stage.window.isVisible())
    assert stage.frame.pages["measures"].handing.screen is None


def test_questions_one_at_a_time_with_back_and_rather_not_say(stage: Stage) -> None:
    screen = handed_over(stage)
    assert not unnamed(screen)
    assert screen.counted.text() == "Question 1 of 9"
    QTest.keyClick(screen, Qt.Key.Key_2)
    assert screen.counted.text() == "Question 2 of 9"
    screen.skip.click()
    screen.answers[3].click()
    QTest.keyClick(screen, Qt.Key.Key_Backspace)
    assert screen.counted.text() == "Question 3 of 9"
    assert screen.answers[3].isChecked()
    stage.settle()
    kept = answering.answers_so_far(stage.office, 1, "phq9")
    assert kept is not None
    assert kept.answers[:4] == (2, False, 3, None)
    take_back(stage, screen, PIN)
    page = stage.frame.pages["measures"]
    page.hand_over(LINE)
    stage.wait(lambda: page.handing.screen is not None)
    assert page.handing.screen.counted.text() == "Question 4 of 9", "it goes on where it was left"
    take_back(stage, page.handing.screen, PIN)


def test_at_the_end_it_is_kept_and_care_is_told_to_the_worker_only(stage: Stage) -> None:
    screen = handed_over(stage)
    for digit in "000000001":
        QTest.keyClick(screen, digit)
    stage.wait(lambda: bool(list_assessments(stage.office).rows))
    stage.settle()
    assert screen.rooms.currentIndex() == 1
    assert "safe" not in " ".join(label.text() for label in screen.findChildren(QObject) if hasattr(label, "setPixmap"))
    assert assessment_page(stage.office, 1).assessment.answers == (*(0.0,) * 8, 1.0)
    take_back(stage, screen, PIN)
    stage.wait(lambda: stage.window.isVisible())
    assert "Is Màiri safe?" in stage.window.messages.panel.said


@pytest.mark.parametrize("pin", ["", "12", "123456789", "abcd", "1111", "1234", "8765", "٤٥٦٧"])
def test_a_pin_that_is_none_is_refused(pin: str) -> None:
    with pytest.raises(UserCanFix):
        self_completion.set_pin(None, pin)  # type: ignore[arg-type]  # refused before the office is looked at


@pytest.mark.parametrize("text", ['"; touch gone #', "Nearly every day — $(id)", "-o /dev/null"])
def test_a_text_reaches_the_voice_as_it_is(qtbot: Any, tmp_path: Path, text: str) -> None:
    heard, program = tmp_path / "heard.txt", tmp_path / "voice"
    program.write_text(
        f"#!{sys.executable}\nimport sys\nopen({str(heard)!r}, 'wb').write(sys.stdin.buffer.read())\n", encoding="utf-8"
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    owner = QObject()
    voice = ReadAloud(self_completion.Voice(program=os.fspath(program), arguments=()), owner)
    voice.say(text)
    qtbot.waitUntil(lambda: heard.is_file() and heard.read_bytes() == text.encode(), timeout=10_000)
    voice.stop()


def fake_voice(folder: Path) -> tuple[self_completion.Voice, Path]:
    """A voice that writes down what it is to read, and reads on until it is stopped."""
    heard, program = folder / "heard.txt", folder / "voice"
    program.write_text(
        f"#!{sys.executable}\nimport sys, time\nopen({str(heard)!r}, 'ab').write(sys.stdin.buffer.read() + b'\\n')\n"
        "time.sleep(60)\n",
        encoding="utf-8",
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return self_completion.Voice(program=os.fspath(program), arguments=()), heard


def test_the_voice_reads_question_and_answers_and_stops_when_somebody_goes_on_or_away(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    voice, heard = fake_voice(tmp_path)
    monkeypatch.setattr(self_completion, "find_voice", lambda: voice)
    screen = handed_over(stage)
    assert screen.aloud.isVisible()
    screen.aloud.click()
    stage.wait(lambda: heard.is_file() and heard.read_bytes().endswith(b"\n"))
    told = heard.read_text(encoding="utf-8")
    assert "Little interest" in told
    assert told.index("Little interest") < told.index("Not at all") < told.index("Nearly every day")
    assert screen.voice.speaking
    screen.choose(1.0)
    assert not screen.voice.speaking, "it does not read on over the next question"
    screen.aloud.click()
    screen.ask_pin()
    assert not screen.voice.speaking
    take_back(stage, screen, PIN)


def test_without_a_voice_nothing_offers_to_read_and_one_that_fails_says_so(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(self_completion, "find_voice", lambda: None)
    screen = handed_over(stage)
    assert screen.aloud.isHidden()
    take_back(stage, screen, PIN)
    gone = self_completion.Voice(program=os.fspath(tmp_path / "gone"), arguments=())
    monkeypatch.setattr(self_completion, "find_voice", lambda: gone)
    page = stage.frame.pages["measures"]
    page.hand_over(LINE)
    stage.wait(lambda: page.handing.screen is not None)
    page.handing.screen.aloud.click()
    stage.wait(lambda: "does not answer" in page.handing.screen.told_below.text())
    take_back(stage, page.handing.screen, PIN)


def test_a_scale_of_numbers_stands_side_by_side_and_says_what_its_ends_mean(stage: Stage) -> None:
    self_completion.set_pin(stage.office, PIN)
    page = stage.go("measures")
    page.hand_over(replace(LINE, instrument="ons4", short_name="ONS4", of=4))
    stage.wait(lambda: page.handing.screen is not None)
    screen = page.handing.screen
    assert [one.text() for one in screen.answers] == [str(number) for number in range(11)]
    assert screen.ends.text() == "0 is \u201cNot at all\u201d. 10 is \u201cCompletely\u201d."
    assert screen.answers[10].accessibleName() == "10: Completely"
    screen.answers[10].click()
    assert screen.so_far.answers[0] == 10
    take_back(stage, screen, PIN)


def test_a_first_questionnaire_is_handed_over_from_the_entry(stage: Stage) -> None:
    self_completion.set_pin(stage.office, PIN)
    wish = EnterQuestionnaire(person_id=1, person_name="Màiri", instrument="phq2", stage="baseline")
    page = stage.go("measures", wish)
    stage.wait(lambda: page.entry.answers is not None)
    page.entry.at_screen.click()
    stage.wait(lambda: page.handing.screen is not None)
    for digit in "01":
        QTest.keyClick(page.handing.screen, digit)
    stage.wait(lambda: bool(list_assessments(stage.office).rows))
    take_back(stage, page.handing.screen, PIN)
    kept = assessment_page(stage.office, 1).assessment
    assert (kept.instrument, kept.stage, kept.answers) == ("phq2", "baseline", (0, 1))
