"""In a process of its own: the first finding that anybody opens in it, in the real window. Told as JSON on one line.

`first_finding.py FOLDER` opens the office there, whose newest run was kept by another process, and a record changed
since; waits until Impact is at rest with its charts, and opens three findings, the second and third for comparison.
Of each: the longest stretch by the clock, by the thread's own time, until the finding stood there, how much of the
processor the process took until then, and until then and now.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import perf_counter

from ground import Ground
from impact_page import Desk

from sfph_desktop.core.domain.proofs import Proof
from sfph_desktop.core.usecases.office import close_office

PAUSE = 0.3
"""Seconds that somebody looks at a page at rest before pressing anything, at the very least."""


def main() -> None:
    """Open, wait, press."""
    folder = Path(sys.argv[1])
    office = Ground(folder=folder.parent).open(folder)
    desk = Desk(office, "today")
    page = desk.page("impact")
    desk.does(lambda: None, lambda: page.report is not None and page.report.next_steps.isVisibleTo(page))
    fill, filled = page.panel.show_since, list[float]()

    def fill_and_note(proof: Proof) -> None:
        fill(proof)
        filled.append(perf_counter())

    page.panel.show_since = fill_and_note
    rested = perf_counter() + PAUSE
    desk.does(lambda: None, lambda: perf_counter() > rested)
    told = []
    for number in range(3):
        card, begun = page.report.cards[number], perf_counter()
        took = desk.does(card.click, lambda: page.panel.proof is not None)
        told.append([seconds * 1e3 for seconds in (*took, filled.pop() - begun)])
        desk.does(page.panel.put_away)
    desk.close()
    close_office(office, backup=False)
    print(json.dumps(told))


if __name__ == "__main__":
    main()
