"""Commands for the successor: the handover pack, and who sees to what."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict, replace
from typing import Any

from sfph_desktop.cli.office import opened
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.handover import Duty
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases import duties
from sfph_desktop.core.usecases.handover import handover_page, make_handover


def handover(asked: Namespace, saying: Saying) -> None:
    """Tell the one page, or write it with its annexes into the file of --out."""
    with opened(asked) as office:
        parts = handover_page(office)
        made = None
        if asked.out is not None:
            made = make_handover(office, asked.out, large_print=asked.large_print, progress=saying.progress)

    def tell() -> None:
        if made is not None:
            saying.line(str(made))
            return
        for part in parts:
            if not part.annexe:
                saying.line(f"\n{part.title}".lstrip() if part.key == "open" else f"\n{part.title}")
                for line in part.lines:
                    saying.line(f"- {line}")

    document: dict[str, Any] = {"file": str(made) if made else None, "parts": [asdict(one) for one in parts]}
    saying.either(asked.json, document, tell)


def duty(asked: Namespace, saying: Saying) -> None:
    """Write down who sees to something, list it, or take it away."""
    with opened(asked) as office:
        if asked.action == "list":
            saying.listing(duties.list_duties(office), as_json=asked.json, hide_id=False)
            return
        if asked.action == "remove":
            found = duties.remove_duty(office, asked.id).value
            saying.either(asked.json, {"removed": asked.id}, lambda: saying.line(f"{found.what}: removed."))
            return
        given = [(kind, said) for kind in ("group", "contract", "office") if (said := getattr(asked, kind))]
        if len(given) != 1:
            raise UserCanFix(what="It is not said what is seen to.", do="Give one of --group, --contract and --office.")
        kind, what = given[0]
        one = Duty(kind=kind, what=what, who=asked.who)
        more = {name: said for name in ("stands_in", "note") if (said := getattr(asked, name)) is not None}
        kept = duties.set_duty(office, replace(one, **more)).value
    saying.either(asked.json, asdict(kept), lambda: saying.line(f"{kept.id}  {kept.who}: {kept.what}"))
