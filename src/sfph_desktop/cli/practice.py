"""Commands for what comes back from the network, and for good practice on its way there and back."""

from __future__ import annotations

import argparse
from argparse import Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sfph_desktop.cli.office import opened
from sfph_desktop.cli.parsing import Parsers, command
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.desks import PracticeCardKept
from sfph_desktop.core.usecases import benchmarks, good_practice
from sfph_desktop.core.usecases.network_role import is_desk
from sfph_desktop.core.usecases.stories import story_named


def add(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    """Add them to the other commands."""
    parser = commands.add_parser("benchmark", help="you and the network: take a pack in, show what it says")
    ways = parser.add_subparsers(required=True, metavar="add|show", dest="action")
    one = command(ways, shared, "add", add_pack, "check a pack of the network's desk and take it in", json=True)
    one.add_argument("file", type=Path, metavar="FILE")
    command(ways, shared, "show", show, "the newest pack: your figures among the others'", json=True)
    _practice(commands, shared)


def _practice(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("practice", help="the network's examples of good practice")
    ways = parser.add_subparsers(required=True, metavar="list|offer|recall|take|add|change|withdraw", dest="action")
    one = command(ways, shared, "list", listed, "the examples: at a member those of the newest pack", json=True)
    one.add_argument("--theme", default="", metavar="ID")
    one.add_argument("words", nargs="*", metavar="WORD", help="only those with these words")
    one = command(ways, shared, "offer", offer, "a case study, in a few words, as a file for the desk", json=True)
    one.add_argument("story", metavar="STORY", help="its reference")
    one.add_argument("--words", required=True, help="what was done and what came of it, in up to 1,500 characters")
    one.add_argument("--learned", default="", help="what others could learn from it")
    one.add_argument(
        "--theme", action="append", default=[], metavar="ID", help="what it helps with; may be given again"
    )
    one.add_argument("--unnamed", action="store_true", help="do not say whose it is")
    one.add_argument("--out", type=Path, required=True, metavar="FILE")
    one = command(ways, shared, "recall", recall, "ask the desk to withdraw one, as a file for it", json=True)
    one.add_argument("story", metavar="STORY")
    one.add_argument("--out", type=Path, required=True, metavar="FILE")
    one = command(ways, shared, "take", take, "at the desk: take a member's file in", json=True)
    one.add_argument("file", type=Path, metavar="FILE")
    one = command(ways, shared, "add", add_card, "at the desk: add an example", json=True)
    one.add_argument("title", metavar="TITLE")
    one.add_argument("--words", required=True)
    one.add_argument("--learned", default="")
    one.add_argument("--member", default="", help="whose it is; blank: not said")
    one.add_argument("--theme", action="append", default=[], metavar="ID")
    one.add_argument("--agreed", required=True, help="who agreed, and when; or that it tells of nobody")
    one = command(ways, shared, "change", change, "at the desk: change an example in the library", json=True)
    one.add_argument("ref", metavar="REF")
    for name in ("title", "words", "learned", "member", "agreed"):
        one.add_argument(f"--{name}")
    one.add_argument("--theme", action="append", metavar="ID", help="in place of those it had; may be given again")
    one = command(ways, shared, "withdraw", withdraw, "at the desk: take an example out of the library", json=True)
    one.add_argument("ref", metavar="REF")


def add_pack(asked: Namespace, saying: Saying) -> None:
    """Take a pack in."""
    with opened(asked) as office:
        done = benchmarks.take_pack(office, asked.file)
    page = done.value
    document = {
        "quarter": page.taken.quarter,
        "sequence": page.taken.sequence,
        "benchmarks": len(page.pack.benchmarks),
        "cards": len(page.pack.cards),
    }
    saying.either(asked.json, document, lambda: saying.line(f"{done.why}."))


def show(asked: Namespace, saying: Saying) -> None:
    """The newest pack."""
    with opened(asked) as office:
        found, page = benchmarks.list_benchmarks(office), benchmarks.benchmark_page(office)
    if asked.json:
        saying.listing(found, as_json=True, hide_id=True)
        return
    if page is None:
        saying.line("No pack of the network has come yet.")
        return
    saying.line(f"{page.pack.network}, {page.pack.quarter.words}")
    for one in page.lines:
        saying.line(benchmarks.said(one))


def listed(asked: Namespace, saying: Saying) -> None:
    """The examples there are."""
    text = " ".join(asked.words)
    with opened(asked) as office:
        if is_desk(office):
            saying.listing(good_practice.list_cards(office, text), as_json=asked.json, hide_id=True)
            return
        found = benchmarks.cards(office, text, asked.theme)

    def tell() -> None:
        for one in found:
            saying.line(f"{one.ref}  {one.title}" + (f" ({one.member})" if one.member else ""))
            saying.line(f"     {one.words}")
            if one.learned:
                saying.line(f"     Learned: {one.learned}")
        if not found:
            asked_for = text or asked.theme
            saying.line("There is no such example." if asked_for else "No example of the network has come yet.")
            saying.note("They come with the network's pack: sfph benchmark add FILE")

    saying.either(asked.json, {"practice": benchmarks.cards_document(found)}, tell)


def offer(asked: Namespace, saying: Saying) -> None:
    """Write a case study as an example for the desk."""
    with opened(asked) as office:
        story = story_named(office, asked.story)
        done = good_practice.offer_story(
            office,
            int(story.id),
            asked.out,
            words=asked.words,
            learned=asked.learned,
            about=tuple(asked.theme),
            named=not asked.unnamed,
        )
    _written(asked, saying, done.why)


def recall(asked: Namespace, saying: Saying) -> None:
    """Write the wish that one be withdrawn."""
    with opened(asked) as office:
        done = good_practice.withdraw_story(office, int(story_named(office, asked.story).id), asked.out)
    _written(asked, saying, done.why)


def take(asked: Namespace, saying: Saying) -> None:
    """Take a member's file in."""
    with opened(asked) as office:
        done = good_practice.take_offer(office, asked.file)
    _kept(asked, saying, done.value, done.why)


def add_card(asked: Namespace, saying: Saying) -> None:
    """Add an example at the desk."""
    with opened(asked) as office:
        card = PracticeCardKept(
            ref="",
            title=asked.title,
            member=asked.member,
            themes=" ".join(asked.theme),
            words=asked.words,
            learned=asked.learned,
            agreed=asked.agreed,
            published_on=office.clock.today(),
        )
        done = good_practice.add_card(office, card)
    _kept(asked, saying, done.value, done.why)


def change(asked: Namespace, saying: Saying) -> None:
    """Change an example in the library."""
    facts = {name: getattr(asked, name) for name in ("title", "words", "learned", "member", "agreed")}
    facts["themes"] = None if asked.theme is None else " ".join(asked.theme)
    with opened(asked) as office:
        done = good_practice.change_card(
            office, asked.ref, {name: text for name, text in facts.items() if text is not None}
        )
    _kept(asked, saying, done.value, done.why)


def withdraw(asked: Namespace, saying: Saying) -> None:
    """Take an example out of the library."""
    with opened(asked) as office:
        done = good_practice.withdraw_card(office, asked.ref)
    _kept(asked, saying, done.value, done.why)


def _written(asked: Namespace, saying: Saying, why: str) -> None:
    saying.either(asked.json, {"file": str(asked.out)}, lambda: saying.line(f"{why}: {asked.out}"))


def _kept(asked: Namespace, saying: Saying, card: PracticeCardKept, why: str) -> None:
    document: dict[str, Any] = asdict(card)
    saying.either(asked.json, document, lambda: saying.line(f"{card.ref}  {why}"))
