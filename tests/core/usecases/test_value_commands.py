"""Value lines by command: searched, added, set, decided, shown, removed; what is refused says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Terminal
from tests.conftest import PASSPHRASE

from sfph_desktop.core.usecases.office import Office, close_office
from sfph_desktop.core.usecases.sample import fill_with_sample

YEAR = ("--period", "2025-04-01:2026-03-31")
NONE = [
    word
    for name in ("displacement", "attribution", "drop-off")
    for word in (f"--{name}", "0", f"--{name}-reason", "nobody else")
]


@pytest.fixture
def terminal(
    new_office: Callable[[Path], Office],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Terminal:
    office = new_office(tmp_path)
    fill_with_sample(office, people=60)
    path = office.store.path
    close_office(office, backup=False)
    (tmp_path / "secret.txt").write_text(PASSPHRASE + "\n", encoding="utf-8")
    monkeypatch.setenv("SFPH_STORE", str(path))
    monkeypatch.setenv("SFPH_PASSPHRASE_FILE", str(tmp_path / "secret.txt"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return Terminal(capsys)


def test_a_line_from_the_search_to_the_worth(terminal: Terminal) -> None:
    found = terminal.json("value", "search", "scot", "inpatient", "--country", "Scotland")
    assert found
    assert {one["country"] for one in found} == {"Scotland"}
    assert {one["standing"] for one in terminal.json("value", "search", "--standing", "check")} == {
        "check before quoting"
    }
    add = ("value", "add", "event:started_job", "gmca_EE1.0", "--years", "1")
    assert "Say it with --checked HOW" in terminal.run(*add, status=1)
    add = (*add, "--checked", "read version 3")
    assert "More than 100 of 100" in terminal.run(*add, "--deadweight", "130%", status=1)
    assert "is not a share" in terminal.run(*add, "--deadweight", "a lot", status=2)
    assert "write 30% for 30 of 100" in terminal.run(*add, "--deadweight", "30", status=2)
    made = terminal.json(*add, "--deadweight", "40%", "--deadweight-reason", "a survey", *NONE)
    assert (made["line_ref"], made["deadweight"], made["drop_off"]) == ("VL6", 0.4, 0.0)
    set_ = terminal.json("value", "set", "vl6", "--deadweight-source", "Survey 2025", "--years", "2.5")
    assert (set_["deadweight"], set_["deadweight_source"], set_["duration_years"]) == (0.4, "Survey 2025", 2.5)

    shown = terminal.json("value", "show", *YEAR)
    assert shown["total_pv"] is None
    assert [(one["one"], one["other"]) for one in shown["overlaps"] if one["open"]] == [("VL3", "VL6")]
    said = terminal.run("value", "show", *YEAR)
    assert "no total yet" in said and "sfph value overlap VL3 VL6 --same, or --different" in said
    decided = terminal.json("value", "overlap", "VL3", "VL6", "--same")
    assert {one["overlap_group"] for one in decided["lines"]} == {"work"}
    shown = terminal.json("value", "show", *YEAR)
    assert shown["total_pv"] == pytest.approx(shown["total_social"] + shown["total_fiscal"])
    assert shown["scenarios"]["cautious"]["total"] < shown["scenarios"]["central"]["total"]
    assert sum(shown["by_contract"].values()) == pytest.approx(shown["total_pv"])
    said = terminal.run("value", "show", *YEAR)
    assert "is wellbeing and social value and" in said and "Who paid for it, to the penny:" in said
    central = next(line for line in said.splitlines() if line.startswith("With every number as entered"))
    assert central.count("likely range") == 2, "the amount and the ratio each with its own"
    told = terminal.run("value", "list")
    assert "would have happened anyway: 40 of 100: a survey (Survey 2025)" in told

    assert terminal.json("value", "remove", "VL6") == {"removed": "VL6"}
    assert "There is no value line 'VL6'" in terminal.run("value", "remove", "VL6", status=1)
    assert [one["line_ref"] for one in terminal.json("value", "list")] == ["VL1", "VL2", "VL3", "VL4", "VL5"]


def test_a_period_without_records_says_where_they_are(terminal: Terminal) -> None:
    told = terminal.run("value", "show", "--period", "2019-01-01:2019-12-31")
    assert "Nothing is recorded in this period" in told
    assert "the records are of" in told


def test_without_a_period_the_newest_kept_run_says_which(terminal: Terminal) -> None:
    for action in ("show", "changes"):
        assert "No run of the toolkit has been kept yet" in terminal.run("value", action, status=1)
    terminal.run("toolkit", "--period", "2025-06-01:2025-12-31", "--draws", "100")
    said = terminal.run("value", "show")
    assert said.startswith("2025-06-01:2025-12-31: as in the newest kept run, S-0001\n")
    assert terminal.json("value", "show")["period"] == {"from": "2025-06-01", "to": "2025-12-31"}
    assert terminal.json("value", "show", *YEAR)["period"] == {"from": "2025-04-01", "to": "2026-03-31"}
    ref = terminal.json("list", "contracts")[0]["contract_ref"]
    told = terminal.run("value", "show", "--contract", ref)
    assert told.startswith(f"2025-06-01:2025-12-31, {ref}: in the days of the newest kept run, S-0001\n")
    part = terminal.json("value", "show", "--contract", ref)
    assert (part["selection"]["contract_ref"], part["period"]["from"]) == (ref, "2025-06-01")


def test_what_can_be_valued_is_listed_and_named_where_an_indicator_is_not_known(terminal: Terminal) -> None:
    listed = terminal.json("value", "changes", *YEAR)
    names = [one["indicator"] for one in listed]
    assert "event:started_job" in names and all(one["found"] for one in listed)
    add = ("value", "add", "--years", "1")
    refused = terminal.run(*add, "loneliness", "wellby_2019", status=1)
    assert "Accepted: ucla3." in refused, "the nearest first"
    assert "sfph value changes" in refused
    assert "event:" in terminal.run(*add, "xyzzy", "wellby_2019", status=1), "else those there are"
    terminal.run(*add, "event:startd_job", "wellby_2019")
    assert "Nothing is recorded yet of 'event:startd_job'. event:started_job," in terminal.noted
    for known in ("event:started_job", "ucla3.total.improved"):
        terminal.run(*add, known, "wellby_2019")
        assert "Nothing is recorded" not in terminal.noted


def test_a_summary_without_a_run_named_is_of_the_newest_kept_one(terminal: Terminal, tmp_path: Path) -> None:
    out = ("summary", "--out", str(tmp_path / "summary.pdf"), "--length", "one-page")
    assert "No run of the toolkit has been kept yet" in terminal.run(*out, status=1)
    terminal.run("toolkit", "--period", "2025-06-01:2025-12-31", "--draws", "100")
    assert "without a period" in terminal.run(*out, "--service", "Lunch", status=1)
    terminal.run(*out)
    assert "Of the newest kept run, S-0001: 2025-06-01:2025-12-31." in terminal.noted
    assert (tmp_path / "summary.pdf").read_bytes().startswith(b"%PDF")
