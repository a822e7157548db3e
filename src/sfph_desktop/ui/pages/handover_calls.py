"""What the page of handing over asks of the use cases; imported by the workers that call them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sfph_desktop.core.domain.handover import Duty, HandoverPart
from sfph_desktop.core.domain.ports import Progress
from sfph_desktop.core.usecases.done import Done


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The parts of the pack, who sees to what, and what a duty may be about."""

    parts: tuple[HandoverPart, ...]
    duties: tuple[Duty, ...]
    choices: Mapping[str, tuple[str, ...]]


def found(office: Any) -> Found:
    """All of it, as it stands now."""
    from sfph_desktop.core.usecases.duties import choices, duties
    from sfph_desktop.core.usecases.handover import handover_page

    return Found(parts=handover_page(office), duties=duties(office), choices=choices(office))


def set_duty(office: Any, duty: Duty) -> Done[Duty]:
    """Write one down."""
    from sfph_desktop.core.usecases import duties

    return duties.set_duty(office, duty)


def remove_duty(office: Any, number: int) -> Done[Duty]:
    """Take one away."""
    from sfph_desktop.core.usecases import duties

    return duties.remove_duty(office, number)


def write(office: Any, to: Path, *, progress: Progress) -> Path:
    """Write the pack into a file, by its ending."""
    from sfph_desktop.core.usecases.handover import make_handover

    return make_handover(office, to, progress=progress)
