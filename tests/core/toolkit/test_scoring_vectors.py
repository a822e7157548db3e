"""All scoring vectors: published tests, printed values, and values worked by hand from the published rule."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sfph_desktop.core.domain.measures import Instrument
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.reference.library import Library
from sfph_desktop.core.toolkit.scoring import band, on_described_side, risk_items, score, score_pair

TESTS = Path(__file__).resolve().parents[2]
VECTORS: list[dict[str, Any]] = json.loads((TESTS / "examples" / "scoring_vectors.json").read_text(encoding="utf-8"))[
    "scoring"
]
CUT = ("below_cut", "at_or_above_13", "lonely_6plus", "at_risk")
IPAQ = {"vig_days": "q1", "vig_min": "q2", "mod_days": "q3", "mod_min": "q4", "walk_days": "q5", "walk_min": "q6"}


@pytest.fixture(scope="module")
def library(root: Path) -> Library:
    return Library(root / "resources" / "reference")


def test_there_are_ninety_two() -> None:
    assert len(VECTORS) == 92


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["id"] for vector in VECTORS])
def test_vector(library: Library, vector: dict[str, Any]) -> None:
    instrument, expected = library.instruments()[vector["instrument"]], vector["expected"]
    if expected.get("error"):
        with pytest.raises(UserCanFix, match="does not take"):
            scored(instrument, vector)
        return
    found = scored(instrument, vector)
    for name, value in expected.items():
        if isinstance(value, float | int) and not isinstance(value, bool):
            assert found[name] == pytest.approx(value, abs=vector["tolerance"]), name
        else:
            assert found[name] == value, name


def scored(instrument: Instrument, vector: dict[str, Any]) -> dict[str, Any]:
    """The vector's scores, with what it asks of cuts, bands and risk under the vector's own names."""
    items = vector["items"]
    if instrument.id == "gas":
        return dict(score(instrument, items["scores"], weights=items["weights"]))
    if instrument.id == "gbo":
        pair = score_pair(instrument, items["first"], items["last"])
        return {**pair, "changes": list(pair["goal_change"])}  # type: ignore[arg-type]
    if instrument.id == "ipaq_sf":
        items = {IPAQ[name]: value for name, value in items.items()}
    if vector.get("encoding") == "already_reversed":
        items = [4 - a if item.reverse else a for a, item in zip(items, instrument.items, strict=True)]
    found: dict[str, Any] = dict(score(instrument, items))
    bands = [band(instrument, output.id, found[output.id]) for output in instrument.outputs if output.numeric]
    found["band"] = next((label for label in bands if label), None)
    found["risk_flag"] = bool(risk_items(instrument, items))
    if instrument.caseness and (value := found[instrument.caseness.output]) is not None:
        found |= dict.fromkeys(CUT, on_described_side(instrument.caseness, value))
    return found
