"""Commands for case studies and the quotes bank: begun by consent, written, told, sent, and found again."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict, replace
from typing import Any

from sfph_desktop.cli.office import machine, opened
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.people import ServiceUserId
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.stories import Quote, Story
from sfph_desktop.core.domain.story_page import StoryPage, UseShown
from sfph_desktop.core.domain.story_rules import USE_WORDS, uses_sentence
from sfph_desktop.core.domain.values import said_day
from sfph_desktop.core.usecases import people, quotes, stories, story_samples
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.story_files import format_of, write_story
from sfph_desktop.core.usecases.story_page import open_story

LISTED = ("story_ref", "kind", "title", "shown_name", "status", "agreement", "last_used", "uses")
PROFILES = ("id", "name", "country", "field", "years", "staff", "turnover", "main_route")
WORDS = ("begin", "list", "show", "set", "write", "uses", "put-away", "take-out", "remove", "samples")
"""What may stand before a reference; a reference alone with --out writes the document."""


def case_study(asked: Namespace, saying: Saying) -> None:
    """Do what the first word says; a reference by itself is written into the file of --out, or shown."""
    said = list(asked.words)
    word = said.pop(0) if said and said[0] in WORDS else ""
    if not word and not asked.enterprise and not said:
        raise UserCanFix(
            what="It is not said whose case study.",
            do=f"Give a person's reference, CS-0001, --enterprise, or one of: {', '.join(WORDS)}.",
        )
    ref, more = (said[0] if said else ""), said[1:]
    if asked.out is not None:
        format_of(asked.out)  # a wrong ending is told before anything is begun
    if word == "samples":
        _samples(ref, asked, saying)
        return
    with opened(asked) as office:
        if word == "list":
            saying.listing(stories.list_stories(office, ref), as_json=asked.json, columns=LISTED)
        elif word == "uses":
            _uses(office, ref, asked, saying)
        elif asked.out is not None:
            _write(office, ref, asked, saying)
        else:
            _one(office, word, ref, more, asked, saying)


def _samples(ref: str, asked: Namespace, saying: Saying) -> None:
    """The worked profiles, which need no store: listed, or one of them shown or written."""
    paths = machine().paths
    if not ref:
        saying.listing(
            story_samples.list_profiles(paths.resources), as_json=asked.json, hide_id=False, columns=PROFILES
        )
        return
    digits = ref.upper().removeprefix("X-")
    number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 4 else 0
    if asked.out is None:
        _tell(story_samples.open_profile(paths, number), asked, saying)
        return
    if asked.out.exists():
        raise UserCanFix(what=f"{asked.out} is there already.", why="It is not replaced.", do="Choose another name.")
    made = story_samples.write_profile(paths, number, asked.out)
    saying.either(asked.json, {"file": str(made), "sample": True}, lambda: saying.line(f"X-{number:02d}: {made}"))


def _write(office: Office, ref: str, asked: Namespace, saying: Saying) -> None:
    """The document; a case study is begun first where there is none, if the person agrees."""
    story = _found(office, ref, asked, begin=True)
    if asked.out.exists():
        raise UserCanFix(what=f"{asked.out} is there already.", why="It is not replaced.", do="Choose another name.")
    story = _told_anew(office, story, asked)
    done = write_story(
        office, story.id, asked.out, for_whom=asked.for_whom, large_print=asked.large_print, progress=saying.progress
    )
    page = open_story(office, story.id)
    for gap in page.gaps:
        saying.note(f"  {gap}")
    told = {"story": story.story_ref, "file": str(done.value), "gaps": list(page.gaps), "sample": page.sample}
    saying.either(asked.json, told, lambda: saying.line(f"{story.story_ref}: {done.value}"))


def _one(office: Office, word: str, ref: str, more: list[str], asked: Namespace, saying: Saying) -> None:
    story = _begun(office, ref, asked) if word == "begin" else _found(office, ref, asked, begin=False)
    if word == "write":
        if not more:
            keys = ", ".join(one.section.key for one in open_story(office, story.id).sections if one.section.asks)
            raise UserCanFix(what="It is not said which section.", do=f"Give one of: {keys}.")
        stories.write_words(office, story.id, more[0], asked.text or "")
    elif word == "remove":
        stories.remove_story(office, story.id)
        saying.either(asked.json, {"removed": story.story_ref}, lambda: saying.line(f"{story.story_ref} is removed."))
        return
    elif word in {"put-away", "take-out"}:
        story = stories.change_story(office, replace(story, status="put_away" if word == "put-away" else "begun")).value
    story = _told_anew(office, story, asked)
    _tell(open_story(office, story.id), asked, saying)


def _begun(office: Office, ref: str, asked: Namespace) -> Story:
    person = None if asked.enterprise or not ref else people.find_person(office, ref)
    if person is None and not asked.enterprise:
        raise UserCanFix(what="It is not said whose story is begun.", do="Give a person's reference, or --enterprise.")
    return stories.begin_story(office, None if person is None else person.id).value


def _found(office: Office, ref: str, asked: Namespace, *, begin: bool) -> Story:
    if not asked.enterprise:
        if begin and not ref.upper().startswith("CS-"):
            person = people.find_person(office, ref)
            own = [one for one in stories.stories_of(office, person.id) if one.status != "put_away"]
            return own[-1] if own else stories.begin_story(office, person.id).value
        return stories.story_named(office, ref)
    own = [one for one in stories.stories_of_enterprise(office) if one.status != "put_away"]
    if own:
        return own[-1]
    if not begin:
        raise UserCanFix(
            what="There is no case study of the enterprise.", do="Write: sfph case-study begin --enterprise."
        )
    return stories.begin_story(office).value


def _told_anew(office: Office, story: Story, asked: Namespace) -> Story:
    """The story with the fields that were given, and the quotes."""
    given: dict[str, Any] = {
        "title": asked.title,
        "shown_name": asked.name,
        "rounding": asked.dates,
        "read_on": asked.read_on,
        "status": "ready" if asked.ready else None,
    }
    kept = {name: value for name, value in given.items() if value is not None}
    if kept:
        story = stories.change_story(office, replace(story, **kept)).value
    if asked.quotes is not None:
        stories.set_quotes(office, story.id, [one for one in asked.quotes if one])
    return story


def _tell(page: StoryPage, asked: Namespace, saying: Saying) -> None:
    document = {
        **asdict(page.story),
        "allowed": page.allowed.yes,
        "agreement": page.allowed.said,
        "sections": [
            {
                "key": one.section.key,
                "title": one.section.title,
                "facts": [asdict(f) for f in one.facts],
                "words": one.words,
            }
            for one in page.sections
        ],
        "quotes": [asdict(one) for one in page.quotes],
        "uses": [_used(one) for one in page.uses],
        "gaps": list(page.gaps),
        "words": page.words,
    }

    def tell() -> None:
        saying.line(f"{page.story.story_ref}  {page.name}")
        saying.line(page.allowed.said)
        for one in page.sections:
            if one.facts or one.words:
                saying.line(f"\n{one.section.title}")
                for line in (
                    *([one.words] if one.words else []),
                    *(f"- {fact.text} {fact.evidence}" for fact in one.facts),
                ):
                    saying.line(line.rstrip())
        for quote in page.quotes:
            saying.line(f"\n“{quote.text}” {quote.said_by}".rstrip())
        saying.line(f"\n{uses_sentence(page.uses)}")
        for gap in page.gaps:
            saying.note(f"  {gap}")

    saying.either(asked.json, document, tell)


def _uses(office: Office, ref: str, asked: Namespace, saying: Saying) -> None:
    """Every document a case study, or everything about a person, went into."""
    if ref.upper().startswith("CS-"):
        found = stories.uses_of_story(office, stories.story_named(office, ref).id)
    else:
        found = stories.uses_of(office, people.find_person(office, ref).id)
    document = {"of": ref, "uses": [_used(one) for one in found]}

    def tell() -> None:
        count = len(found)
        saying.line(f"Used in {count} {'document' if count == 1 else 'documents'}{':' if count else '.'}")
        for one in found:
            saying.line(f"{said_day(one.on)}  {one.story_ref}  {USE_WORDS[one.how]}  {one.where_to}".rstrip())

    saying.either(asked.json, document, tell)


def _used(one: UseShown) -> dict[str, Any]:
    return {"on": one.on, "story": one.story_ref, "how": one.how, "where_to": one.where_to, "title": one.title}


# --- the quotes bank --------------------------------------------------------------------------------------------------


def quote(asked: Namespace, saying: Saying) -> None:
    """Keep a quote, change one, list or remove them."""
    with opened(asked) as office:
        if asked.action == "list":
            saying.listing(quotes.list_quotes(office), as_json=asked.json, hide_id=False)
            return
        if asked.action == "remove":
            quotes.remove_quote(office, asked.id)
            saying.either(asked.json, {"removed": asked.id}, lambda: saying.line(f"Quote {asked.id} is removed."))
            return
        given = {"said_by": asked.by, "said_on": asked.on, "agreed": asked.agreed, "note": asked.note}
        kept: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
        if asked.usable is not None:
            kept["usable"] = asked.usable == "yes"
        if asked.action == "add":
            person = people.find_person(office, asked.person).id if asked.person else None
            who = None if person is None else ServiceUserId(person)
            found = quotes.add_quote(office, Quote(person_id=who, text=asked.text, **kept)).value
        else:
            with office.reading() as connection:
                before = quotes.quote_of(connection, asked.id)
            if asked.text:
                kept["text"] = asked.text
            found = quotes.change_quote(office, replace(before, **kept)).value
    saying.either(asked.json, asdict(found), lambda: saying.line(f"Quote {found.id}: “{found.text}” is kept."))
