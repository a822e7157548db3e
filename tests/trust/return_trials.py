"""What must never be in a return, tried: people and fields without a right to it, planted identifiers, guessed names.

    python -m tests.trust.return_trials consents 10000      histories of consent, each against another way of reading it
    python -m tests.trust.return_trials planted 1000        stores with names, numbers, dates and notes planted in them
    python -m tests.trust.return_trials mutated 10000       returns with something changed in them, none is taken
    python -m tests.trust.return_trials guesses 36525000    guesses at made-up names, CHI numbers, then a million pairs

The full figures; the tests run a small cut of each, and what each must find with the protection off.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import random
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from tests.core.interchange.a_return import ROW, SAMPLE
from tests.core.usecases.import_offices import new_office
from tests.core.usecases.return_office import ASKED, DESK_IDENTITY, QUARTER, fill, indicator, sending

from sfph_desktop.core.domain.returns import FIELDS, SPECIAL, field_of
from sfph_desktop.core.domain.values import to_day
from sfph_desktop.core.interchange import return_file
from sfph_desktop.core.interchange.caps import Refused
from sfph_desktop.core.interchange.cids import cids_bytes
from sfph_desktop.core.interchange.return_file import read_container
from sfph_desktop.core.store import sealing, signing
from sfph_desktop.core.usecases import lawful_bases, network_return, return_making, return_rows
from sfph_desktop.core.usecases.office import Office

PEOPLE = 40
SIGNER = bytes(range(1, 33))
MARKED = (
    indicator("marks", "quantity", "event_quantity:marked", groups=()),
    indicator("people", "count", "reach:people"),
    indicator("marked", "count", "event:marked"),
    indicator("better", "share", "swemwbs7.improved"),
    indicator("helpers", "count", "reach:volunteers", groups=("gender",)),
)


# --- by what right ----------------------------------------------------------------------------------------------------


def marked_office(folder: Path) -> tuple[Office, list[int]]:
    """An office in which the sum over everybody in a return says who is in it: each brings a power of two."""
    office = new_office(folder)
    fill(office, PEOPLE, 3, agree=0.0)
    day = to_day(date(2026, 2, 2))
    with office.writing("Marked everybody") as unit:
        people = [row[0] for row in unit.connection.exec_driver_sql("SELECT id FROM people ORDER BY id")]
        marks = [(person, day, "marked", float(2**place)) for place, person in enumerate(people)]
        unit.insert_many("events", ("person_id", "date", "event_type", "quantity"), marks)
        unit.insert_many("roles", ("person_id", "role", "from_date"), [(one, "volunteer", day) for one in people[::3]])
    return office, people


Answer = tuple[int, int, int | None, int | None]
"""Person, day given, day it runs out, day it was taken back."""


def drawn_answers(lot: random.Random, people: list[int], today: int) -> list[Answer]:
    """A few answers of each person, given, running out and taken back on any day around today."""
    found: list[Answer] = []
    for person in people:
        for _ in range(lot.choice((0, 1, 1, 1, 2, 3))):
            given = today + lot.choice((lot.randrange(-40, 1), lot.randrange(-4, 4)))
            runs_out = given + lot.randrange(0, 30) if lot.random() < 0.3 else None
            back = given + lot.randrange(0, 30) if lot.random() < 0.4 else None
            found.append((person, given, runs_out, back))
    return found


def replayed(answers: list[Answer], person: int, today: int) -> bool:
    """Whether a person allows it today, by living through their days one after another: no rule of the program's."""
    mine = [answer for answer in answers if answer[0] == person]
    standing: Answer | None = None
    for day in range(min((one[1] for one in mine), default=today), today + 1):
        if standing is not None and any(one[3] == day and one is not standing and one[1] <= day for one in mine):
            standing = None
        for one in mine:
            if one[1] == day:
                standing = one
        if standing is not None and standing[3] is not None and standing[3] <= day:
            standing = None
    return standing is not None and (standing[2] is None or standing[2] >= today)


def drawn_bases(lot: random.Random, today: int) -> tuple[list[tuple[object, ...]], frozenset[str]]:
    """Lawful bases of any state, as rows of the table; and which fields have one in force by what was drawn."""
    rows: list[tuple[object, ...]] = []
    good = set()
    for field in FIELDS:
        state = lot.choice(("none", "good", "good", "good", "ended", "to come", "half"))
        if state == "none":
            continue
        condition = "explicit_consent" if field in SPECIAL and state != "half" else ""
        first = today + 3 if state == "to come" else today - lot.randrange(0, 90)
        ended = lot.randrange(first, today + 1) if state == "ended" else None
        rows.append(("network", field, "consent", condition, first, ended))
        if state == "good" or (state == "half" and field not in SPECIAL):
            good.add(field)
    return rows, frozenset(good)


def consent_trial(office: Office, people: list[int], seed: int) -> list[str]:
    """What a return holds of anybody or any field without a right to it, or lacks of those with one, in plain words."""
    lot, today = random.Random(seed), to_day(office.clock.today())
    answers = drawn_answers(lot, people, today)
    bases, fields = drawn_bases(lot, today)
    with office.writing("Other answers, other bases") as unit:
        unit.connection.exec_driver_sql("DELETE FROM consents")
        unit.connection.exec_driver_sql("DELETE FROM lawful_bases")
        rows = [(one[0], "network", *one[1:]) for one in answers]
        unit.insert_many("consents", ("person_id", "purpose", "given_on", "expires_on", "withdrawn_on"), rows)
        columns = ("purpose", "field", "basis", "condition", "from_date", "ended_on")
        unit.insert_many("lawful_bases", columns, bases)
    wrong = []
    cells, _ = network_return.true_cells(office, MARKED, QUARTER)
    may = {person for person in people if replayed(answers, person, today)}
    measures = {one.id: one.measure for one in MARKED}
    for cell in cells:
        needs = {field for field in (field_of(measures[cell.indicator]), cell.group) if field}
        if (cell.n is not None or cell.value is not None) and not needs <= fields:
            wrong.append(f"{cell.indicator} by {cell.group or 'everybody'} without a basis for {needs - fields}")
        if needs <= fields and cell.missing:
            wrong.append(f"{cell.indicator} by {cell.group or 'everybody'} is missing")
        if cell.indicator == "marks" and cell.value is not None:
            held = {person for place, person in enumerate(people) if int(cell.value) >> place & 1}
            wrong += [f"person {person} is in it without a right to it" for person in sorted(held - may)]
            wrong += [f"person {person} agreed and is not in it" for person in sorted(may - held)]
        if cell.indicator == "people" and not cell.group and cell.n not in {None, len(may)}:
            wrong.append(f"{cell.n} people are counted, {len(may)} agreed")
    return wrong


# --- planted ----------------------------------------------------------------------------------------------------------


def planted_store(office: Office, seed: int) -> list[str]:
    """Fill the office anew with people whose identifiers are known, in every place where words are kept."""
    lot = random.Random(seed)
    tables = ("scores", "assessments", "attendance", "sessions", "events", "consents", "addresses", "episodes")
    with office.writing("Emptied") as unit:
        for table in (
            *tables,
            "notes",
            "roles",
            "duties",
            "people",
            "row_agreements",
            *("network_released", "network_sent"),
        ):
            unit.connection.exec_driver_sql(f"DELETE FROM {table}")
    fill(office, lot.randrange(20, 90), seed, agree=1.0)
    planted: list[str] = []
    with office.writing("Planted") as unit:
        people = [row[0] for row in unit.connection.exec_driver_sql("SELECT id FROM people ORDER BY id")]
        changes, notes, events, births = [], [], [], {}
        for person in people:
            tag = "".join(lot.choice("bcdfghjklmnpqrstvwxz") for _ in range(9))
            born = date(1931, 1, 1) + timedelta(days=lot.randrange(26_000))
            births[person] = born
            chi = f"{born:%d%m%y}{lot.randrange(10_000):04}"
            postcode = f"ZZ{lot.randrange(1, 10)} {lot.randrange(1, 10)}{lot.choice('ABDEFGHJ')}{lot.choice('XYZ')}"
            given, family, mail, phone = f"Gi{tag}", f"Fa{tag}", f"{tag}@mail.example", f"07{lot.randrange(10**9):09}"
            note = f"Nota{tag} lives with her sister"
            gender = lot.choice(("woman", "man", f"Ge{tag}"))
            changes.append((person, f"R{tag}", given, family, f"Kn{tag}", gender, postcode, phone, mail, to_day(born)))
            notes.append((person, 20000, "Ana", note))
            events.append((person, 20300, f"Ev{tag}", 1.0, chi))
            planted += [given, family, f"Kn{tag}", f"R{tag}", chi, mail, phone, note, f"Ev{tag}", postcode]
            planted += [f"Ge{tag}", postcode.replace(" ", ""), born.isoformat(), f"{born:%d/%m/%Y}", f"{born:%d%m%Y}"]
        columns = ("person_ref", "given_name", "family_name", "known_as", "gender", "postcode", "phone", "email")
        unit.change_many("people", ("id", *columns, "date_of_birth"), changes)
        unit.insert_many("notes", ("person_id", "date", "author", "text"), notes)
        unit.insert_many("events", ("person_id", "date", "event_type", "quantity", "note"), events)
        leader = f"Le{seed}-{lot.randrange(10**9)}"
        unit.insert_many("duties", ("kind", "what", "who"), [("office", f"Du{leader}", leader)])
        planted += [leader, f"Du{leader}"]
    return planted


def found_in(content: bytes, name: str, planted: Iterable[str]) -> list[str]:
    """Which of the strings stand in an opened container, whatever their capitals, or in the name of its file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        texts = [f"{one}\n{archive.read(one).decode()}" for one in archive.namelist()]
    whole = "\n".join([name, *texts]).casefold()
    return [one for one in planted if one.casefold() in whole]


def planted_trial(office: Office, seed: int, folder: Path) -> tuple[list[str], int]:
    """What was planted and stands in the return; and how many lines about people it has."""
    planted = planted_store(office, seed)
    to = sending(office, agreement="For research." if seed % 2 else "")
    if seed % 2:
        return_rows.agree(office, to.desk, to.definitions)
        if "rows" not in lawful_bases.in_force(office):
            lawful_bases.set_basis(office, "rows", "consent", condition="explicit_consent")
    made = return_making.make_return(office, to, QUARTER, folder / "return").value
    opened = sealing.opened(made.receipt.content, DESK_IDENTITY)
    assert opened is not None
    found = found_in(opened, network_return.file_name(made.content), planted)
    return found, len(made.content.cells) + len(made.content.rows)


# --- mutated ----------------------------------------------------------------------------------------------------------


def mutated(seed: int, sound: bytes) -> bytes:
    """A container with bits turned, bytes cut out, put in or written over."""
    lot = random.Random(seed)
    found = bytearray(sound)
    for _ in range(lot.choice((1, 1, 1, 3, 20))):
        place, way = lot.randrange(len(found)), lot.randrange(4)
        if way == 0:
            found[place] ^= 1 << lot.randrange(8)
        elif way == 1:
            del found[place : place + lot.randrange(1, 60)]
        elif way == 2:
            found[place:place] = lot.randbytes(lot.randrange(1, 60))
        else:
            found[place : place + 8] = found[:8]
    return bytes(found)


def mutated_trial(seed: int, sound: bytes) -> str:
    """Why a mutated container would be taken or bring the program down; blank where it is refused with a reason.

    What only differs in the signature or in the file for other programs is read as it is: the signature, which is
    checked next, cannot fit any more.
    """
    found = mutated(seed, sound)
    try:
        read, about, signature = read_container(found)
    except Refused as told:
        return "" if str(told) else "refused without a reason"
    if found == sound:
        return ""
    public = signing.public_of(SIGNER)
    fits = signing.genuine(public, return_file.PURPOSE, return_file.manifest_bytes(read, about), signature)
    return "taken" if fits else ""


def signed_return() -> bytes:
    """A return as the program signs it."""
    content = replace(SAMPLE, rows=(ROW,), member_key=signing.key_text(signing.public_of(SIGNER)))
    about = cids_bytes(content, ASKED)
    signature = signing.signed(SIGNER, return_file.PURPOSE, return_file.manifest_bytes(content, about))
    return return_file.container(content, about, signature)


# --- guessed ----------------------------------------------------------------------------------------------------------


def chi_numbers(most: int) -> Iterator[str]:
    """CHI numbers of every day of a century, with every serial number and its right check digit: 33 million in all.

    The check digit is eleven less the rest that the sum of the first nine digits, weighed 10 to 2, leaves by eleven;
    numbers for which it would be ten are not given out. `most` counts those too.
    """
    first = date(1926, 1, 1)
    for day in range(-(-most // 1000)):
        six = f"{first + timedelta(days=day % 36_525):%d%m%y}"
        of_six = sum(weight * int(digit) for weight, digit in zip(range(10, 4, -1), six, strict=True))
        for serial in range(min(1000, most - day * 1000)):
            check = -(of_six + serial // 100 * 4 + serial // 10 % 10 * 3 + serial % 10 * 2) % 11
            if check < 10:
                yield f"{six}{serial:03}{check}"


HASHES: tuple[Callable[[bytes], bytes], ...] = (
    lambda text: hashlib.md5(text).digest(),
    lambda text: hashlib.sha1(text).digest()[:16],
    lambda text: hashlib.sha256(text).digest()[:16],
    lambda text: hmac.digest(b"sfph", text, "sha256")[:16],
)


def guessed(names: Iterable[str], guesses: Iterable[str]) -> list[str]:
    """Which guesses, hashed in the usual ways, give one of the made-up names."""
    wanted = {base64.b32decode(name.upper() + "=" * (-len(name) % 8)) for name in names}
    return [one for one in guesses if any(way(one.encode()) in wanted for way in HASHES)]


def pairs(most: int, seed: int = 1) -> Iterator[str]:
    """Names with dates of birth, in the spellings in which people join them."""
    lot = random.Random(seed)
    for _ in range(most):
        born = date(1926, 1, 1) + timedelta(days=lot.randrange(36_525))
        yield f"Given{lot.randrange(1, 3000)}{lot.choice(' |,;')}Family{lot.randrange(1, 3000)}{born:%Y-%m-%d}"


def _main(which: str, most: int) -> int:
    started = time.monotonic()
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        if which == "consents":
            office, people = marked_office(here)
            for seed in range(-(-most // PEOPLE)):
                wrong += len(consent_trial(office, people, seed))
        elif which == "planted":
            office = new_office(here)
            lawful_bases.use_consent(office)
            for seed in range(most):
                wrong += len(planted_trial(office, seed, here)[0])
        elif which == "mutated":
            sound = signed_return()
            wrong = sum(bool(mutated_trial(seed, sound)) for seed in range(most))
        else:
            names = return_rows.made_up_names(bytes(range(32)), range(1, 5001)).values()
            wrong = len(guessed(names, chi_numbers(most))) + len(guessed(names, pairs(1_000_000)))
    sys.stdout.write(f"{which}: {most:,} tried, {wrong} wrong, in {time.monotonic() - started:.0f} s\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1], int(sys.argv[2])))
