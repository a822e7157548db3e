"""What the page of briefings asks of the use cases; imported by the workers that call them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sfph_desktop.core.domain.briefings import Authority
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.ports import Progress

FOLDER = "summaries"
"""Beside the store, as the summaries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody wants made."""

    kind: str
    """briefing, poster, slides or twelve."""
    snapshot: str
    earlier: str = ""
    for_whom: str = ""
    """The code of an authority or board."""
    audience: str = "health"
    contact: str = ""

    @property
    def word(self) -> bool:
        """Whether it can be a Word document too."""
        return self.kind in ("briefing", "twelve")


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What was made, with its pages drawn."""

    wanted: Wanted
    path: Path
    pages: tuple[bytes, ...]
    sample: bool


def offered(office: Any) -> tuple[Listing, tuple[Authority, ...]]:
    """The kept runs, and the bodies a briefing may be for."""
    from sfph_desktop.core.usecases.briefings import all_authorities
    from sfph_desktop.core.usecases.impact import snapshots

    return snapshots(office), all_authorities(office)


def make(office: Any, wanted: Wanted, dpi: int, *, progress: Progress) -> Made:
    """Make it beside the store, and draw its pages. Stopped half-way, nothing is left behind."""
    from sfph_desktop.core.usecases.impact import snapshot
    from sfph_desktop.core.usecases.publish import page_images

    folder = Path(office.info().path).parent / FOLDER
    out = folder / f"{name_of(wanted)}.pdf"
    half = out.with_name(f".{out.name}")
    try:
        write(office, wanted, half, progress=progress)
        pages = page_images(half, dpi)
        half.replace(out)
    finally:
        half.unlink(missing_ok=True)
    return Made(wanted=wanted, path=out, pages=pages, sample=snapshot(office, wanted.snapshot).sample)


def write(office: Any, wanted: Wanted, to: Path, *, progress: Progress) -> Path:
    """Write it into a file, by its ending."""
    from sfph_desktop.core.usecases import briefings

    more: dict[str, Any] = {"contact": wanted.contact, "progress": progress}
    if wanted.kind == "briefing":
        more["snapshot_number"] = wanted.snapshot
        return briefings.make_briefing(office, wanted.for_whom, wanted.audience, to, **more).path
    if wanted.kind == "twelve":
        return briefings.make_twelve_months(office, wanted.earlier, wanted.snapshot, to, **more).path
    made = briefings.make_poster if wanted.kind == "poster" else briefings.make_slides
    return made(office, to, snapshot_number=wanted.snapshot, **more).path


def pages_of(path: Path, dpi: int) -> tuple[bytes, ...]:
    """The pages of what was made."""
    from sfph_desktop.core.usecases.publish import page_images

    return page_images(path, dpi)


def name_of(wanted: Wanted) -> str:
    """A name that says what it is and that every computer takes."""
    words = {
        "briefing": f"Briefing {wanted.for_whom} {wanted.audience} {wanted.snapshot}",
        "poster": f"Poster {wanted.snapshot}",
        "slides": f"Slides {wanted.snapshot}",
        "twelve": f"Then and now {wanted.earlier} {wanted.snapshot}",
    }[wanted.kind]
    return " ".join(re.sub(r"[^\w\- ]+", " ", words).split())
