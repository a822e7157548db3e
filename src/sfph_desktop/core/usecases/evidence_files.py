"""Evidence files: chosen figures signed and sealed for a partner; a partner's opened, checked, taken in or refused.

Files of before there were seals still come in: the signature and the recipient named in them are checked all the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.impact import ImpactRun
from sfph_desktop.core.domain.joint import PartnerKey, SentEvidence, SharedEvidence, SharedFigure, TakenEvidence
from sfph_desktop.core.domain.partners import Partner
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.letters import check_bytes, unsealed
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.partners import partner_of
from sfph_desktop.core.usecases.refusals import gone
from sfph_desktop.core.usecases.saved import saved
from sfph_desktop.core.usecases.signing_keys import key_of, keys_in, own_key, own_secret, unwritten

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection

PURPOSE = "evidence file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An evidence file that was written."""

    file: Path
    sent: SentEvidence
    evidence: SharedEvidence
    left_out: tuple[str, ...] = ()
    """Numbers that were asked for and may not leave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """An evidence file of a partner, with what was checked in plain words."""

    taken: TakenEvidence
    partner: Partner
    evidence: SharedEvidence
    checked: tuple[str, ...]
    already: bool = False
    """The very file was taken before: nothing has changed."""


# --- going out --------------------------------------------------------------------------------------------------------


def offered(office: Office, snapshot: str) -> tuple[ImpactRun, tuple[SharedFigure, ...]]:
    """A kept run, and its figures that may leave. Raises UserCanFix when there is no such run."""
    from sfph_desktop.core.reports.shared_figures import shared_figures
    from sfph_desktop.core.usecases import impact

    run = impact.snapshot(office, snapshot)
    return run, shared_figures(run)


def make_evidence(
    office: Office, partner_id: int, out: Path, *, snapshot: str, figures: Sequence[str] = ()
) -> Done[Made]:
    """Write the figures of a kept run as a file signed and sealed for a partner; without `figures`, all that may leave.

    What was made last for the same partner is, made again, the same file with the same number, to the byte. Raises
    UserCanFix when the partner's key is not accepted yet or is of before there were seals, when no figure is left that
    may leave, or when the file cannot be written: then nothing is noted either.
    """
    from sfph_desktop.core.host.files import write_atomically
    from sfph_desktop.core.interchange.evidence_file import body_bytes

    run, may = offered(office, snapshot)
    wanted = tuple(dict.fromkeys(_spelt(one) for one in figures)) or tuple(one.evidence for one in may)
    chosen = tuple(one for one in may if one.evidence in wanted)
    left_out = tuple(one for one in wanted if one not in {figure.evidence for figure in chosen})
    if not chosen:
        raise UserCanFix(
            what="None of these figures may leave." if figures else f"{run.snapshot} has no figure that may leave.",
            why="Nothing is claimed of them, their numbers are too small, or they are of another run.",
            do=f"Choose among: {', '.join(one.evidence for one in may) or 'no figure of this run'}.",
        )
    secret, own = own_secret(office), own_key(office)
    with office.writing("Made an evidence file for a partner") as unit:
        partner = partner_of(unit.connection, partner_id)
        theirs = _key(unit.connection, partner)
        evidence = _addressed(run, chosen, own.name, own.public_key, partner, theirs)
        digest = hashlib.sha256(body_bytes(evidence)).hexdigest()
        before = sent_in(unit.connection, partner_id)
        sent = max(before, key=lambda one: one.sequence, default=None)
        if sent is None or sent.digest != digest:  # the partner takes nothing older than what they have
            sent = SentEvidence(
                partner_id=partner.id,
                sequence=max((one.sequence for one in before), default=0) + 1,
                digest=digest,
                snapshot=run.snapshot,
                figures=" ".join(one.evidence for one in chosen),
                made_on=office.clock.today(),
            )
            sent = replace(sent, id=unit.add("joint_sent", sent))
            unit.why = f"Made evidence file {sent.sequence} for {partner.name}"
        evidence = replace(evidence, sequence=sent.sequence, made_on=sent.made_on)
        if not sent.content or sent.seal_key != theirs.seal_key:
            content = _closed(evidence, secret, theirs.seal_key)
            sent = replace(sent, seal_key=theirs.seal_key, content=content)
            unit.change("joint_sent", sent)
        try:
            write_atomically(out, sent.content)
        except OSError as failure:
            raise unwritten(out, failure) from None
    made = Made(file=out, sent=sent, evidence=evidence, left_out=left_out)
    return saved(unit, made, f"Evidence file {sent.sequence} for {partner.name} is written")


def _closed(evidence: SharedEvidence, secret: bytes, seal_key: str) -> bytes:
    """The file: signed, then sealed."""
    from sfph_desktop.core.interchange.evidence_file import body_bytes, file_bytes
    from sfph_desktop.core.store import sealing, signing

    return sealing.sealed(file_bytes(evidence, signing.signed(secret, PURPOSE, body_bytes(evidence))), seal_key)


def _spelt(number: str) -> str:
    """An evidence number as it is printed: `e-12` is `E-0012`."""
    from sfph_desktop.core.domain.evidence_tray import token_of

    token = token_of(f"{{{number.strip()}}}")
    return number if token is None else token.key


def sent_in(connection: Connection, partner_id: int | None = None) -> tuple[SentEvidence, ...]:
    """The evidence files that were made, for one partner or for all."""
    from sfph_desktop.core.store.queries.values import values_of

    found: tuple[SentEvidence, ...] = values_of(connection, "joint_sent")
    return tuple(one for one in found if partner_id is None or one.partner_id == partner_id)


def _key(connection: Connection, partner: Partner) -> PartnerKey:
    found = key_of(connection, int(partner.id))
    if found is None:
        raise UserCanFix(
            what=f"The key of {partner.name} is not accepted yet.",
            why="An evidence file is made out to one partner, by their key, so that nobody else can take it in.",
            do="Ask them for their public key, compare its fingerprint by telephone, and accept it.",
        )
    if not found.seal_key:
        raise UserCanFix(
            what=f"The newer key file of {partner.name} is needed.",
            why="Evidence files are sealed, so that nobody else can read them; the key you accepted only signs.",
            do="Ask them for the file of their key, from this program as it is now, and accept it as before.",
        )
    return found


def _addressed(
    run: ImpactRun, chosen: tuple[SharedFigure, ...], sender: str, key: str, partner: Partner, theirs: PartnerKey
) -> SharedEvidence:
    """The evidence before it has its number and its day."""
    return SharedEvidence(
        sender=sender,
        sender_key=key,
        recipient=partner.name,
        recipient_key=theirs.public_key,
        sequence=0,
        made_on=run.selection.period.end,
        sample=run.sample,
        snapshot=run.snapshot,
        period_start=run.selection.period.start,
        period_end=run.selection.period.end,
        service=run.selection.service,
        contract=run.selection.contract_ref,
        evidence_level=run.evidence_level,
        versions=tuple(sorted((str(name), str(version)) for name, version in run.versions.items())),
        figures=chosen,
    )


# --- coming in --------------------------------------------------------------------------------------------------------


def take_evidence(office: Office, file: Path) -> Done[Taken]:
    """Check a partner's evidence file, and take it in whole. The very same file again changes nothing.

    Raises UserCanFix with the reason when it is no such file or another version, was changed since it was signed, was
    signed by nobody known, is for somebody else, or is older than what is here.
    """
    from sfph_desktop.core.interchange.evidence_file import EVIDENCE, body_bytes, read_evidence
    from sfph_desktop.core.interchange.spelt import read_bytes

    content = _opened(office, read_bytes(EVIDENCE, file), file.name)
    evidence, signature = read_evidence(content, file.name)
    check_bytes(EVIDENCE, PURPOSE, body_bytes(evidence), signature, evidence.sender_key, file.name)
    _check_recipient(office, evidence, file.name)
    digest = hashlib.sha256(content).hexdigest()
    with office.writing("Took in an evidence file") as unit:
        partner = _sender(unit.connection, evidence, file.name)
        before = [one for one in taken_in(unit.connection) if one.partner_id == partner.id]
        same = next((one for one in before if one.digest == digest), None)
        if same is not None:
            told = Taken(taken=same, partner=partner, evidence=evidence, checked=_checked(partner), already=True)
            return Done(value=told, why=f"This file of {partner.name} was taken in before. Nothing has changed")
        _check_sequence(evidence, before, partner)
        taken = TakenEvidence(
            partner_id=partner.id,
            public_key=evidence.sender_key,
            sequence=evidence.sequence,
            digest=digest,
            file=file.name,
            taken_on=office.clock.today(),
            content=content.decode(),
        )
        taken = replace(taken, id=unit.add("joint_taken", taken))
        unit.why = f"Took in evidence file {taken.sequence} of {partner.name}"
    told = Taken(taken=taken, partner=partner, evidence=evidence, checked=_checked(partner))
    return saved(unit, told, unit.why)


def remove_taken(office: Office, taken_id: int) -> Done[TakenEvidence]:
    """Remove an evidence file that was taken in."""
    from sfph_desktop.core.store.queries.values import value

    with office.writing("Removed an evidence file of a partner") as unit:
        found: TakenEvidence | None = value(unit.connection, "joint_taken", taken_id)
        if found is None:
            raise gone("This evidence file")
        unit.remove("joint_taken", taken_id)
    return saved(unit, found, f"Removed evidence file {found.sequence}")


def taken_in(connection: Connection) -> tuple[TakenEvidence, ...]:
    """Every evidence file that was taken in, in that order."""
    from sfph_desktop.core.store.queries.values import values_of

    found: tuple[TakenEvidence, ...] = values_of(connection, "joint_taken")
    return found


def read_taken(taken: TakenEvidence) -> SharedEvidence:
    """What an evidence file says that was taken in."""
    from sfph_desktop.core.interchange.evidence_file import read_evidence

    return read_evidence(taken.content.encode(), taken.file)[0]


def _opened(office: Office, content: bytes, name: str) -> bytes:
    """What is in a sealed file; the bytes themselves of a file of before there were seals."""
    from sfph_desktop.core.interchange.evidence_file import EVIDENCE
    from sfph_desktop.core.store import sealing

    return unsealed(office, EVIDENCE, content, name) if content.startswith(sealing.HEAD) else content


def _check_recipient(office: Office, evidence: SharedEvidence, name: str) -> None:
    if evidence.recipient_key != own_key(office).public_key:
        raise UserCanFix(
            what=f"'{name}' was made for somebody else ({evidence.recipient}).",
            why="It is made out to another key than yours.",
            do=f"Give {evidence.sender} your public key, and ask for a file made for you. Nothing was taken.",
        )


def _sender(connection: Connection, evidence: SharedEvidence, name: str) -> Partner:
    from sfph_desktop.core.store import signing

    known = [one for one in keys_in(connection) if one.public_key == evidence.sender_key]
    live = next((one for one in known if one.retired_on is None), None)
    if live is not None:
        return partner_of(connection, live.partner_id)
    print_ = signing.fingerprint(signing.read_key(evidence.sender_key))
    if known:
        whose = partner_of(connection, known[-1].partner_id).name
        raise UserCanFix(
            what=f"'{name}' was signed with a key that {whose} does not use any more ({print_}).",
            do=f"Ask {whose} for one that is signed with their present key. Nothing was taken.",
        )
    raise UserCanFix(
        what=f"'{name}' was signed by another: its key is that of no partner you have accepted ({print_}).",
        why=f"It says that it comes from {evidence.sender}, but anybody can say so.",
        do="Ring them. If they read out the same fingerprint, accept their key, and take it again. Nothing was taken.",
    )


def _check_sequence(evidence: SharedEvidence, before: Sequence[TakenEvidence], partner: Partner) -> None:
    newest = max(before, key=lambda one: one.sequence, default=None)
    if newest is not None and evidence.sequence <= newest.sequence:
        on = newest.taken_on
        raise UserCanFix(
            what=f"This is file {evidence.sequence} of {partner.name}, and file {newest.sequence} is here already.",
            why=f"File {newest.sequence} was taken in on {on.day} {on:%B %Y}; an older one does not replace it.",
            do="Ask for their newest, or remove the one that is here first. Nothing was taken.",
        )


def _checked(partner: Partner) -> tuple[str, ...]:
    return (
        f"It was signed with the key you accepted as that of {partner.name}.",
        "Nothing in it was changed since it was signed.",
        "It was made for you.",
        "It is the newest of theirs.",
    )
