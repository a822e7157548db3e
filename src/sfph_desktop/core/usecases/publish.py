"""Make documents from a snapshot, and see them page by page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sfph_desktop.core.domain.contracts import Contract
from sfph_desktop.core.domain.impact import ImpactRun
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.office import Office

LENGTHS = ("one-page", "full")


def make_summary(
    office: Office,
    run: ImpactRun,
    out: Path,
    *,
    framework: str = "",
    length: str = "full",
    contact: str = "",
    large_print: bool = False,
) -> Path:
    """Write the bid-ready benefit summary of a kept run as a PDF; the path written.

    The same snapshot gives the same bytes. Raises UserCanFix when the framework is not known, when the folder cannot
    be written, or when a name cannot be printed right: then nothing is written.
    """
    from sfph_desktop.core.reports.pdf import write_pdf
    from sfph_desktop.core.reports.summaries.impact_summary import impact_summary

    if length not in LENGTHS:
        raise UserCanFix(what=f"'{length}' is not a length.", do=f"Choose one of: {', '.join(LENGTHS)}.")
    if out.suffix.lower() != ".pdf":
        raise UserCanFix(what=f"{out.name} is not the name of a PDF.", do="End the name with .pdf.")
    chosen = office.library.framework(framework) if framework else None
    document = impact_summary(
        run,
        framework=chosen,
        length=length,
        fonts=office.paths.resources / "fonts",
        contact=contact,
        instruments=office.library.instruments(),
        contract=_contract(office, run.selection.contract_ref),
        large_print=large_print,
    )
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        write_pdf(document, out)
    except OSError as trouble:
        raise UserCanFix(
            what=f"{out} could not be written.",
            why=f"The computer said: {trouble.strerror}.",
            do="Choose another folder.",
        ) from None
    return out


def _contract(office: Office, ref: str) -> Contract | None:
    """The contract of that reference, for the cover strip; None when the run was for no contract."""
    from sfph_desktop.core.usecases.contracts import contracts

    return next((contract for contract in contracts(office) if contract.contract_ref == ref), None) if ref else None


def page_images(pdf: Path, dpi: int = 110) -> tuple[bytes, ...]:
    """Each page of a PDF as a PNG, for the window."""
    from sfph_desktop.core.reports.pages import page_images as images

    return images(pdf, dpi)


def chart_images(
    office: Office, run: ImpactRun, style: object, keys: Sequence[str] = ()
) -> tuple[tuple[str, str, bytes], ...]:
    """The charts of a run for the screen: key, what it says in words, the picture as SVG; only those of `keys`."""
    from sfph_desktop.core.reports.charts import screen_charts

    fonts = office.paths.resources / "fonts"
    return screen_charts(run, style=style, fonts=fonts, instruments=office.library.instruments(), keys=keys)
