"""The reference library without a store: as shipped, for scoring and looking things up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sfph_desktop.core.usecases.machine import Machine

if TYPE_CHECKING:
    from sfph_desktop.core.reference.library import Library


def shipped_library(machine: Machine) -> Library:
    """The library that comes with the program, with no packs; each part is read when first asked for."""
    from sfph_desktop.core.reference.library import Library

    return Library(machine.paths.resources / "reference")
