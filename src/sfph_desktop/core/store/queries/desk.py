"""What the network's desk keeps in bytes: read one at a time, never a list of them."""

from __future__ import annotations

from sqlalchemy import Connection


def pack_content(connection: Connection, pack_id: int) -> bytes:
    """The sealed file of a pack that was made."""
    found = connection.exec_driver_sql(
        "SELECT content FROM desk_pack_contents WHERE pack_id = ?", (pack_id,)
    ).scalar_one()
    return bytes(found)


def return_content(connection: Connection, return_id: int) -> bytes:
    """The opened container of a return that was taken in."""
    found = connection.exec_driver_sql(
        "SELECT content FROM desk_return_contents WHERE return_id = ?", (return_id,)
    ).scalar_one()
    return bytes(found)
