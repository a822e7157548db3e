"""Commands for the store itself: make, open, back up, restore, recover, check."""

from __future__ import annotations

import getpass
import os
import subprocess
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from sfph_desktop.cli import sheets
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases import backup as backups
from sfph_desktop.core.usecases import office as offices
from sfph_desktop.core.usecases import recovery
from sfph_desktop.core.usecases.office import Machine, Office


def passphrase(asked: Namespace, *, new: bool = False) -> str:
    """The passphrase from the file named, or typed without echo; never an argument."""
    named = asked.passphrase_file or os.environ.get("SFPH_PASSPHRASE_FILE")
    if named:
        try:
            return Path(named).read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError):
            raise UserCanFix(
                what=f"The passphrase file {named} cannot be read.", do="Give a text file with the passphrase in it."
            ) from None
    if not sys.stdin.isatty():
        raise UserCanFix(what="There is no passphrase and nobody to ask.", do="Name its file with --passphrase-file.")
    typed = getpass.getpass("Passphrase: ")
    if new and getpass.getpass("Once more: ") != typed:
        raise UserCanFix(what="The two passphrases differ.", do="Try again.")
    return typed


def machine() -> Machine:
    """The computer, as the use cases see it."""
    return offices.this_machine()


def store_path(asked: Namespace) -> Path:
    """The store named, or the usual one of this computer."""
    named = asked.store or os.environ.get("SFPH_STORE")
    if named is not None and str(named) == ".":
        raise UserCanFix(what="The name of the store is blank.", do="Name its file with --store.")
    return Path(named) if named else offices.default_store_path(machine())


@contextmanager
def opened(asked: Namespace, *, backup: bool = False) -> Iterator[Office]:
    """The store, open until the command is done; with `backup`, copied at closing if anything was saved."""
    office = offices.open_office(store_path(asked), passphrase=passphrase(asked), machine=machine())
    try:
        yield office
    finally:
        offices.close_office(office, backup=backup)


def new_file(path: Path, ending: str, what: str) -> Path:
    """The path, when nothing is there yet and its name ends as it should; UserCanFix otherwise: nothing is replaced."""
    if path.suffix.lower() != ending:
        raise UserCanFix(what=f"{path.name} is not a name for {what}.", do=f"End the name with {ending}.")
    if path.exists():
        raise UserCanFix(what=f"{path} is there already.", why="It is not replaced.", do="Choose another name.")
    return path


_DESK_NEXT = (
    "Next, see what the members would be asked: sfph network define --show. Issue it as it is: sfph network define "
    "--suggested. Then write the file for them: sfph network definitions --out ASK.sfph-definitions"
)


def init(asked: Namespace, saying: Saying) -> None:
    """Make a new store; print its recovery sheet where asked.

    The sheet is drawn once before the store is made, so that a name that cannot be printed, or a folder that cannot be
    written, refuses the whole and leaves no store whose key nobody has seen.
    """
    path, here = store_path(asked), machine()
    words = passphrase(asked, new=True)
    sheet: Path | None = asked.recovery_sheet
    if sheet:
        recovery.recovery_sheet(
            asked.name, "TRIAL", new_file(sheet, ".pdf", "a recovery sheet"), made_on=here.clock.today()
        )
    try:
        desk = getattr(asked, "desk", False)
        made = offices.create_office(path, name=asked.name, passphrase=words, machine=here, desk=desk)
    except BaseException:
        if sheet:
            sheet.unlink(missing_ok=True)
        raise
    try:
        if sheet:
            recovery.recovery_sheet(asked.name, made.recovery_key, sheet, made_on=here.clock.today())
            saying.note(f"Recovery sheet: {sheet}. Print it twice; keep it in two buildings.")
        else:
            saying.note("Write this recovery key down. It is the only way back in if the passphrase is lost:")
            saying.line(made.recovery_key)
        saying.note(f"Made {path}")
        sheets.finish_set_up(made.office, asked, saying)
        if desk:
            saying.note(_DESK_NEXT)
    finally:
        offices.close_office(made.office, backup=False)


def open_window(asked: Namespace, _saying: Saying) -> int:
    """Open the window on a store, in a program of its own."""
    start = [sys.executable, "-m", "sfph_desktop"]
    if getattr(sys, "frozen", False):  # a built program has the window under a name of its own, beside the command
        here = Path(sys.executable)
        start = [str(here.with_name(f"sfph-desktop{here.suffix}"))]
    return subprocess.call([*start, "--store", str(asked.path)])


def backup(asked: Namespace, saying: Saying) -> None:
    """A sealed copy, opened and verified before it is called done. An older backup of that name is replaced."""
    target: Path = asked.file
    if target.is_file() and not backups.is_backup(target):
        raise UserCanFix(what=f"{target} is there already, and is no backup.", do="Choose another name.")
    with opened(asked) as office:
        made = backups.back_up(office, asked.file).value
    saying.either(
        asked.json,
        {**asdict(made), "made_at": made.made_at.isoformat()},
        lambda: saying.line(f"Backed up and checked: {made.path} ({made.people:,} people, {made.size:,} bytes)"),
    )


def restore(asked: Namespace, saying: Saying) -> None:
    """Restore beside, check, then take; what was there before is kept aside. By the passphrase or the recovery key."""
    words, key = _passphrase_or_key(asked)
    if key:
        done = backups.restore_with_recovery_key(
            asked.file, asked.to, recovery_key=key, new_passphrase=words, machine=machine()
        )
    else:
        done = backups.restore(asked.file, asked.to, passphrase=words, machine=machine())
    saying.either(
        asked.json,
        {**asdict(done), "made_at": done.made_at.isoformat()},
        lambda: saying.line(
            f"Restored {asked.to} as it was on {done.made_at:%d %B %Y, %H:%M} ({done.people:,} people)"
        ),
    )
    if key and words:
        saying.note("The recovery key opened the backup, and the new passphrase is set.")
    elif key:
        saying.note(
            "The recovery key opened the backup. Its passphrase is still that of the day it was made; "
            f"set a new one with: sfph recover --store {asked.to}"
        )


def _passphrase_or_key(asked: Namespace) -> tuple[str, str]:
    """The passphrase, or the recovery key and (where one is wanted) the passphrase that is to be set with it."""
    named = asked.passphrase_file or os.environ.get("SFPH_PASSPHRASE_FILE")
    if asked.recovery_key_file:
        key = sheets.key_in(asked.recovery_key_file)
        return (passphrase(asked) if named else new_passphrase_or_none()), key
    if named or not sys.stdin.isatty():
        return passphrase(asked), ""
    typed = getpass.getpass("Passphrase (leave it blank to use the recovery key): ")
    if typed:
        return typed, ""
    key = getpass.getpass("Recovery key, all groups: ")
    return new_passphrase_or_none(), key


def new_passphrase_or_none() -> str:
    """A new passphrase typed twice; blank where nobody can be asked, or nothing was typed."""
    if not sys.stdin.isatty():
        return ""
    typed = getpass.getpass("New passphrase (leave it blank to keep the one of the backup's day): ")
    if typed and getpass.getpass("Once more: ") != typed:
        raise UserCanFix(what="The two passphrases differ.", do="Try again. Nothing was changed.")
    return typed


def recover(asked: Namespace, saying: Saying) -> None:
    """A new passphrase by the recovery sheet."""
    if asked.recovery_key_file:
        key = sheets.key_in(asked.recovery_key_file)
    else:
        key = getpass.getpass("Recovery key, all groups: ")
    office = offices.open_with_recovery_key(
        store_path(asked), recovery_key=key, new_passphrase=passphrase(asked, new=True), machine=machine()
    )
    for notice in office.notices:
        saying.note(notice)
    offices.close_office(office, backup=False)
    saying.line("The recovery key opened the store, and the new passphrase is set.")


def confirm_recovery(asked: Namespace, saying: Saying) -> None:
    """Type a group of the recovery key back, which finishes the set-up; or prove a key that stands in a file."""
    key = sheets.key_in(asked.recovery_key_file) if asked.recovery_key_file else ""
    sheets.refuse_without_terminal(key)
    with opened(asked) as office:
        if key:
            offices.confirm_recovery_key(office, key)
            saying.line(sheets.CONFIRMED)
        elif not sheets.ask_back(office, saying):
            raise UserCanFix(
                what="The recovery key is not confirmed.",
                why="No group of it was typed back right.",
                do="Take the sheet that was printed last and try again, or make a new one with: sfph recovery new.",
            )


def new_recovery_sheet(asked: Namespace, saying: Saying) -> None:
    """A new recovery key in place of the old one, on a new sheet; then a part of it typed back."""
    words, sheet = passphrase(asked), new_file(asked.recovery_sheet, ".pdf", "a recovery sheet")
    here = machine()
    office = offices.open_office(store_path(asked), passphrase=words, machine=here)
    try:
        # Drawn once before the key is changed: a folder that cannot be written must not cost the old sheet.
        name = office.info().name
        recovery.recovery_sheet(name, "TRIAL", sheet, made_on=here.clock.today())
        key = offices.new_recovery_key(office, passphrase=words)
        recovery.recovery_sheet(name, key, sheet, made_on=here.clock.today())
        saying.line(f"Recovery sheet: {sheet}. Print it twice; keep it in two buildings. Older sheets open nothing.")
        sheets.finish_set_up(office, asked, saying)
    finally:
        offices.close_office(office, backup=False)


def check(asked: Namespace, saying: Saying) -> int:
    """Everything that can be checked about the file; status 3 when something is wrong."""
    with opened(asked) as office:
        report = backups.check(office)
    saying.either(
        asked.json,
        {**asdict(report), "sound": report.sound},
        lambda: saying.table(("check", "result"), [(item.name, item.result) for item in report.items]),
    )
    return 0 if report.sound else 3
