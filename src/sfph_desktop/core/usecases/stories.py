"""Case studies: begun only with the person's agreement, written, and every use of one kept.

Whatever is written about a person or leaves with them in it asks for their consent in the same unit of work. What
ends a story, or takes something out of it, never needs it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.core.domain.partner_rules import next_numbered
from sfph_desktop.core.domain.people import ServiceUserId
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.stories import USES, Quote, QuoteId, Story, StoryId, StoryQuote, StoryUse, StoryWords
from sfph_desktop.core.domain.story_page import Allowed, UseShown, uses_told
from sfph_desktop.core.domain.story_rules import story_problems, words_problems
from sfph_desktop.core.domain.values import said_day
from sfph_desktop.core.usecases.consents import require_consent
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.person import person_of
from sfph_desktop.core.usecases.refusals import gone, problem, refuse
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection, Unit

LIST_COLUMNS = ("id", "story_ref", "kind", "title", "shown_name", "status", "agreement", "last_used", "uses", "about")
_FIRST_REF = "CS-0000"


# --- found ------------------------------------------------------------------------------------------------------------


def list_stories(office: Office, text: str = "") -> Listing:
    """Every case study, those put away last; with `text`, those in whose words, names or reference it occurs.

    `agreement` says until when it may be printed, or that it may not. `about` is how the office calls the person, for
    whoever works here; it is never printed.
    """
    from sfph_desktop.core.domain.names import folded
    from sfph_desktop.core.store.queries import stories as queries

    with office.reading() as connection:
        found = queries.stories(connection)
        names = queries.names_by_id(connection, [int(str(row[7])) for row in found if row[7] is not None])
        rows = tuple(_listed(office, connection, row, names) for row in found)
    wanted = folded(text).split()
    shown = tuple(row for row in rows if all(one in folded(" ".join(map(str, row[1:]))) for one in wanted))
    return Listing(kind="case studies", columns=LIST_COLUMNS, rows=shown)


def _listed(office: Office, connection: Connection, row: tuple[Cell, ...], names: dict[int, str]) -> tuple[Cell, ...]:
    story = story_of(connection, int(str(row[0])))
    allowed = allowed_now(office, connection, story)
    until = f"until {said_day(allowed.until)}" if allowed.until else "may be printed"
    about = names.get(int(str(row[7])), "") if row[7] is not None else ""
    return (*row[:6], until if allowed.yes else "may not be printed", row[8], row[9], about)


def story_of(connection: Connection, story_id: int) -> Story:
    """The case study with this id; raises UserCanFix when it is not in the store any more."""
    from sfph_desktop.core.store.queries.values import value

    story: Story | None = value(connection, "stories", story_id)
    if story is None:
        raise gone("This case study")
    return story


def story_named(office: Office, ref: str) -> Story:
    """The case study with this reference, else the one that stands of the person with it; UserCanFix with neither."""
    from sfph_desktop.core.store.queries.values import values_of
    from sfph_desktop.core.usecases.people import find_person

    wanted = ref.strip().casefold()
    with office.reading() as connection:
        every: tuple[Story, ...] = values_of(connection, "stories")
    found = [one for one in every if one.story_ref.casefold() == wanted]
    if not found:
        person = find_person(office, ref)
        found = [one for one in every if one.person_id == person.id and one.status != "put_away"][-1:]
    if not found:
        raise UserCanFix(
            what=f"There is no case study '{ref}'.", do=f"Begin one with: sfph case-study begin {ref.strip()}."
        )
    return found[0]


def allowed_now(office: Office, connection: Connection, story: Story) -> Allowed:
    """Whether a story may be printed today: everybody in it agrees, and it is not put away."""
    try:
        consents = _require(office, connection, story)
    except UserCanFix as refusal:
        ask = refusal.do.removesuffix(" Nothing was done.")  # nobody has asked for anything yet
        return Allowed(yes=False, said=" ".join(part for part in (refusal.what, refusal.why, ask) if part))
    if not consents:
        return Allowed(yes=True, said="It tells of nobody by name.")
    until = min((one for one in consents.values() if one), default=None)
    told = f" until {said_day(until)}" if until else ""
    return Allowed(yes=True, said=f"Everybody in it agrees{told}.", until=until)


def concerned(connection: Connection, story: Story) -> tuple[int, ...]:
    """The ids of everybody a story tells of or quotes, each once, its own person first."""
    from sfph_desktop.core.store.queries.stories import quotes_in

    own = [] if story.person_id is None else [int(story.person_id)]
    quoted = [int(one.person_id) for one in quotes_in(connection, story.id) if one.person_id is not None]
    return tuple(dict.fromkeys([*own, *quoted]))


def _require(office: Office, connection: Connection, story: Story) -> dict[int, date | None]:
    """By person, until when they agree. Raises UserCanFix when anything in the story may not be printed today."""
    from sfph_desktop.core.store.queries.stories import quotes_in

    if story.status == "put_away":
        raise UserCanFix(what="This case study is put away.", do="Take it out again first, if it may still be used.")
    for quote in quotes_in(connection, story.id):
        if not quote.usable:
            raise UserCanFix(
                what=f"The quote “{_short(quote.text)}” may not be printed.",
                why="Whoever said it has not agreed to that, or has taken it back.",
                do="Take it out of the case study. Nothing was printed.",
            )
    return {one: require_consent(office, one, "story", connection).expires_on for one in concerned(connection, story)}


def require_allowed(office: Office, connection: Connection, story: Story) -> None:
    """Raise UserCanFix when a story may not leave the office today; ask in the unit of work in which it leaves."""
    _require(office, connection, story)


# --- begun and written ------------------------------------------------------------------------------------------------


def begin_story(office: Office, person_id: int | None = None, *, title: str = "", shown_name: str = "") -> Done[Story]:
    """Begin a case study of a person, or of the enterprise without one.

    Raises UserCanFix, with nothing begun, when the person has not agreed that their story is told.
    """
    from sfph_desktop.core.store.queries.refs import id_of
    from sfph_desktop.core.store.queries.stories import last_ref

    with office.writing("Began a case study") as unit:
        connection = unit.connection
        if person_id is not None:
            require_consent(office, person_id, "story", connection)
        before = last_ref(connection) or _FIRST_REF
        story = Story(
            story_ref=next_numbered(before, lambda ref: id_of(connection, "stories", ref) is not None),
            kind="enterprise" if person_id is None else "person",
            person_id=None if person_id is None else ServiceUserId(person_id),
            title=title.strip(),
            shown_name=shown_name.strip(),
            begun_on=office.clock.today(),
        )
        refuse(story_problems(story, office.clock.today()))
        story = replace(story, id=StoryId(unit.add("stories", story)))
        unit.why = f"Began the case study {story.story_ref}"
    return saved(unit, story, f"Began {story.story_ref}")


def change_story(office: Office, story: Story) -> Done[Story]:
    """Keep a story's own fields as given. Whose it is stays.

    Raises UserCanFix as `begin_story`; to put one away needs nobody's agreement.
    """
    story = replace(story, title=" ".join(story.title.split()), shown_name=" ".join(story.shown_name.split()))
    with office.writing(f"Changed the case study {story.story_ref}") as unit:
        before = story_of(unit.connection, story.id)
        story = replace(story, kind=before.kind, person_id=before.person_id, begun_on=before.begun_on)
        if replace(story, status="put_away") != replace(before, status="put_away") or story.status != "put_away":
            _may_write(office, unit.connection, story)
        refuse(story_problems(story, office.clock.today()))
        unit.change("stories", story)
    return saved(unit, story, f"Changed {story.story_ref}")


def write_words(office: Office, story_id: int, section: str, text: str) -> Done[Story]:
    """Keep what somebody wrote for one section, in place of what stood there; blank takes it out.

    Raises UserCanFix, with nothing changed, when the person does not agree (any more), or the text is too long.
    """
    from sfph_desktop.core.store.queries.stories import story_words

    text = text.strip()
    with office.writing("Wrote a case study") as unit:
        story = story_of(unit.connection, story_id)
        refuse(words_problems(story, section, text))
        there = next((one for one in story_words(unit.connection, story_id) if one.section == section), None)
        if text:
            _may_write(office, unit.connection, story)
        if there is not None and text:
            unit.change("story_words", replace(there, text=text))
        elif there is not None:
            unit.remove("story_words", there.id)
        elif text:
            unit.add("story_words", StoryWords(story_id=story.id, section=section, text=text))
        unit.why = f"Wrote the case study {story.story_ref}"
    return saved(unit, story, f"Kept your words in {story.story_ref}")


def set_quotes(office: Office, story_id: int, quote_ids: Sequence[int]) -> Done[Story]:
    """Set these quotes into a story, in this order, in place of those there.

    Raises UserCanFix, with nothing changed, when one may not be used: those who said it have to agree.
    """
    from sfph_desktop.core.store.queries.stories import story_quotes

    with office.writing("Chose the quotes of a case study") as unit:
        story = story_of(unit.connection, story_id)
        there = {int(one.quote_id): one for one in story_quotes(unit.connection, story_id)}
        wanted = list(dict.fromkeys(quote_ids))
        unit.remove_many("story_quotes", [one.id for number, one in there.items() if number not in wanted])
        for place, number in enumerate(wanted):
            if number in there:
                unit.change("story_quotes", replace(there[number], position=place))
            else:
                _may_write(office, unit.connection, story)
                _may_quote(office, unit.connection, number)
                unit.add("story_quotes", StoryQuote(story_id=story.id, quote_id=QuoteId(number), position=place))
        unit.why = f"Chose the quotes of the case study {story.story_ref}"
    return saved(unit, story, f"Chose the quotes of {story.story_ref}")


def remove_story(office: Office, story_id: int) -> Done[Story]:
    """Remove a story that never left the office; one that did is put away instead, and UserCanFix says so."""
    from sfph_desktop.core.store.queries.stories import uses_of_story

    with office.writing("Removed a case study") as unit:
        story = story_of(unit.connection, story_id)
        if uses_of_story(unit.connection, story_id):
            raise UserCanFix(
                what=f"{story.story_ref} has left the office, so it is not removed.",
                why="The list of where it went would go with it.",
                do="Put it away instead: then it is never printed again.",
            )
        unit.remove("stories", story_id)
        unit.why = f"Removed the case study {story.story_ref}"
    return saved(unit, story, f"Removed {story.story_ref}")


def _may_write(office: Office, connection: Connection, story: Story) -> None:
    if story.person_id is not None:
        require_consent(office, int(story.person_id), "story", connection)


def _may_quote(office: Office, connection: Connection, quote_id: int) -> None:
    from sfph_desktop.core.store.queries.values import value

    quote: Quote | None = value(connection, "quotes", quote_id)
    if quote is None:
        raise gone("This quote")
    if not quote.usable:
        told = f"The quote “{_short(quote.text)}” may not be printed."
        refuse((problem("usable", "no", told, "a quote whose speaker agreed that it is printed"),))
    if quote.person_id is not None:
        require_consent(office, int(quote.person_id), "story", connection)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


# --- used -------------------------------------------------------------------------------------------------------------


def record_use(unit: Unit, office: Office, story: Story, how: str, where_to: str) -> None:
    """Note in an open unit of work that a story leaves, once for everybody in it.

    Raises UserCanFix when it may not leave: then the unit, and with it whatever was to leave, comes to nothing.
    """
    if how not in USES:
        raise UserCanFix(what=f"'{how}' is no way a case study leaves.", do=f"Choose one of: {', '.join(USES)}.")
    require_allowed(office, unit.connection, story)
    use = StoryUse(
        story_id=story.id,
        used_on=office.clock.today(),
        used_at=office.clock.now().isoformat(timespec="seconds"),
        how=how,
        where_to=where_to.strip(),
        title=story.title or story.story_ref,
    )
    for one in concerned(unit.connection, story) or (None,):
        unit.add("story_uses", replace(use, person_id=None if one is None else ServiceUserId(one)))


@contextmanager
def leaving(office: Office, why: str, story_ids: Sequence[int], how: str, where_to: str, out: Path) -> Iterator[Unit]:
    """A unit of work in which the file `out` is written with these stories in it, each noted as a use.

    Raises UserCanFix as `record_use`. When that or the writing fails nothing is noted, and a new file is gone again.
    """
    new = not out.exists()
    try:
        with office.writing(why) as unit:
            for number in story_ids:
                record_use(unit, office, story_of(unit.connection, number), how, where_to)
            yield unit
    except BaseException:
        if new:
            with suppress(OSError):
                out.unlink(missing_ok=True)
        raise


def use_story(office: Office, story_id: int, how: str, where_to: str) -> Done[Story]:
    """Note that a story was put into another document (`where_to`), or printed. Raises UserCanFix as `record_use`.

    It cannot be undone: paper that has left is not called back.
    """
    with office.writing("Used a case study") as unit:
        story = story_of(unit.connection, story_id)
        record_use(unit, office, story, how, where_to)
        unit.why = f"Used the case study {story.story_ref}"
    return Done(value=story, changed=frozenset(unit.changed), why=f"Noted where {story.story_ref} went")


def uses_of(office: Office, person_id: int) -> tuple[UseShown, ...]:
    """Every document a person is in, the latest first: their own story's, and others that quote them."""
    from sfph_desktop.core.store.queries.stories import story_refs, uses_of_person

    with office.reading() as connection:
        person_of(connection, person_id)
        return uses_told(uses_of_person(connection, person_id), story_refs(connection))


def uses_of_story(office: Office, story_id: int) -> tuple[UseShown, ...]:
    """Every use of one story, the latest first."""
    from sfph_desktop.core.store.queries import stories as queries

    with office.reading() as connection:
        return uses_told(queries.uses_of_story(connection, story_id), queries.story_refs(connection))


def stories_of(office: Office, person_id: int) -> tuple[Story, ...]:
    """A person's own stories, the earliest first."""
    from sfph_desktop.core.store.queries.values import values_about

    with office.reading() as connection:
        found: tuple[Story, ...] = values_about(connection, "stories", person_id)
    return found


def stories_of_enterprise(office: Office) -> tuple[Story, ...]:
    """The enterprise's own stories, the earliest first."""
    from sfph_desktop.core.store.queries.values import values_of

    with office.reading() as connection:
        found: tuple[Story, ...] = values_of(connection, "stories")
    return tuple(one for one in found if one.kind == "enterprise")
