"""Finding people as one types: by the beginnings of words, then by what stands for a name and what sounds like it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection
from sqlcipher3 import dbapi2 as cipher

from sfph_desktop.core.domain.names import FOLDED, folded, irish_bare, name_words, sound_keys, sounding_words
from sfph_desktop.core.domain.office_facts import Cell
from sfph_desktop.core.domain.values import from_day
from sfph_desktop.core.store.queries.people import DISPLAY_NAME
from sfph_desktop.core.store.search_index import SOUND

Row = tuple[Cell, ...]
Nicknames = Mapping[str, Sequence[str]]

FOUND_COLUMNS = ("id", "name", "person_ref", "date_of_birth", "postcode", "how")
"""`how` is blank where what was typed stands in the record as it is now; otherwise it says why somebody was found."""

_FOLD = str.maketrans(FOLDED)
_FOUND = (
    f"SELECT p.family_name, p.id, {DISPLAY_NAME}, p.person_ref, p.date_of_birth, p.postcode,"
    " p.given_name || ' ' || p.family_name || ' ' || p.known_as || ' ' || p.person_ref || ' ' || p.postcode"
    " || ' ' || replace(p.postcode, ' ', ''), o.person_ref FROM people_search AS s"
    # Whoever is joined to another record is found as that one.
    " JOIN people AS o ON o.id = s.rowid LEFT JOIN joins AS j ON j.other_id = s.rowid"
    " JOIN people AS p ON p.id = coalesce(j.person_id, s.rowid)"
    # The limit is written out, because a bound one costs the index half as much again.
    " WHERE people_search MATCH ? LIMIT {limit}"
)


def search(connection: Connection, text: str, limit: int = 50, nicknames: Nicknames | None = None) -> tuple[Row, ...]:
    """People found for what is typed, as `FOUND_COLUMNS`; at most `limit`.

    First, by family name, those whose names (former ones too), reference or postcode have words beginning as typed:
    every word typed must be found; accents and capitals do not matter. Then, where there is room, those found when a
    nickname or a name that sounds alike counts as well. Of more than `limit` any may be shown: typing on narrows them
    down. A whole reference comes before all, whatever zeros it is written with. Nothing typed finds nobody.
    """
    wanted = match(text)
    if not wanted:
        return ()
    words = [folded(word) for word in text.split()]
    rows = _told(_asked(connection, whole, limit), lambda _found: "") if (whole := match_reference(text)) else []
    known = {row[0] for row in rows}
    begun = _told(_asked(connection, wanted, limit), lambda found: _as_typed(words, found))
    rows += [row for row in begun if row[0] not in known][: limit - len(rows)]
    if len(rows) < limit and (wider := match_alike(text, nicknames or {})):
        known = {row[0] for row in rows}
        alike = _told(_asked(connection, wider, limit), lambda found: _alike(words, found, nicknames or {}))
        rows += [row for row in alike if row[0] not in known][: limit - len(rows)]
    return tuple(rows)


def match(text: str) -> str:
    """What is typed as an FTS5 query; blank when nothing of it can be looked for.

    Each word is quoted, so that no character in it has a meaning, and taken as the beginning of a word.
    """
    return " AND ".join(_begins(word) for word in _typed(text))


def match_reference(text: str) -> str:
    """One word that may be a whole reference as a query: P-1, p1 and P-01 are P-0001. Blank when it is none."""
    found = _WHOLE.match(folded(text.strip()))
    if found is None:
        return ""
    number = found[2].lstrip("0") or "0"
    written = (f"{found[1]} {number.zfill(digits)}" for digits in range(len(number), _MOST_DIGITS + 1))
    return " OR ".join(map(_quoted, written))


def match_alike(text: str, nicknames: Nicknames) -> str:
    """The same query, where a name that stands for a word or sounds like it will do too; blank when that adds none."""
    groups, wider = [], False
    bare = irish_bare(text)
    for word in sounding_words(text) if any(map(str.isalpha, text)) else ():
        spoken = (word, bare[word]) if word in bare else (word,)
        others = [_quoted(other) for one in spoken for other in nicknames.get(one, ())]
        sounds = [_quoted(SOUND + key) for one in spoken for key in sound_keys(one)]
        wider = wider or bool(others or sounds)
        groups.append(f"({' OR '.join((f'{_quoted(word)}*', *others, *sounds))})")
    groups += [f"({_quoted(word)}*)" for word in _typed(text) if not name_words(word)]
    return " AND ".join(groups) if wider else ""


def _typed(text: str) -> list[str]:
    words = text.translate(_FOLD).replace("\0", " ").replace(SOUND, " ").split()
    return [word for word in words if any(map(str.isalnum, word))]


_REFERENCE = re.compile(r"([^\W\d_]+)(\d+)$")
_WHOLE, _MOST_DIGITS = re.compile(r"([^\W\d_]+)-?(\d{1,6})$"), 6


def _begins(word: str) -> str:
    """Whatever begins with a word. A reference is found without its hyphen: lk003 is LK-003."""
    apart = _REFERENCE.match(word)
    alone = f"{_quoted(word)}*"
    return f"({alone} OR {_quoted(f'{apart[1]} {apart[2]}')}*)" if apart else alone


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _asked(connection: Connection, wanted: str, limit: int) -> list[tuple[Any, ...]]:
    sql = _FOUND.format(limit=int(limit))
    try:  # For every key pressed: the driver's own cursor takes three quarters of the time of SQLAlchemy's.
        found: list[tuple[Any, ...]] = connection.connection.cursor().execute(sql, (wanted,)).fetchall()
    except cipher.Error:  # asked again in the usual way, which tells what is wrong in plain words
        found = [tuple(row) for row in connection.exec_driver_sql(sql, (wanted,))]
    found.sort(key=lambda row: (row[0].casefold(), row[2].casefold(), row[1]))
    return found


def _told(found: list[tuple[Any, ...]], why: Callable[[str], str]) -> list[Row]:
    """Each person once, with why they were found."""
    rows: dict[int, Row] = {}
    for _, number, name, ref, born, postcode, says, found_ref in found:
        how = f"joined with {found_ref}" if found_ref != ref else why(says)
        rows.setdefault(number, (number, name, ref, None if born is None else from_day(born), postcode, how))
    return list(rows.values())


def _as_typed(words: list[str], says: str) -> str:
    """Blank when every word typed begins a word of what the record says now."""
    said = folded(says)
    here = (f" {said}", said.replace("'", " ").replace("-", " "), said.replace("-", ""))
    if all(any(f" {word}" in f" {one}" for one in here) for word in words):
        return ""
    return "another name"


def _alike(words: list[str], says: str, nicknames: Nicknames) -> str:
    """The nickname that was found, or that it sounds alike."""
    said = set(name_words(says))
    for word in words:
        for other in nicknames.get(word, ()):
            if other in said:
                return f"{other.capitalize()} for {word.capitalize()}"
    return "sounds alike"
