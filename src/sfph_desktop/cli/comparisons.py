"""Commands for comparisons: listed, added, changed, removed."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict, replace
from typing import Any

from sfph_desktop.cli.office import opened
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.comparison_rules import KINDS
from sfph_desktop.core.domain.impact_facts import Comparison
from sfph_desktop.core.usecases import comparisons
from sfph_desktop.core.usecases.office import Office

_FIELDS = ("kind", "pairs", "mean_change", "sd_change", "improved_share", "source", "period")


def records(asked: Namespace, saying: Saying) -> None:
    """Every comparison, and what it does to the figures."""
    with opened(asked) as office:
        documents = [_document(office, one) for one in comparisons.comparisons(office)]
    if asked.json:
        saying.document(documents)
        return
    if not documents:
        saying.note(
            "No comparisons yet. Add one: sfph comparison add SCORE --n N --mean POINTS --sd POINTS --source SOURCE."
        )
    for document in documents:
        _tell(document, saying)


def change(asked: Namespace, saying: Saying) -> None:
    """Add a comparison, change what is named of one, or remove it."""
    with opened(asked) as office:
        if asked.action == "add":
            bare = Comparison(comparison_ref=asked.comparison_ref, instrument="")
            found = comparisons.add_comparison(office, _given(asked, bare)).value
        else:
            before = comparisons.comparison_named(office, asked.ref)
            if asked.action == "remove":
                comparisons.remove_comparison(office, before.id)
                document = {"removed": before.comparison_ref}
                saying.either(asked.json, document, lambda: saying.line(f"{before.comparison_ref} is removed."))
                return
            found = comparisons.change_comparison(office, _given(asked, before)).value
        document = _document(office, found)
    saying.either(asked.json, document, lambda: _tell(document, saying))


def _given(asked: Namespace, one: Comparison) -> Comparison:
    changes: dict[str, Any] = {name: said for name in _FIELDS if (said := getattr(asked, name)) is not None}
    if asked.score is not None:
        changes["instrument"], _, changes["output"] = asked.score.partition(".")
    return replace(one, **changes)


def _document(office: Office, one: Comparison) -> dict[str, Any]:
    return {**asdict(one), "does": comparisons.what_it_does(office, one)}


def _tell(document: dict[str, Any], saying: Saying) -> None:
    score = f"{document['instrument']}.{document['output']}".rstrip(".")
    saying.line(f"{document['comparison_ref']}  {score}: {KINDS.get(document['kind'], document['kind'])}")
    facts = (
        ("people asked both times", document["pairs"]),
        ("average change", document["mean_change"]),
        ("spread", document["sd_change"]),
        ("improved", None if document["improved_share"] is None else f"{document['improved_share'] * 100:g} of 100"),
        ("source", document["source"]),
        ("when", document["period"]),
    )
    for name, value in facts:
        if value not in {None, ""}:
            saying.line(f"  {name}: {value:g}" if isinstance(value, float) else f"  {name}: {value}")
    saying.line(f"  {document['does']}")
