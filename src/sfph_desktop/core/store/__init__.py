"""The cabinet: the only home of SQLAlchemy; rows never leave."""
