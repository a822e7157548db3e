"""The command for the folder that is looked into for the network's files."""

from __future__ import annotations

import argparse
from argparse import Namespace
from pathlib import Path

from sfph_desktop.cli.counting import counted
from sfph_desktop.cli.office import opened
from sfph_desktop.cli.parsing import Parsers, command
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases import folder_fates, network_folder
from sfph_desktop.core.usecases.network_folder import Watching
from sfph_desktop.core.usecases.office import Office

_FATES = {"taken": "taken in", "already": "here before", "refused": "refused", "unread": "could not be read",
          "new": "waits to be taken in"}  # fmt: skip


def add(ways: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    """Add it to the other commands of a network."""
    text = (
        "look into a folder for the network's files: at the desk returns come in while its window is open; a member is "
        "told of packs and definitions. Without words: which folder it is, and what came of it"
    )
    one = command(ways, shared, "watch", watch, text, json=True)
    one.add_argument("folder", type=Path, nargs="?", metavar="DIR", help="a shared folder, or one that syncs")
    how = one.add_mutually_exclusive_group()
    how.add_argument("--once", action="store_true", help="look now, and tell what came; status 1 where one was refused")
    how.add_argument("--off", action="store_true", help="look into none any more")


def watch(asked: Namespace, saying: Saying) -> None:
    """Name the folder, look into it now, or tell of it."""
    if asked.off and asked.folder is not None:
        raise UserCanFix(what="--off names no folder.", do="Give --off alone, or the folder without it.")
    with opened(asked) as office:
        if asked.off:
            off = network_folder.watch_no_more(office)
            saying.either(asked.json, {"folder": "", "was": off.value}, lambda: saying.line(f"{off.why}."))
            return
        if asked.folder is not None:
            saying.note(f"{network_folder.watch_folder(office, asked.folder).why}.")
        if asked.once:
            _once(asked, saying, office)
            return
        _tell(asked, saying, network_folder.watching(office))


def _once(asked: Namespace, saying: Saying, office: Office) -> None:
    done = folder_fates.look_now(office)
    found = done.value
    rows = [{"file": one.name, "fate": one.fate, "why": one.why, "number": one.number} for one in found.told]
    at = network_folder.watching(office)
    document = {
        "folder": at.folder,
        "files": rows,
        "still_being_written": found.unsettled,
        "folders_inside": found.look.folders,
        "more_than_is_looked_at": found.look.more,
    }

    def tell() -> None:
        for one in found.told:
            saying.line(f"{one.name}: {_FATES[one.fate]}{'. ' if one.fate == 'refused' else ': '}{one.why}")
        saying.line(f"{done.why[:1].upper()}{done.why[1:]}.")
        if found.unsettled:
            saying.note(f"{counted(found.unsettled, 'files')} still being written: look again.")
        if found.look.folders:
            saying.note("Folders inside it are not looked into.")
        if found.look.more:
            saying.note("More lies in it than is looked at: move old files away.")
        if any(one.fate == "new" for one in found.told):
            saying.note("Take them in with: sfph network join FILE, sfph benchmark add FILE")

    saying.either(asked.json, document, tell)
    refused = [one for one in found.told if one.fate in {"refused", "unread"}]
    if refused:
        raise UserCanFix(
            what=f"{len(refused)} of {len(rows)} files were refused.",
            why="; ".join(f"{one.name}: {one.why}" for one in refused[:3]),
            do="What is right was taken in. A file that was refused is told once.",
        )


def _tell(asked: Namespace, saying: Saying, at: Watching) -> None:
    files = [one for one in at.known.values() if one.fate != "others"]
    document = {
        "folder": at.folder,
        "files": [{"file": one.name, "fate": one.fate, "why": one.why, "number": one.number} for one in files],
    }

    def tell() -> None:
        if not at.folder:
            saying.line("No folder is looked into. Name one with: sfph network watch DIR")
            return
        saying.line(f"{at.shown} is looked into: {folder_fates.words_of(tuple(files))}.")
        for one in files:
            if one.fate not in {"taken", "already"}:
                saying.line(f"{one.name}: {_FATES[one.fate]}. {one.why}")

    saying.either(asked.json, document, tell)
