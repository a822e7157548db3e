"""A return made: prepared beside the records, which takes long, and then kept with its file, which is short.

What is prepared looks at the store and changes nothing in it, so it may be stopped anywhere. What is kept is kept at
once: the receipt, the ledger and the file, or none of them; and only while the store still says what was prepared from.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.memberships import SentReturn
from sfph_desktop.core.domain.network import Quarter, Return
from sfph_desktop.core.domain.ports import Progress, silent
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases import return_ledger
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.network_folder import require_there
from sfph_desktop.core.usecases.network_return import (
    Gathered,
    Sending,
    Worked,
    digest_of,
    gathered,
    require_ended,
    worked_from,
)
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.saved import saved
from sfph_desktop.core.usecases.signing_keys import own_secrets, unwritten

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeReturn:
    """A return that was written, and the receipt that is kept of it."""

    file: Path
    receipt: SentReturn
    content: Return
    already: bool = False
    """The very same was made before: this is the same file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A return that could leave now, of which nothing is kept yet."""

    quarter: Quarter
    worked: Worked
    found: Gathered
    """What it is made of."""
    newest: int
    """The newest unit of work of the store in which just that was found."""
    file: bytes
    """As it leaves: signed and sealed; that of the receipt where the same was made before."""


def prepare_return(
    office: Office, sending: Sending, quarter: Quarter, *, seen: Return | None = None, progress: Progress = silent
) -> Prepared:
    """Count, hold back, sign and seal the return for a quarter; nothing is kept. It may run beside other work.

    `seen`: what somebody looked at before; nothing else is prepared then. Raises UserCanFix when the quarter has not
    ended, when the return is another by now than the one seen, or when the records changed while it was made.
    """
    require_ended(office, quarter)
    secret, identity = own_secrets(office)
    newest = _newest(office)
    found = gathered(office, sending, quarter, progress=progress)
    worked = worked_from(found, sending, quarter, progress=progress)
    if seen is not None and worked.content != seen:
        raise UserCanFix(
            what="What would leave is not what you looked at any more.",
            why="Records, consents or answers have changed since you looked.",
            do="Look at what would leave once more, then write the file. Nothing was written.",
        )
    file = worked.same.content if worked.same is not None else _sealed(worked, secret, identity)
    return _as_it_is_now(
        office, Prepared(quarter=quarter, worked=worked, found=found, newest=newest, file=file), sending
    )


def keep_return(office: Office, prepared: Prepared, sending: Sending, out: Path) -> Done[MadeReturn]:
    """Write what was prepared, and keep its receipt and the ledger with it. In order with whatever else writes.

    `sending`: to whom it goes and what is asked, as it is now. Raises UserCanFix when the store says something else by
    now than when it was prepared, or when the file cannot be written: then nothing is kept and nothing is written.
    """
    from sfph_desktop.core.host.files import write_atomically

    require_there(out.parent)
    ready = _as_it_is_now(office, prepared, sending)
    worked, quarter, desk = ready.worked, ready.quarter, sending.desk
    with office.writing(f"Made a return for {desk.network}") as unit:
        if _newest_in(unit.connection, unit.id) != ready.newest:
            raise _moved_on()
        receipt = worked.same
        if receipt is None:
            receipt = SentReturn(
                desk_id=desk.id,
                quarter=str(quarter),
                sequence=worked.content.sequence,
                definitions=sending.definitions.version,
                digest=digest_of(worked.content),
                made_on=office.clock.today(),
                sample=worked.content.sample,
                content=ready.file,
            )
            receipt = replace(receipt, id=unit.add("network_sent", receipt))
            return_ledger.keep(unit, receipt.id, quarter, worked.judged)
        again = ", again" if worked.same else ""
        unit.why = f"Made return {receipt.sequence} for {desk.network}, {quarter}{again}"
        unit.changed.add("network_sent")  # that it left is in the history, also when the very same leaves again
        try:
            write_atomically(out, receipt.content, for_others=True)
        except OSError as failure:
            raise unwritten(out, failure) from None
    made = MadeReturn(file=out, receipt=receipt, content=worked.content, already=worked.same is not None)
    told = "was made before: the same file is written" if made.already else "is written"
    return saved(unit, made, f"Return {receipt.sequence} for {quarter.words} {told}")


def make_return(
    office: Office,
    sending: Sending,
    quarter: Quarter,
    out: Path,
    *,
    seen: Return | None = None,
    progress: Progress = silent,
) -> Done[MadeReturn]:
    """Write the return for a quarter, signed and sealed for the desk; its receipt and the ledger are kept with it.

    The same records for the same quarter write the same file, to the byte. `seen` and errors as `prepare_return` and
    `keep_return` have them.
    """
    require_there(out.parent)  # before the work
    prepared = prepare_return(office, sending, quarter, seen=seen, progress=progress)
    return keep_return(office, prepared, sending, out)


def _as_it_is_now(office: Office, prepared: Prepared, sending: Sending) -> Prepared:
    """What was prepared, where the store still says the same; only where something was saved since is it read again."""
    if sending != prepared.worked.sending:
        raise _moved_on()
    newest = _newest(office)
    if newest == prepared.newest:
        return prepared
    if gathered(office, sending, prepared.quarter) != prepared.found:
        raise _moved_on()
    return replace(prepared, newest=newest)


def _newest(office: Office) -> int:
    with office.reading() as connection:
        return _newest_in(connection)


def _newest_in(connection: Connection, but: int = 0) -> int:
    from sfph_desktop.core.store.queries.office import newest_unit

    return newest_unit(connection, but)


def _moved_on() -> UserCanFix:
    return UserCanFix(
        what="The records changed while the return was made.",
        why="It would not say what they say now.",
        do="Look at what would leave once more, then write the file. Nothing was written.",
    )


def _sealed(worked: Worked, secret: bytes, identity: str) -> bytes:
    """Signed inside, sealed outside: for the desk, and for ourselves, so that we can open what we sent."""
    from sfph_desktop.core.interchange import cids, return_file
    from sfph_desktop.core.store import sealing, signing

    content, sending = worked.content, worked.sending
    about = cids.cids_bytes(content, sending.asked)
    signature = signing.signed(secret, return_file.PURPOSE, return_file.manifest_bytes(content, about))
    whole = return_file.container(content, about, signature)
    return sealing.sealed(whole, sending.desk.seal_key, sealing.public_of(identity))
