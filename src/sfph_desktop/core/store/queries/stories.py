"""Case studies: the list, what belongs to one, and every use of one or of what one person is in."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from sfph_desktop.core.domain.office_facts import Cell
from sfph_desktop.core.domain.stories import Quote, StoryQuote, StoryUse, StoryWords
from sfph_desktop.core.domain.values import from_day
from sfph_desktop.core.store.queries.values import values_by_id

STORY_COLUMNS = (
    "id",
    "story_ref",
    "kind",
    "title",
    "shown_name",
    "status",
    "begun_on",
    "person_id",
    "last_used",
    "uses",
)


def stories(connection: Connection) -> tuple[tuple[Cell, ...], ...]:
    """Every case study, the latest begun first, with the day it was last used and how many times."""
    rows = connection.exec_driver_sql(
        "SELECT s.id, s.story_ref, s.kind, s.title, s.shown_name, s.status, s.begun_on, s.person_id,"
        " (SELECT max(used_on) FROM story_uses AS u WHERE u.story_id = s.id),"
        " (SELECT count(*) FROM (SELECT DISTINCT used_at, how, where_to FROM story_uses AS u WHERE u.story_id = s.id))"
        " FROM stories AS s ORDER BY s.status = 'put_away', s.begun_on DESC, s.id DESC"
    )
    return tuple(
        (*row[:6], from_day(row[6]), row[7], None if row[8] is None else from_day(row[8]), row[9]) for row in rows
    )


def last_ref(connection: Connection) -> str:
    """The reference of the case study that was begun last; blank while there is none."""
    return str(connection.exec_driver_sql("SELECT story_ref FROM stories ORDER BY id DESC LIMIT 1").scalar() or "")


def story_words(connection: Connection, story_id: int) -> tuple[StoryWords, ...]:
    """What was written for each section of one."""
    return _belonging(connection, "story_words", "story_id", story_id)


def story_quotes(connection: Connection, story_id: int) -> tuple[StoryQuote, ...]:
    """Which quotes are set into one, in their order."""
    found: tuple[StoryQuote, ...] = _belonging(connection, "story_quotes", "story_id", story_id)
    return tuple(sorted(found, key=lambda one: (one.position, one.id)))


def quotes_in(connection: Connection, story_id: int) -> tuple[Quote, ...]:
    """The quotes set into one, in their order."""
    ids = [int(one.quote_id) for one in story_quotes(connection, story_id)]
    found = {int(one.id): one for one in values_by_id(connection, "quotes", ids)}
    return tuple(found[one] for one in ids if one in found)


def uses_of_story(connection: Connection, story_id: int) -> tuple[StoryUse, ...]:
    """Every use of one."""
    return _belonging(connection, "story_uses", "story_id", story_id)


def uses_of_person(connection: Connection, person_id: int) -> tuple[StoryUse, ...]:
    """Every use of whatever tells of one person: their own story, and others that quote them."""
    return _belonging(connection, "story_uses", "person_id", person_id)


def stories_about(connection: Connection, person_id: int) -> tuple[int, ...]:
    """The ids of a person's own stories."""
    return _ids(connection, "stories", "person_id", person_id)


def story_refs(connection: Connection) -> dict[int, str]:
    """The reference of every case study by its id."""
    rows = connection.exec_driver_sql("SELECT id, story_ref FROM stories")
    return {int(number): str(ref) for number, ref in rows}


def names_by_id(connection: Connection, ids: list[int]) -> dict[int, str]:
    """How people are called in the office, by id."""
    found = values_by_id(connection, "people", ids)
    return {int(one.id): str(one.display_name) for one in found}


def _belonging(connection: Connection, kind: str, column: str, owner: int) -> tuple[Any, ...]:
    return values_by_id(connection, kind, _ids(connection, kind, column, owner))


def _ids(connection: Connection, kind: str, column: str, owner: int) -> tuple[int, ...]:
    rows = connection.exec_driver_sql(f"SELECT id FROM {kind} WHERE {column} = ? ORDER BY id", (owner,))
    return tuple(int(row[0]) for row in rows)
