"""A killed import leaves nothing: it is one transaction, whatever it was doing when the power went."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from import_offices import WHOLE, bring, counts, everything, new_office

from sfph_desktop.core.usecases.office import cheap_key_cost, close_office, open_office, this_machine

HERE = Path(__file__).parent
IMPORTER = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from import_offices import ATTENDANCE, PEOPLE, SESSIONS, bring, sheet
from sfph_desktop.core.usecases import imports
from sfph_desktop.core.usecases.office import cheap_key_cost, open_office, this_machine

folder, wait_at = Path(sys.argv[2]), sys.argv[3]
office = open_office(folder / "office.sfph", passphrase="harbour lantern porridge thistle",
                     machine=this_machine(folder, key_cost=cheap_key_cost()))

def progress(done, total, what):
    if what == wait_at:
        print(what, flush=True)
        sys.stdin.read()

many = sheet("people", "person_ref given_name", *((f"Q{n}", "x") for n in range(3000)))
imports.bring_in(office, (many, SESSIONS, ATTENDANCE), file="killed", progress=progress)
"""


@pytest.mark.parametrize("moment", ["Saving visits"])
def test_a_killed_import_leaves_nothing(tmp_path: Path, moment: str) -> None:
    office = new_office(tmp_path)
    bring(office, *WHOLE)
    before = everything(office)
    close_office(office, backup=False)
    call = [sys.executable, "-c", IMPORTER, str(HERE), str(tmp_path / "desk"), moment]
    with subprocess.Popen(call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as importer:
        assert importer.stdout is not None
        assert importer.stdout.readline().strip() == moment
        importer.kill()
    machine = this_machine(tmp_path / "desk", key_cost=cheap_key_cost())
    office = open_office(
        tmp_path / "desk" / "office.sfph", passphrase="harbour lantern porridge thistle", machine=machine
    )
    assert everything(office) == before
    assert set(bring(office, *WHOLE).counts["people"].items()) >= {("matched", 3), ("created", 0)}
    assert counts(office)["people"] == 3
    close_office(office, backup=False)
