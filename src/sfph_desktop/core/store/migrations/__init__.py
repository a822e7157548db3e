"""Alembic steps, run inside the program; each stands alone."""
