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
from sfph_desktop.core.usecases.sample_network import NETWORK, join_sample

STORE, PASSPHRASE, FULL, ONE_PAGE = "demo.sfph", "demo.passphrase", "sample-summary.pdf", "sample-one-page.pdf"
DESK, DESK_PASSPHRASE, BACK = "desk.sfph", "desk.passphrase", "network"


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
        network = _network(folder, office, asked, saying) if asked.network else {}
    finally:
        offices.close_office(office, backup=False)
    told = {"snapshot": run.snapshot, "store": str(folder / STORE), "summary": str(full), "one_page": str(short)}
    told |= network
    saying.either(asked.json, told, lambda: saying.line("\n".join(f"{name}: {path}" for name, path in told.items())))


def _network(folder: Path, member: offices.Office, asked: Namespace, saying: Saying) -> dict[str, str]:
    """A desk with the nineteen sample profiles as its members, and the sample enterprise among them: its pack is in."""
    store = folder / DESK
    told = {"desk": str(store), "packs": str(folder / BACK)}
    if store.exists() and not asked.fresh:
        saying.note(f"The sample network is here already: {store}")
        return told
    saying.note(f"Making {store}: nineteen invented members, and their returns of two quarters")
    office = _made(store, folder / DESK_PASSPHRASE, NETWORK, desk=True)
    try:
        made = join_sample(member, office, folder / BACK, seed=asked.seed, progress=saying.progress).value
    finally:
        offices.close_office(office, backup=False)
    report = next(str(one) for one in made.sent_back.files if one.suffix == ".pdf")
    return {**told, "sector_report": report, "members": str(made.network.members)}


def _office(folder: Path, asked: Namespace, saying: Saying) -> offices.Office:
    """The sample store in the folder, made when it is not there or is asked for fresh."""
    store, secret = folder / STORE, folder / PASSPHRASE
    if asked.fresh:
        for old in (*folder.glob(STORE + "*"), *folder.glob(DESK + "*")):
            if old.is_file():  # what was kept before a step stays in its folder
                old.unlink()
    if store.exists() and secret.exists():
        saying.note(f"Opening {store}")
        words = secret.read_text(encoding="utf-8").strip()
        return offices.open_office(store, passphrase=words, machine=machine())
    saying.note(f"Making {store}")
    office = _made(store, secret, NAME)
    fill_with_sample(office, people=asked.people, progress=saying.progress)
    return office


def _made(store: Path, secret: Path, name: str, *, desk: bool = False) -> offices.Office:
    """A new store with its passphrase in a file beside it, on purpose: there is nobody in a sample to protect."""
    words = offices.suggest_passphrase()
    made = offices.create_office(store, name=name, passphrase=words, machine=machine(), desk=desk)
    secret.write_text(words + "\n", encoding="utf-8")
    return made.office
