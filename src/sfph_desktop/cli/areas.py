"""Commands for areas: which lookup is used, areas found later, a pack made of the official directory of postcodes."""

from __future__ import annotations

from argparse import Namespace

from sfph_desktop.cli.office import machine, opened
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases import addresses
from sfph_desktop.core.usecases import areas as looking_up
from sfph_desktop.core.usecases.library import shipped_library


def areas(asked: Namespace, saying: Saying) -> None:
    """Tell which lookup is used; find the areas that are missing; make a pack of the official file."""
    if asked.action == "pack":
        _pack(asked, saying)
        return
    found = 0
    with opened(asked) as office:
        if asked.action == "fill":
            found = addresses.fill_areas(office).value
        known = looking_up.areas_known(office)
    kept = looking_up.document(known)
    kept |= {"found": found} if asked.action == "fill" else {}
    saying.either(asked.json, kept, lambda: _tell(known, found if asked.action == "fill" else None, saying))


def _tell(known: looking_up.AreasKnown, found: int | None, saying: Saying) -> None:
    source = known.source
    if found is not None:
        saying.line(f"Found the area of {found:,} addresses.")
    kind = "the whole directory" if source.whole else "a sample: most postcodes are not in it"
    saying.line(f"{source.title}, {source.edition}: {source.postcodes:,} postcodes ({kind})")
    saying.line(f"Deprivation: SIMD {source.simd_version}")
    saying.line(f"{known.known:,} of {known.addresses:,} addresses have an area; {known.waiting:,} wait for a lookup")
    for name, number in known.by_lookup.items():
        saying.line(f"  {number:,} by {'a council chosen by hand' if name == 'typed' else name}")


def _pack(asked: Namespace, saying: Saying) -> None:
    if asked.directory is None or asked.out is None or not asked.edition:
        raise UserCanFix(
            what="A pack needs the file, its edition and where to write.",
            do='Write: sfph areas pack ONSPD.csv --edition "May 2026" --out areas.zip.',
        )
    here = machine()
    made = looking_up.make_area_pack(
        shipped_library(here), asked.directory, asked.out, edition=asked.edition, made=here.clock.today()
    )
    saying.either(
        asked.json, {"pack": str(made), "out": str(asked.out)},
        lambda: saying.line(f"Wrote {asked.out}. Load it with: sfph reference add {asked.out}"),
    )  # fmt: skip
