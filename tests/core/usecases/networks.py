"""Small networks for the tests of the desk: written by hand in YAML, or drawn."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sfph_desktop.core.domain.collations import Accepted
from sfph_desktop.core.domain.network import Definitions, NetworkIndicator, Quarter, Return, ReturnCell, read_quarter

ABOUT = ("size", "area", "groups")


def definitions(indicators: Mapping[str, Mapping[str, Any]]) -> Definitions:
    """What a desk asks for; ids are names as well."""
    asked = tuple(
        NetworkIndicator(
            id=id_, name=id_.title(), level="individual", kind=one["kind"], measure="reach:people", unit="people",
            per=one.get("per", ""),
        )
        for id_, one in indicators.items()
    )  # fmt: skip
    return Definitions(
        network="Braes", version=1, issued_on=date(2026, 1, 1), desk_key="DESK", seal_key="age1desk",
        first_quarter=Quarter(2026, 1), indicators=asked,
    )  # fmt: skip


def cell(indicator: str, kind: str, told: Any, group: tuple[str, str] = ("", "")) -> ReturnCell:
    """One cell: a number, `[k, n]`, `[mean, n]`, or None where it is held back."""
    period = Quarter(2026, 1).year_to_it
    value, n = told if isinstance(told, list | tuple) else (told, told if kind == "count" else None)
    return ReturnCell(
        indicator=indicator, group=group[0], group_value=group[1], window="year",
        period_start=period.start, period_end=period.end,
        n=n, value=None if value is None else Decimal(str(value)), unit="people",
        qualifier="few" if value is None else "",
    )  # fmt: skip


def accepted(asked: Definitions, member: str, about: Mapping[str, Any], quarter: Quarter, number: int) -> Accepted:
    """One return of a member; what is not named it does not send."""
    kinds = {one.id: one.kind for one in asked.indicators}
    cells = tuple(cell(id_, kinds[id_], told) for id_, told in about.items() if id_ not in ABOUT)
    sent = Return(
        member=f"The {member} Project", member_key=f"KEY-{member}", network=asked.network, desk_key=asked.desk_key,
        definitions=1, quarter=quarter, sequence=number, cells=cells,
    )  # fmt: skip
    groups = tuple(about.get("groups", ()))
    return Accepted(
        member=member, number=number, sent=sent, size=about.get("size", ""), area=about.get("area", ""),
        client_groups=groups,
    )  # fmt: skip


def of_example(case: Mapping[str, Any]) -> tuple[list[Accepted], Definitions, Quarter]:
    """The returns of a worked example, in the order of their numbers turned round: order must not matter."""
    asked = definitions(case["indicators"])
    quarter = read_quarter(case["quarter"])
    assert quarter is not None
    sent = [accepted(asked, name, one, quarter, 1) for name, one in case.get("earlier", {}).items()]
    sent += [accepted(asked, name, one, quarter.next, 3) for name, one in case.get("another_quarter", {}).items()]
    sent += [accepted(asked, name, one, quarter, 2) for name, one in case["members"].items()]
    return sent[::-1], asked, quarter


DRAWN: Mapping[str, Mapping[str, str]] = {
    "reach": {"kind": "count"},
    "better": {"kind": "share"},
    "change": {"kind": "mean"},
    "income": {"kind": "quantity"},
    "sessions": {"kind": "quantity", "per": "reach"},
}


def drawn(seed: int, members: int) -> tuple[list[Accepted], Definitions, Quarter]:
    """A network with ties, gaps, very unequal amounts and kinds that lie within one another."""
    draw = random.Random(seed)
    asked, quarter = definitions(DRAWN), Quarter(2026, 1)
    sent = []
    for number in range(members):
        n = draw.choice((10, 12, 15, 20, 40, 333))
        told: dict[str, Any] = {
            "reach": n,
            "better": (draw.randint(0, n), n),
            "change": (Decimal(draw.randint(-300, 500)) / 100, draw.randint(10, 60)),
            "income": Decimal(draw.randint(0, 10 ** draw.choice((3, 5, 9)))) / 100,
            "sessions": draw.randint(0, 900),
        }
        told = {id_: None if draw.random() < 0.15 else value for id_, value in told.items() if draw.random() < 0.95}
        size = draw.choice(("1-5", "6-20", "21-50", ""))
        area = {"1-5": "Fife", "6-20": draw.choice(("Fife", "Moray")), "21-50": "Moray"}.get(size, "")
        groups = [group for group in ("carers", "dementia", "justice") if draw.random() < 0.5]
        about = {"size": size, "area": area, "groups": groups}
        sent.append(accepted(asked, f"M{number:03d}", about | told, quarter, 1))
    draw.shuffle(sent)
    return sent, asked, quarter
