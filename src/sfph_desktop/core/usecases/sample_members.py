"""The members of the sample network: a throw-away store for each, filled, joined, and its returns made as any are.

Invented: who they are (`resources/sample`) and the records drawn from it, which are put into the stores' tables in bulk
as an import would leave them. Real: everything after that. Each store has keys of its own, takes the desk's definitions
in by the fingerprint, records a lawful basis, and its returns are counted, held back, signed and sealed by the code
that every return goes through. The stores are gone when their returns are made; nobody will open them again.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.joint import OwnKey
from sfph_desktop.core.domain.network import RETURN_ENDING, Quarter
from sfph_desktop.core.domain.problems import OurBug
from sfph_desktop.core.domain.readiness import ReadinessAnswer
from sfph_desktop.core.domain.sample_enterprises import SampleEnterprise, SampleMember
from sfph_desktop.core.domain.stories import Story
from sfph_desktop.core.usecases import lawful_bases, network_joining, network_profile, signing_keys
from sfph_desktop.core.usecases import office as offices
from sfph_desktop.core.usecases.good_practice import offer_story
from sfph_desktop.core.usecases.machine import cheap_key_cost, this_machine
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.readiness import themes_of
from sfph_desktop.core.usecases.return_making import make_return
from sfph_desktop.core.usecases.return_to import sending

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Unit

_BLANK = "blank.sfph"


def blank_store(folder: Path) -> str:
    """Make the empty store that each member's begins as; the passphrase it opens with."""
    words = offices.suggest_passphrase()
    machine = this_machine(folder / "machine", key_cost=cheap_key_cost())
    made = offices.create_office(folder / _BLANK, name="A sample member", passphrase=words, machine=machine)
    offices.close_office(made.office, backup=False)
    return words


@contextmanager
def member_store(folder: Path, words: str, told: SampleEnterprise) -> Iterator[Office]:
    """A member's own empty store, marked as a sample: a copy of the blank one, which has no key of its own yet."""
    for file in folder.glob(f"{_BLANK}*"):
        shutil.copy(file, folder / file.name.replace(_BLANK, f"{told.ref}.sfph"))
    machine = this_machine(folder / "machine", key_cost=cheap_key_cost())
    office = offices.open_office(folder / f"{told.ref}.sfph", passphrase=words, machine=machine)
    try:
        office.mark_as_sample(told.name)
        yield office
    finally:
        offices.close_office(office, backup=False)
        for file in folder.glob(f"{told.ref}.sfph*"):
            if file.is_file():
                file.unlink()


def fill_member(office: Office, one: SampleMember, told: SampleEnterprise, seed: int) -> None:
    """Put a member's invented records into its empty store, and say who it is to the network."""
    from sfph_desktop.core.interchange.sample.network import member_rows

    if office.info().people:
        raise OurBug("A sample member's store was not empty.")
    with office.writing("brought in the sample") as unit:
        for rows in member_rows(one, told, seed):
            unit.insert_many(rows.table, rows.columns, rows.rows)
        answer_readiness(office, unit, seed + one.number)
    network_profile.set_profile(
        office,
        {
            "legal_form": one.legal_form,
            "council": one.council,
            "health_board": one.health_board,
            "client_groups": one.client_groups,
            "established": told.began,
        },
    )
    lawful_bases.use_consent(office, reason="Invented, as everything in a sample")


def answer_readiness(office: Office, unit: Unit, seed: int) -> None:
    """Answers to the readiness self-check, some of them open, in an open unit of work."""
    draw = Random(f"readiness/{seed}")
    for theme in themes_of(office):
        for question in theme.questions:
            said = draw.choices(("yes", "partly", "no"), (52, 28, 20))[0]
            on, by = office.clock.today(), office.who
            unit.add(
                "readiness_answers",
                ReadinessAnswer(question=question.id, answer=said, answered_on=on, answered_by=by),
            )


def join_desk(member: Office, desk: Office, definitions: Path) -> OwnKey:
    """The member takes the desk's definitions in by the fingerprint it reads out; its own key, for the desk."""
    network_joining.join(member, definitions, signing_keys.own_key(desk).fingerprint)
    return signing_keys.own_key(member)


def return_of(member: Office, quarter: Quarter, folder: Path, name: str) -> Path:
    """The member's return for a quarter, signed and sealed for the desk."""
    out = folder / f"{name}-{quarter}{RETURN_ENDING}"
    make_return(member, sending(member, quarter), quarter, out)
    return out


def offer_example(member: Office, one: SampleMember, told: SampleEnterprise, out: Path) -> Path | None:
    """The member's own case study, told in a few words and offered as good practice; None where it offers none."""
    if not one.title:
        return None
    with member.writing("wrote a case study") as unit:
        story = Story(story_ref="CS-0001", kind="enterprise", title=one.title, begun_on=member.clock.today())
        number = unit.add("stories", story)
    words = f"SAMPLE. {told.does} {told.barriers} What helped: {told.helped[0].lower()}{told.helped[1:]}"
    offer_story(member, number, out, words=words, learned=told.learning, about=one.themes, named=True)
    return out
