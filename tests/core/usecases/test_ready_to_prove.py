"""What the first figure of a process needs is there before it is asked for: opening it imports no more."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

from import_offices import bring, new_office
from test_snapshot_stands import QUICK, YEAR, answers, workbook

from sfph_desktop.core.usecases.impact import run_toolkit
from sfph_desktop.core.usecases.office import close_office

_PROBE = """
import sys; from pathlib import Path
from sfph_desktop.core.usecases import impact, proving, office as offices
here = offices.this_machine(Path(sys.argv[1]), key_cost=offices.cheap_key_cost())
office = offices.open_office(offices.default_store_path(here), passphrase="harbour lantern porridge thistle",
                             machine=here)
run = impact.snapshot(office, "S-0001")
proving.get_ready_to_prove(office)
before = set(sys.modules)
assert proving.prove(office, run.changes[0].evidence).movement.reasons[0] != "nothing behind it has changed"
print(*(name for name in set(sys.modules) - before if name.startswith(("sfph_desktop", "scipy", "sqlalchemy"))))
offices.close_office(office, backup=False)
"""


def test_the_first_figure_opened_imports_nothing_more(tmp_path: Path) -> None:
    office = new_office(tmp_path)
    bring(office, *workbook())
    run_toolkit(office, YEAR, QUICK)
    bring(office, answers((1, date(2025, 10, 1), 1)))  # so that the figure must be worked out again to be told
    close_office(office, backup=False)
    call = [sys.executable, "-c", _PROBE, str(tmp_path / "desk")]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("\n", "")
