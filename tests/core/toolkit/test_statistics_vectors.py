"""All 44 statistics vectors: published tests, printed values and reference packages, one runner per kind."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sfph_desktop.core.toolkit import reliable
from sfph_desktop.core.toolkit import statistics as stats

TESTS = Path(__file__).resolve().parents[2]
VECTORS: list[dict[str, Any]] = json.loads((TESTS / "examples" / "scoring_vectors.json").read_text(encoding="utf-8"))[
    "statistics"
]
Given = dict[str, Any]


def both(given: Given) -> tuple[Any, Any]:
    return np.array(given["pre"], dtype=float), np.array(given["post"], dtype=float)


def paired_t(given: Given) -> Given:
    before, after = both(given)
    found = stats.mean_change(after - before, given["confidence"])
    assert found is not None
    return {
        "n": found.n,
        "mean_change": found.mean,
        "sd_change": found.sd,
        "t": found.t,
        "df": found.n - 1,
        "p": found.p,
        "ci_low": found.low,
        "ci_high": found.high,
        "d_z": stats.standardised_response_mean(found.mean, found.sd),
    }


def paired_effect_size(given: Given) -> Given:
    before, after = both(given)
    mean = float((after - before).mean())
    d = stats.d_av(mean, stats.average_spread(before, after))
    assert d is not None
    srm = stats.standardised_response_mean(mean, stats.spread(after - before))
    return {
        "r": stats.correlation(before, after),
        "d_z": srm,
        "srm": srm,
        "d_av": d,
        "g_av": stats.g_av(d, before.size),
    }


def interval(found: tuple[float, float] | None) -> Given:
    return {"ci_low": None, "ci_high": None} if found is None else {"ci_low": found[0], "ci_high": found[1]}


def wilcoxon(given: Given) -> Given:
    differences = given.get("differences")
    if differences is None:
        differences = np.array(given["x"]) - np.array(given["y"])
    method = {"asymptotic": "normal"}.get(given["method"], given["method"])
    found = stats.wilcoxon(
        np.array(differences, dtype=float),
        method=method,
        alternative=given.get("alternative", "two-sided"),
        correction=False,
    )
    return {"statistic": None, "p": None} if found is None else {"statistic": found.statistic, "p": found.p}


def mcnemar(given: Given) -> Given:
    (_, gained), (lost, _) = given["table"]
    corrected, plain = stats.mcnemar_chi2(gained, lost), stats.mcnemar_chi2(gained, lost, correction=False)
    return {
        "exact_statistic": min(gained, lost),
        "exact_p": stats.mcnemar_exact(gained, lost),
        "chi2_cc": corrected[0] if corrected else None,
        "chi2_cc_p": corrected[1] if corrected else None,
        "chi2": plain[0] if plain else None,
        "chi2_p": plain[1] if plain else None,
    }


def rci(given: Given) -> Given:
    sd, r = given["sd"], given["reliability"]
    return {
        "sem": reliable.sem(sd, r),
        "s_diff": reliable.s_diff(sd, r),
        "rci": [reliable.reliable_change_index(change, sd, r) for change in given["change"]],
    }


def rci_category(given: Given) -> Given:
    up, critical = given["higher_is_better"], given["critical"]
    return {
        "categories": [reliable.reliable_category(one, higher_is_better=up, critical=critical) for one in given["rci"]]
    }


def jt_cutoff(given: Given) -> Given:
    found = reliable.jt_cutoffs(**given)
    return {"a": found.a, "b": found.b, "c": found.c}


def jt_category(given: Given) -> Given:
    rules = {name: given[name] for name in ("cutoff", "threshold", "higher_is_better")}
    return {"categories": [reliable.jt_category(before, after, **rules) for before, after in given["pairs"]]}


def reliable_threshold(given: Given) -> Given:
    more = {name: given[name] for name in ("z", "multiplier") if name in given}
    return {"threshold": reliable.reliable_threshold(given["sem"], **more)}


def talking_therapies(given: Given) -> Given:
    found = reliable.talking_therapies(**given)
    return {name: getattr(found, name) for name in found.__slots__}


def cohort_change(given: Given) -> Given:
    people = [[(visit["date"], visit["score"]) for visit in person] for person in given["people"]]
    found = reliable.cohort_change(people, higher_is_better=given["higher_is_better"])
    return {name: getattr(found, name) for name in found.__slots__}


def regression_to_mean(given: Given) -> Given:
    found = reliable.regression_to_mean(**given)
    return {"expected_first_mean": found.first_mean, "expected_change_without_intervention": found.change}


KINDS: dict[str, Callable[[Given], Given]] = {
    "paired_t": paired_t,
    "paired_effect_size": paired_effect_size,
    "paired_effect_size_ci": lambda given: interval(stats.d_av_interval_noncentral(*both(given), given["confidence"])),
    "srm_from_t": lambda given: {"srm": stats.srm_from_t(given["t"], given["n"])},
    "hedges_j": lambda given: {"J": stats.hedges_j(given["df"])},
    "hedges_j_approx": lambda given: {"J": stats.hedges_j_approximate(given["df"])},
    "wilcoxon": wilcoxon,
    "wilson": lambda given: interval(stats.wilson(given["count"], given["n"], given["confidence"])),
    "mcnemar": mcnemar,
    "rci": rci,
    "rci_category": rci_category,
    "jt_cutoff": jt_cutoff,
    "jt_category": jt_category,
    "reliable_threshold": reliable_threshold,
    "nhs_talking_therapies": talking_therapies,
    "cohort_change": cohort_change,
    "regression_to_mean": regression_to_mean,
}


def test_every_vector_is_there() -> None:
    assert len(VECTORS) == 44
    assert {one["kind"] for one in VECTORS} == set(KINDS)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda one: one["id"])
def test_vector(vector: dict[str, Any]) -> None:
    found = KINDS[vector["kind"]](vector["input"])
    for name, expected in vector["expected"].items():
        words = isinstance(expected, list) and isinstance(expected[0], str)
        if expected is None or isinstance(expected, bool) or words:
            assert found[name] == expected, name
        else:
            assert found[name] == pytest.approx(expected, abs=vector["tolerance"]), name
