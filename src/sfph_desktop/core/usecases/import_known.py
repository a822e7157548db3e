"""What an import knows while it is being planned: the records in the store, and those this file is about to add."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from sfph_desktop.core.domain.consent_rules import allowed
from sfph_desktop.core.domain.names import squeezed
from sfph_desktop.core.domain.people import ServiceUserId
from sfph_desktop.core.domain.person_record import Consent
from sfph_desktop.core.domain.values import from_day

if TYPE_CHECKING:
    from sfph_desktop.core.reference.library import Library
    from sfph_desktop.core.store.unit_of_work import Connection

SHARE = "share"
REHEARSED_FROM = 1 << 60
DIED = re.compile(
    r"(?:the )?(?:client |service user |person )?(?:died|deceased|death|passed away|rip)\b.*", re.IGNORECASE
)
"""How an episode's reason says that it ended with the person's death."""


def rehearsed_id(_kind: str) -> int:
    """The id of the first record that a rehearsal would add: beyond any that a store gives."""
    return REHEARSED_FROM


class Known:
    """References and keys by kind, stored cells, and birth days; new records are noted here as they are planned.

    `next_id` gives the first free id of a kind; a rehearsal needs none that is real.
    """

    def __init__(
        self,
        connection: Connection,
        library: Library,
        today: date,
        next_id: Callable[[str], int] = rehearsed_id,
    ) -> None:
        self.connection, self.library, self.today = connection, library, today
        self._next_id = next_id
        self._index: dict[str, dict[Any, int]] = {}
        self._folded: dict[str, dict[str, int]] = {}
        self._free: dict[str, int] = {}
        self._cells: dict[tuple[str, tuple[str, ...]], dict[int, tuple[Any, ...]]] = {}
        self._births: dict[int, int | None] = {}
        self._deaths: dict[int, int] | None = None
        self._days: dict[int, int] = {}
        self.names: object = None
        """People by name, once somebody asks for them (`import_who.Names`)."""
        self.sessions_instead: dict[str, str] = {}
        """By a reference made for a session: the one of the same service and day that is there already."""
        self._shares: dict[int, list[Consent]] | None = None
        self._partner_names: dict[str, str] | None = None
        self.left_out: dict[tuple[str, str], tuple[str, int]] = {}
        """By (kind, reference): the sheet and row of this file that is held or refused itself."""
        self.strangers: dict[str, tuple[str, int]] = {}
        """By a person's reference, in small letters: where this file gives it to somebody of quite another name."""

    # --- who is who -----------------------------------------------------------------------------------------------

    def index(self, kind: str) -> dict[Any, int]:
        """The id by reference, or by key where the kind has no reference; the records of this file too."""
        if kind not in self._index:
            from sfph_desktop.core.store.queries import refs

            has_ref = kind in refs.REF_COLUMNS
            found: dict[Any, int] = dict(
                refs.refs(self.connection, kind) if has_ref else refs.keys(self.connection, kind)
            )
            self._index[kind] = found
        return self._index[kind]

    def find(self, kind: str, ref: str) -> int | None:
        """The id behind a reference; where none is written quite so, the one that differs in capitals only."""
        found = self.index(kind).get(ref)
        if found is None and ref:
            if kind not in self._folded:
                self._folded[kind] = {known.casefold(): record for known, record in self.index(kind).items()}
            found = self._folded[kind].get(ref.casefold())
        return found

    def find_all(self, kind: str, references: Sequence[str]) -> list[int | None]:
        """The ids behind a column of references, None where there is none."""
        found = list(map(self.index(kind).get, references))
        for i in [i for i, record in enumerate(found) if record is None]:
            found[i] = self.find(kind, references[i])
        return found

    def first_free(self, kind: str) -> int:
        """The id the first record that this file adds to a kind will get."""
        if kind not in self._free:
            self._free[kind] = self._next_id(kind)
        return self._free[kind]

    def note(self, kind: str, ref: Any, record: int) -> None:
        """Remember a record that this file adds."""
        self.index(kind)[ref] = record
        if kind in self._folded and isinstance(ref, str):
            self._folded[kind].setdefault(ref.casefold(), record)

    # --- what is kept of them -------------------------------------------------------------------------------------

    def cells(self, kind: str, columns: tuple[str, ...]) -> dict[int, tuple[Any, ...]]:
        """By id: these columns of the records in the store, as stored."""
        if (kind, columns) not in self._cells:
            from sfph_desktop.core.store.queries.refs import stored_rows

            self._cells[kind, columns] = stored_rows(self.connection, kind, columns)
        return self._cells[kind, columns]

    def parts(self, part: str) -> Mapping[int, tuple[tuple[Any, ...], ...]]:
        """By the id of the owner: the rows of one part in the store."""
        from sfph_desktop.core.store.queries.refs import stored_parts

        return stored_parts(self.connection, part)

    def deaths(self) -> dict[int, int]:
        """The day of death by person, where the record has one, or an episode that ended with it."""
        if self._deaths is None:
            from sfph_desktop.core.store.queries.refs import stored_rows

            self._deaths = {
                person: row[0]
                for person, row in stored_rows(self.connection, "people", ("died_on",)).items()
                if row[0] is not None
            }
            ended = stored_rows(self.connection, "episodes", ("person_id", "end_date", "end_reason"))
            for person, end, reason in ended.values():
                self.note_end(person, end, reason)
        return self._deaths

    def session_days(self) -> dict[int, int]:
        """The day of every session, those of this file too once they are planned."""
        if not self._days:
            self._days = {record: row[0] for record, row in self.cells("sessions", ("date",)).items()}
        return self._days

    def note_deaths(self, rows: Iterable[tuple[int, int | None]]) -> None:
        """Note days of death that come in with this file, by person."""
        self.deaths().update((person, day) for person, day in rows if day is not None)

    def note_end(self, person: int, end: int | None, reason: str) -> None:
        """Note that an episode ended; with the person's death, that is their day."""
        if self._deaths is not None and end is not None and DIED.fullmatch(reason.strip()):
            self._deaths.setdefault(person, end)

    def births(self) -> dict[int, int | None]:
        """The day of birth by person, those of this file too, where it is known."""
        if not self._births:
            self._births = {person: row[0] for person, row in self.cells("people", ("date_of_birth",)).items()}
        return self._births

    # --- working together -----------------------------------------------------------------------------------------

    def shares(self, person: int, day: int) -> bool:
        """Whether somebody agreed that we share with partners: on that day, or today."""
        answers = self._sharing().get(person, ())
        return any(allowed(answers, SHARE, on) for on in (from_day(day), self.today))

    def note_shares(self, rows: Iterable[tuple[int, int, int | None, int | None]]) -> None:
        """Note consents to sharing that come in with this file: person, given, last day, taken back."""
        for person, given, until, back in rows:
            there = self._sharing().setdefault(person, [])
            if given is None or (
                (until, back) == (None, None) and any(one.given_on == from_day(given) for one in there)
            ):
                continue  # an answer of that day is kept as it was told before
            kept = [one for one in there if one.given_on != from_day(given)]
            after = 1 + max((one.id for one in kept), default=0)
            self._sharing()[person] = [*kept, _answer(after, person, given, until, back)]

    def _sharing(self) -> dict[int, list[Consent]]:
        if self._shares is None:
            self._shares = {}
            names = ("person_id", "purpose", "given_on", "expires_on", "withdrawn_on")
            for number, (person, purpose, *days) in self.cells("consents", names).items():
                if purpose == SHARE:
                    self._shares.setdefault(person, []).append(_answer(number, person, *days))
        return self._shares

    @property
    def partner_names(self) -> dict[str, str]:
        """The reference of each partner by its name's letters and digits; those of this file too once they are read."""
        if self._partner_names is None:
            self._partner_names = {}
            for ref, name in self.cells("partners", ("partner_ref", "name")).values():
                self._partner_names.setdefault(squeezed(name), ref)
        return self._partner_names

    def partner(self, said: str) -> int | None:
        """The partner of this reference, else of this name."""
        return self.find("partners", said) or self.find("partners", self.partner_names.get(squeezed(said), ""))

    def last_partner_ref(self) -> str:
        """The reference of the partner that was added last."""
        from sfph_desktop.core.store.queries.partners import last_partner_ref

        return last_partner_ref(self.connection)


def _answer(number: int, person: int, given: int, until: int | None, back: int | None) -> Consent:
    """An answer to sharing, of days as they are stored."""
    return Consent(
        id=number,
        person_id=ServiceUserId(person),
        purpose=SHARE,
        given_on=from_day(given),
        expires_on=None if until is None else from_day(until),
        withdrawn_on=None if back is None else from_day(back),
    )
