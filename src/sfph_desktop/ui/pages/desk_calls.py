"""What the desk's pages ask of the use cases, in the records lane; what they say is put in the window's words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from sfph_desktop.core.domain.network import Quarter
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.values import said_day
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.said import counted

T = TypeVar("T")
_ENGINE = ("ibis", "duckdb")
NO_ENGINE = UserCanFix(
    what="Packs, report and open data cannot be written with this program as it is.",
    why="The part that works out many members' figures together is not installed. Everything else here works.",
    do='Ask whoever looks after this computer to install it: pip install "sfph-desktop[network]". '
    "Then open the program again.",
)


def here(work: Callable[[], T], do: str = "") -> T:
    """Do it; a way out that is a command is none in the window: `do` is said instead."""
    try:
        return work()
    except UserCanFix as failure:
        if "sfph " not in failure.do and "--" not in failure.do:
            raise
        raise UserCanFix(what=failure.what, why=failure.why, do=do, problems=failure.problems) from None


def missing_engine() -> bool:
    """Whether what collates the returns is not installed."""
    return any(find_spec(name) is None for name in _ENGINE)


# --- the quarter ------------------------------------------------------------------------------------------------------


class QuarterView(NamedTuple):
    """The quarter that is looked at, those that may be, and what is missing for going on."""

    standing: Any
    quarters: tuple[Quarter, ...]
    """The newest first."""
    members: int
    no_engine: bool


def quarter_view(office: Any, wanted: Quarter | None) -> QuarterView:
    """A quarter as it stands; the last one that has ended unless another is wanted."""
    from sfph_desktop.core.usecases.desk import all_definitions
    from sfph_desktop.core.usecases.desk_quarter import last_quarter, standing

    last = last_quarter(office)
    issued = all_definitions(office)
    begun = min([last, *(one.first_quarter for one in issued)])
    quarters = [last]
    while quarters[-1] > begun:
        quarters.append(quarters[-1].before)
    found = standing(office, wanted if wanted in quarters else last)
    return QuarterView(found, tuple(quarters), len(found.reported), missing_engine())


def check_returns(office: Any, files: Sequence[Path], *, progress: Any) -> Any:
    """Returns opened and checked, beside the records; nothing is kept yet."""
    from sfph_desktop.core.usecases.desk_receiving import prepare_returns

    return here(lambda: prepare_returns(office, files, progress=progress))


def take_returns(office: Any, ready: Any) -> Done[Any]:
    """Take in what was checked."""
    from sfph_desktop.core.usecases.desk_receiving import keep_returns

    return here(lambda: keep_returns(office, ready))


_FOR_GOOD = "This cannot be undone, for what was published may be with anybody."
LATE = (
    "It came after the quarter was published, so it is not counted in what was. Its member still gets a pack, with its "
    "own figures beside those of the others; the twelve months it tells of are counted with the next quarter."
)


def published(standing: Any) -> str:
    """When the quarter was published, from how many returns, and what came since."""
    one = standing.published
    edition = f" as edition {one.edition}" if one.edition > 1 else ""
    said = f"Published on {said_day(one.published_on)}{edition}, from {counted(one.members, 'return')}."
    if not standing.late:
        return said
    return (
        f"{said} {counted(standing.late, 'return')} came since and {'is' if standing.late == 1 else 'are'} not in it."
    )


def before_publishing(standing: Any) -> tuple[str, ...]:
    """What the first publication of a quarter means."""
    awaited = len(standing.reported) - standing.come
    have = f"{counted(awaited, 'member')} {'has' if awaited == 1 else 'have'} not reported yet."
    later = (
        "A return that comes later, or is corrected later, is kept but not counted in this quarter. Otherwise anyone "
        "with both figures could take one from the other and see what that member sent. A new edition needs at least "
        "five such returns."
    )
    return (
        f"The figures are worked out once, from the {counted(standing.come, 'return')} that came.",
        have if awaited else "Every member has reported.",
        later,
        f"{_FOR_GOOD} It can be written again, always the same.",
    )


def before_anew(standing: Any) -> tuple[str, ...]:
    """What a new edition means."""
    held = (
        "A new edition counts them. Each figure that beside an earlier edition would tell of fewer than five members, "
        "or mostly of one of them, stands in it as it was published before."
    )
    return f"{counted(standing.late, 'return')} came since the quarter was published.", held, _FOR_GOOD


def came(office: Any) -> Done[Any]:
    """What became of the files in the folder that is looked into."""
    from sfph_desktop.core.usecases.folder_fates import came

    return came(office)


_TAKE_IN = "Take returns in first, and see that questions were issued for this quarter."


def prepare_back(office: Any, quarter: Quarter, anew: bool, *, progress: Any) -> Any:
    """A quarter collated and its report drawn, beside the records; nothing is kept yet."""
    from sfph_desktop.core.usecases.desk_sending_back import prepare_back

    if missing_engine():
        raise NO_ENGINE
    return here(lambda: prepare_back(office, quarter, anew=anew, progress=progress), _TAKE_IN)


def keep_back(office: Any, folder: Path, ready: Any) -> Done[Any]:
    """Write packs, sector report and open data."""
    from sfph_desktop.core.usecases.desk_sending_back import keep_back

    return here(lambda: keep_back(office, ready, folder))


def fill_sample(office: Any, progress: Any) -> Done[Any]:
    """Fill an empty desk with nineteen invented members and their returns."""
    from sfph_desktop.core.usecases.sample_network import fill_desk

    return here(lambda: fill_desk(office, progress=progress))


# --- members ----------------------------------------------------------------------------------------------------------


def members(office: Any) -> Any:
    """Every member as the list shows it."""
    from sfph_desktop.core.usecases.desk_members import members_listed

    return members_listed(office)


def returns_told(office: Any, member: int) -> tuple[str, ...]:
    """What came from a member, the newest first, in sentences."""
    from sfph_desktop.core.domain.network import read_quarter
    from sfph_desktop.core.usecases.desk_members import returns_of

    told = []
    for one, counts in returns_of(office, member):
        quarter = read_quarter(one.quarter)
        told.append(
            f"{quarter.words if quarter else one.quarter}: came on {said_day(one.received_on)}, number {one.sequence}, "
            f"answering version {one.definitions} of the questions."
            f"{'' if counts else ' A later one took its place.'}{' Its figures are invented.' if one.sample else ''}"
        )
    return tuple(told)


def key_in(file: Path) -> Any:
    """The keys in a member's file."""
    from sfph_desktop.core.usecases.signing_keys import key_in_file

    return here(lambda: key_in_file(file))


def take_on(office: Any, key: Any, heard: str, of: int) -> Done[Any]:
    """Take on a member, or accept the new key of one."""
    from sfph_desktop.core.usecases.desk_members import add_member

    do = "If it is their new key, open that member and take it in there. Otherwise let them send another name."
    return here(lambda: add_member(office, key, heard, of=of), do)


# --- what is asked ----------------------------------------------------------------------------------------------------


def own_fingerprint(office: Any) -> str:
    """What the desk reads out to its members."""
    from sfph_desktop.core.usecases.signing_keys import own_key

    return own_key(office).fingerprint


def save_for_editing(office: Any, out: Path) -> Path:
    """Write what is asked now as a file to edit."""
    from sfph_desktop.core.usecases.desk import present_toml, write_text

    write_text(out, present_toml(office))
    return out


def first_quarters(office: Any) -> tuple[Quarter, ...]:
    """The quarters that a version may begin with, the newest first: two years back, but not before the last version."""
    from sfph_desktop.core.usecases.desk import all_definitions
    from sfph_desktop.core.usecases.desk_quarter import last_quarter

    found = [last_quarter(office).next.next]
    while len(found) < 10:
        found.append(found[-1].before)
    earliest = max((one.first_quarter for one in all_definitions(office)), default=found[-1])
    return tuple(one for one in found if one >= earliest)


def suggested(office: Any) -> Any:
    """What the program suggests to ask, as it would be issued."""
    from sfph_desktop.core.usecases.desk import template

    return template(office)


def issue(office: Any, file: Path | None, begins: Quarter | None = None) -> Done[Any]:
    """Issue the next version as a file says, or the suggested one; from a quarter on, else as the file says."""
    from sfph_desktop.core.usecases.desk import define, define_as_suggested

    return here(
        lambda: define(office, file, begins=begins) if file is not None else define_as_suggested(office, begins=begins)
    )


def write_for_members(office: Any, out: Path, version: int | None) -> Path:
    """Write a version as the file for the members."""
    from sfph_desktop.core.usecases.desk import write_definitions

    here(lambda: write_definitions(office, out, version), "Issue the first questions, then write the file.")
    return out
