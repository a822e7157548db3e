"""What the office itself needs: units of work and their history, imports, settings, reference packs."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, text

from sfph_desktop.core.store.tables.columns import count, day, metadata, needed, record_table, whole, words

units = Table(
    "units",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("at"),
    needed("who"),
    needed("why"),
    whole("undoes"),
    # Kinds touched, with a space between: known when the unit ends.
    words("changed"),
    # Units that are one piece of work, as the marks of a register, have a name in common.
    words("series"),
    Index("units_by_series", "series", sqlite_where=text("series <> ''")),
    sqlite_autoincrement=True,
    sqlite_strict=True,
)

# `before` is null when the record did not exist before, `after` when it does not exist any more. Both are JSON objects
# of the row's own columns, with its parts (funding, answers, scores) as lists.
history = Table(
    "history",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("unit_id", Integer, ForeignKey("units.id"), nullable=False),
    needed("kind"),
    Column("record_id", Integer, nullable=False),
    whole("person_id"),
    Column("before", Text),
    Column("after", Text),
    Index("history_by_unit", "unit_id"),
    Index("history_by_record", "kind", "record_id"),
    Index("history_by_person", "person_id"),
    sqlite_autoincrement=True,
    sqlite_strict=True,
)

settings = Table(
    "settings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    needed("value"),
    Column("changed_in", Integer, nullable=False),
    sqlite_autoincrement=True,
    sqlite_strict=True,
)

imports = record_table(
    "imports",
    needed("file"),
    words("digest"),
    needed("report"),
    Index("imports_by_digest", "digest"),
)

# Rows that were held or refused, with their cells, so that they can be corrected and tried again.
import_rows = Table(
    "import_rows",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("import_id", Integer, ForeignKey("imports.id"), nullable=False),
    needed("sheet"),
    Column("row", Integer, nullable=False),
    needed("fate"),
    words("column"),
    words("value"),
    words("reason"),
    words("accepted"),
    words("cells"),
    Index("import_rows_by_import", "import_id"),
    sqlite_strict=True,
)

packs = record_table(
    "packs",
    needed("name"),
    words("version"),
    words("publisher"),
    words("licence"),
    count("licensed"),
    words("declared_by"),
    day("declared_on"),
    Column("content", LargeBinary, nullable=False),
)

import_mappings = record_table(
    "import_mappings",
    needed("name"),
    needed("shape"),
    needed("mapping"),
    day("used_on", needed=True),
    Index("import_mappings_by_shape", "shape"),
)
