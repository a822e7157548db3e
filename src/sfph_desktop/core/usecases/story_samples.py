"""The nineteen worked profiles: listed, opened and written as a case study, always stamped SAMPLE, without a store."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.sample_enterprises import SampleEnterprise
from sfph_desktop.core.domain.story_page import StoryPage
from sfph_desktop.core.host.paths import Paths
from sfph_desktop.core.usecases.story_files import document_bytes, format_of, put_file

COLUMNS = ("id", "ref", "name", "country", "field", "place", "years", "staff", "turnover", "main_route")


def sample_profiles(resources: Path) -> tuple[SampleEnterprise, ...]:
    """The profiles that came with the program, in their order."""
    from sfph_desktop.core.reference.sample_enterprises import sample_enterprises

    return sample_enterprises(resources / "sample" / "enterprises.toml")


def list_profiles(resources: Path, text: str = "") -> Listing:
    """The profiles as a list; with `text`, those in whose name, place, field or route it occurs."""
    from sfph_desktop.core.domain.names import folded

    wanted = folded(text).split()
    rows = tuple(
        (
            one.number,
            one.ref,
            one.name,
            one.country,
            one.field,
            one.place,
            one.years,
            one.staff,
            one.turnover,
            one.main_route,
        )
        for one in sample_profiles(resources)
    )
    shown = tuple(row for row in rows if all(word in folded(" ".join(map(str, row[1:]))) for word in wanted))
    return Listing(kind="sample profiles", columns=COLUMNS, rows=shown)


def open_profile(paths: Paths, number: int) -> StoryPage:
    """One profile as a case study. Raises UserCanFix when there is none of that number."""
    from sfph_desktop.core.reports.stories.profile import profile_page

    every = sample_profiles(paths.resources)
    if not 1 <= number <= len(every):
        raise UserCanFix(what=f"There is no sample profile {number}.", do=f"Choose a number from 1 to {len(every)}.")
    return profile_page(every[number - 1], date(2026, 1, 1))


def write_profile(paths: Paths, number: int, out: Path) -> Path:
    """Write one profile by the ending of the file's name, stamped SAMPLE. Raises UserCanFix as `write_story`."""
    how = format_of(out)
    put_file(document_bytes(paths, open_profile(paths, number), how), out)
    return out
