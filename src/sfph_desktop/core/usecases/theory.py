"""The theory of change of a kept run: told, drawn for the screen, and written as a file."""

from __future__ import annotations

import io
from pathlib import Path

from sfph_desktop.core.domain.impact import ImpactRun
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.theory import Chain
from sfph_desktop.core.host.paths import point_matplotlib_at
from sfph_desktop.core.usecases.office import Office

ENDINGS = (".svg", ".png", ".pdf")
_DOTS = 3.0
"""A picture in pixels has 288 of them to the inch."""


def chain(office: Office, run: ImpactRun, *, guard: bool) -> Chain:
    """The chain of a run in words. Raises UserCanFix where there is none: no outcomes, or nothing was delivered."""
    if not run.outcomes:
        raise UserCanFix(
            what="There are no outcomes in this run, so there is no theory of change to draw.",
            do="Set out your outcomes on Outcomes, then run the toolkit again.",
        )
    if not run.theory.activities:
        raise UserCanFix(
            what="This run knows of no activities: it is older than this picture, or nothing was delivered.",
            do="Run the toolkit again for a period with sessions.",
        )
    point_matplotlib_at(office.paths.matplotlib_cache)
    from sfph_desktop.core.reports.summaries.theory import chain_of

    return chain_of(run, guard=guard)


def told(found: Chain) -> tuple[str, ...]:
    """The chain in sentences."""
    from sfph_desktop.core.reports.summaries.theory import chain_words

    return chain_words(found)


def picture(office: Office, found: Chain, style: object, scale: float = 1.0) -> tuple[str, bytes]:
    """The picture for the screen: what it says in words, and it as PNG."""
    point_matplotlib_at(office.paths.matplotlib_cache)
    from sfph_desktop.core.reports.charts import chart_png
    from sfph_desktop.core.reports.charts.screen import style_of
    from sfph_desktop.core.reports.charts.theory import theory_chart
    from sfph_desktop.core.reports.summaries.theory import chain_alt

    alt = chain_alt(found)
    drawn = theory_chart(found, alt, style_of(style, office.paths.resources / "fonts").sized(titled=False))
    return alt, chart_png(drawn.figure, scale)


def write_picture(office: Office, run: ImpactRun, out: Path) -> Path:
    """Write the picture as SVG, PNG or PDF, by the ending; small numbers are held back as on paper.

    Raises UserCanFix for another ending, a run without a chain, and a folder that cannot be written.
    """
    if out.suffix.lower() not in ENDINGS:
        raise UserCanFix(what=f"{out.name} is no picture.", do=f"End the name with {', '.join(ENDINGS)}.")
    found = chain(office, run, guard=True)
    content = _drawn(office, found, run, out.suffix.lower())
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(content)
    except OSError as trouble:
        raise UserCanFix(
            what=f"{out} could not be written.",
            why=f"The computer said: {trouble.strerror}.",
            do="Choose another folder.",
        ) from None
    return out


def _drawn(office: Office, found: Chain, run: ImpactRun, ending: str) -> bytes:
    from sfph_desktop.core.reports.charts.board import chart_png, chart_svg
    from sfph_desktop.core.reports.charts.style import ChartStyle
    from sfph_desktop.core.reports.charts.theory import theory_chart
    from sfph_desktop.core.reports.summaries.theory import chain_alt

    sample = "SAMPLE: " if run.sample else ""
    title = f"{sample}How {run.enterprise or 'we'} brings about change"
    style = ChartStyle(fonts=office.paths.resources / "fonts", width=640.0, size=10.0)
    drawn = theory_chart(found, chain_alt(found), style, title=title)
    if ending == ".png":
        return chart_png(drawn.figure, _DOTS)
    if ending == ".svg":
        return chart_svg(drawn)
    out = io.BytesIO()
    drawn.figure.savefig(out, format="pdf", metadata={"Title": title, "CreationDate": None})
    return out.getvalue()
