"""Rows that did not come in, by command alone: listed, shown, corrected, tried again, left out."""

from __future__ import annotations

from tests.journeys.conftest import Terminal

PEOPLE = "person_ref,given_name,date_of_birth,referral_date\nP1,Ana,31/02/1950,soon\n,Bo,1/1/1960,\nP3,Cat,,\n"
TWINS = "person_ref,given_name,family_name,date_of_birth\nP1,Ana,Reid,1/1/1950\nP2,Anna,Reid,1/1/1950\n"
OWN_WORDS = (
    "Client Ref,Full name,D.O.B.,Project,Start\nM1,Ana Reid,31/02/1950,Lunch,1/4/2025\n"
    "M2,Bo Kerr,1/1/1960,Lunch,2/4/2025\nM3,Cy Orr,1/1/1961,,\n"
)
WALKS = "Name,Week 1,Week 2,Week 3\nAna Reid,P,P,A\nBo Kerr,P,?,P\nCy Orr,A,P,P\n"
EPISODES = "person_ref,service,start_date\nP1,Lunch,1/4/2025\n"


def test_a_held_row_is_corrected_by_command(terminal: Terminal) -> None:
    terminal.run("init", "--name", "Hill Street Kitchen", "--recovery-sheet", "sheet.pdf")
    folder = terminal.folder / "last year"
    folder.mkdir()
    (folder / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (folder / "episodes.csv").write_text(EPISODES, encoding="utf-8")
    report = terminal.json("import", folder)
    assert report["counts"]["people"] | {"held": 1, "refused": 1} == report["counts"]["people"]
    told = next(row for row in report["rows"] if row["fate"] == "held" and row["sheet"] == "people")
    assert (told["column"], [fault["column"] for fault in told["also"]]) == ("date_of_birth", ["referral_date"])

    assert [row["row"] for row in terminal.json("held")] == [2, 3, 2]
    at = ("held", "I-0001", "--sheet", "people", "--row", 2)
    assert "referral_date: soon" in terminal.run(*at)
    still = terminal.run(*at, "--set", "date_of_birth=28/02/1950", status=1)
    assert "referral_date" in still
    assert "date_of_birth" not in still
    assert terminal.json(*at, "--set", "referral_date=")["fate"] == "created"
    assert [row["sheet"] for row in terminal.json("held")] == ["people"]
    assert terminal.json("held", "--again") | {"rows": 0} == {"came_in": 0, "waiting": 1, "rows": 0}
    terminal.run("held", "I-0001", "--sheet", "people", "--row", 3, "--drop")
    assert [row["row"] for row in terminal.json("held", "--dropped")] == [3]


def test_a_row_is_told_and_corrected_in_the_words_of_its_own_sheet(terminal: Terminal) -> None:
    terminal.run("init", "--name", "Hill Street Kitchen", "--recovery-sheet", "sheet.pdf")
    (terminal.folder / "members.csv").write_text(OWN_WORDS, encoding="utf-8")
    said = terminal.run("import", "members.csv")
    assert "row 2 (Ana Reid), column D.O.B.: '31/02/1950': " in said
    assert "column :" not in said
    at = ("held", "I-0001", "--sheet", "people", "--row", 2)
    assert "D.O.B.: 31/02/1950" in terminal.run(*at)
    refused = terminal.run(*at, "--set", "Shoe size=9", status=1)
    assert "'D.O.B.'" in refused
    assert terminal.json(*at, "--set", "d.o.b=28/02/1950")["fate"] == "created"
    assert (terminal.json("held"), len(terminal.json("list", "episodes"))) == ([], 2)


def test_a_messy_sheet_with_a_mapping_that_was_written_and_kept(terminal: Terminal) -> None:
    terminal.run("init", "--name", "Hill Street Kitchen", "--recovery-sheet", "sheet.pdf")
    (terminal.folder / "walks.csv").write_text(WALKS, encoding="utf-8")
    refused = terminal.run("import", "walks.csv", status=1)
    assert "On which day was the first of these weeks?" in refused
    assert "--say first_day=" in refused
    said = ("--say", "first_day=7/4/2026", "--say", "service=Health walks")
    report = terminal.json("import", "walks.csv", *said, "--write-mapping", "walks.toml", "--rehearse")
    assert (report["import"], len(terminal.json("list", "sessions"))) == (None, 0)
    written = (terminal.folder / "walks.toml").read_text(encoding="utf-8")
    assert '"service" = "Health walks"' in written
    terminal.json("import", "walks.csv", "--mapping", "walks.toml")
    assert [row["date"] for row in terminal.json("list", "sessions")] == ["2026-04-07", "2026-04-14", "2026-04-21"]
    again = terminal.json("import", "walks.csv", "--mapping", "walks.toml")
    held = [row for row in again["rows"] if row["fate"] == "held"]
    assert [(row["who"], row["at"], row["before"]) for row in held] == [("Bo Kerr", "Week 2", "I-0001")]
    assert len(terminal.json("held")) == 1


def test_a_pair_is_decided_by_command(terminal: Terminal) -> None:
    terminal.run("init", "--name", "Hill Street Kitchen", "--recovery-sheet", "sheet.pdf")
    (terminal.folder / "people.csv").write_text(TWINS, encoding="utf-8")
    assert terminal.json("import", "people.csv")["likely_the_same"][0]["other_ref"] == "P1"
    assert [(row["person_ref"], row["other_ref"]) for row in terminal.json("likely", "I-0001")] == [("P2", "P1")]
    assert "two people" in terminal.run("likely", "--different", "P2", "P1")
    assert terminal.json("likely") == []
