"""The whole chain on the sample: a store, the toolkit, the summary."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from sfph_desktop.cli.office import machine
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.impact import Choices, Selection
from sfph_desktop.core.domain.values import Period
from sfph_desktop.core.usecases import impact as impacts
from sfph_desktop.core.usecases import office as offices
from sfph_desktop.core.usecases import publish
from sfph_desktop.core.usecases.sample import NAME, SAMPLE_PERIOD, fill_with_sample
from sfph_desktop.core.usecases.sample_bids import answer_sample_bid
from sfph_desktop.core.usecases.sample_joint import take_courier_evidence

STORE, PASSPHRASE, FULL, ONE_PAGE = "demo.sfph", "demo.passphrase", "sample-summary.pdf", "sample-one-page.pdf"


def demo(asked: Namespace, saying: Saying) -> None:
    """Make the sample store once, run the toolkit on it and write both lengths of the summary."""
    folder: Path = asked.out.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    office = _office(folder, asked, saying)
    try:
        saying.note("Running the Health Impact Toolkit")
        select = Selection(period=Period.parse(SAMPLE_PERIOD))
        run = impacts.run_toolkit(office, select, Choices(), progress=saying.progress).value
        answer_sample_bid(office, run)
        take_courier_evidence(office, run)
        saying.note("Writing the summary")
        full = publish.make_summary(office, run, folder / FULL, framework="SCO-NHWO", length="full")
        short = publish.make_summary(office, run, folder / ONE_PAGE, framework="SCO-NHWO", length="one-page")
    finally:
        offices.close_office(office, backup=False)
    told = {"snapshot": run.snapshot, "store": str(folder / STORE), "summary": str(full), "one_page": str(short)}
    saying.either(asked.json, told, lambda: saying.line("\n".join(f"{name}: {path}" for name, path in told.items())))


def _office(folder: Path, asked: Namespace, saying: Saying) -> offices.Office:
    """The sample store in the folder, made when it is not there or is asked for fresh."""
    store, secret, here = folder / STORE, folder / PASSPHRASE, machine()
    if asked.fresh:
        for old in folder.glob(STORE + "*"):
            if old.is_file():  # what was kept before a step stays in its folder
                old.unlink()
    if store.exists() and secret.exists():
        saying.note(f"Opening {store}")
        return offices.open_office(store, passphrase=secret.read_text(encoding="utf-8").strip(), machine=here)
    saying.note(f"Making {store}")
    words = offices.suggest_passphrase()
    made = offices.create_office(store, name=NAME, passphrase=words, machine=here)
    # A sample's passphrase lies beside it on purpose: there is nobody in it to protect.
    secret.write_text(words + "\n", encoding="utf-8")
    fill_with_sample(made.office, people=asked.people, progress=saying.progress)
    return made.office
