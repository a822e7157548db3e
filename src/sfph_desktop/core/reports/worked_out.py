"""How figures were worked out, told once for all that were worked out alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sfph_desktop.core.reports import wording
from sfph_desktop.core.reports.blocks import Block, Heading, SmallPrint, Span

HEADING = "How each figure was worked out"


def worked_out(told: Iterable[tuple[str, str]], *, heading: str = HEADING) -> Iterator[Block]:
    """A paragraph for each definition, headed by the names of the figures it is of; none where there is none.

    `told`: a figure's evidence number, with whose it is where that matters, and its definition.
    """
    alike: dict[str, list[str]] = {}
    for name, about in told:
        if about:
            alike.setdefault(about, []).append(name)
    if not alike:
        return
    yield Heading(text=heading)
    for about, names in alike.items():
        head = Span(text=f"{wording.name_list(list(dict.fromkeys(names)))}: ", strong=True)
        yield SmallPrint(text=(head, Span(text=wording.sentence(about))))
