"""The cabinet: the only home of SQLAlchemy; rows never leave."""

from sfph_desktop.core.store import light_sqlalchemy  # noqa: F401 - before any of the cabinet imports SQLAlchemy
