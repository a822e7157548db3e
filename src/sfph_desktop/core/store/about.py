"""What a store says of itself: its name and marks, when it was last saved, and the reference packs it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sfph_desktop.core.store.opening import Store

_BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreFacts:
    """What a store says of itself in its settings and its history."""

    name: str
    sample: bool
    created_at: datetime
    recovery_confirmed: bool
    last_saved_at: datetime | None
    people: int


def facts_of(store: Store) -> StoreFacts:
    """Read what a store says of itself; DamagedStore when it cannot be read."""
    kept = settings_of(store)
    with store.reader.connect() as reading:
        saved = reading.exec_driver_sql("SELECT at FROM units ORDER BY id DESC LIMIT 1").scalar()
        people = int(reading.exec_driver_sql("SELECT count(*) FROM people").scalar_one())
    return StoreFacts(
        name=kept.get("name", ""),
        sample=kept.get("sample") == "yes",
        created_at=datetime.fromisoformat(kept["created_at"]) if "created_at" in kept else _BEFORE_ALL,
        recovery_confirmed=kept.get("recovery_confirmed") == "yes",
        last_saved_at=None if saved is None else datetime.fromisoformat(str(saved)),
        people=people,
    )


def settings_of(store: Store) -> dict[str, str]:
    """The office's settings: what changes a result, and what the office is called."""
    with store.reader.connect() as reading:
        found = reading.exec_driver_sql("SELECT key, value FROM settings")
        return {str(key): str(value) for key, value in found}


def packs_of(store: Store) -> tuple[tuple[str, bytes], ...]:
    """The reference packs in the store, in the order in which they were loaded: name and content."""
    with store.reader.connect() as reading:
        found = reading.exec_driver_sql("SELECT name, content FROM packs ORDER BY id")
        return tuple((str(name), bytes(content)) for name, content in found)


def own_instruments_of(store: Store) -> tuple[tuple[str, bool], ...]:
    """The newest edition of every questionnaire the office made: its definition, and whether it is put away."""
    with store.reader.connect() as reading:
        found = reading.exec_driver_sql(
            "SELECT definition, retired_on IS NOT NULL FROM own_instruments AS o"
            " WHERE version = (SELECT max(version) FROM own_instruments WHERE instrument = o.instrument) ORDER BY id"
        )
        return tuple((str(definition), bool(retired)) for definition, retired in found)


def wordings_of(store: Store) -> dict[str, str]:
    """By instrument: the wording the office typed for its own use."""
    with store.reader.connect() as reading:
        return {
            str(name): str(texts) for name, texts in reading.exec_driver_sql("SELECT instrument, texts FROM wordings")
        }
