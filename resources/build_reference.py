"""Builds `resources/reference/` from a folder of collected reference values. Run again whenever the collection changes.

    python resources/build_reference.py SOURCE AREAS [TARGET]

What it does, and nothing else: copies the CSV files with their cells trimmed and their line ends alike; leaves out rows
whose licence forbids bundling; splits `instruments.json` into one definition for each instrument; moves the wording of
non-commercial instruments into separate data with its licence text beside it; says in data what the collection says in
prose (skip rules, accepted answers, which formula); takes of AREAS the sample of postcodes and the official ranks; and
writes a manifest with a fingerprint of every file.
Same source, same bytes. Standard library only.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
import sys
from pathlib import Path
from typing import Any

FORBIDS_BUNDLING = "not for bundling"
"""Part of the licence of rows that may not be shipped (see docs/decisions/0003)."""

ROOT_CSV = (
    "carbon_values.csv",
    "community_benefit_types.csv",
    "discount_rates.csv",
    "gdp_deflator.csv",
    "ghg_factors.csv",
    "outcome_frameworks.csv",
    "procurement_thresholds.csv",
    "swemwbs_metric.csv",
    "unit_values.csv",
    "woolly_words.csv",
)

ADDED = {
    "woolly_words.csv": (
        {
            "phrase": "more satisfied with life",
            "construct": "life satisfaction",
            "suggested_instrument_ids": "ons4",
            "level": "individual",
            "suggested_indicator": "Mean change in ONS4 life satisfaction (0-10) with 95% CI",
        },
    ),
}
"""Rows that the collection lacks: what the WELLBY values had no everyday words that led to it."""

COLLECTORS_MARKS = re.compile(
    r" ?\((?:stored file|index) id \d+\)|, (?:stored file|index) id \d+|"
    r"stored GitHub files? found by exact string search: ids [\d, ]+|stored GitHub file id \d+"
)
"""Numbers of the collector's own filing system: they lead nobody else anywhere."""

NOT_USABLE = {"outcomes_star"}
"""The owner must approve any software that holds even the names: never offered."""

GOALS = 10
"""Goals that one Goal Attainment Scaling assessment has room for."""

DAYS = {"min": 0, "max": 7}
MINUTES = {"min": 0, "max": 1440, "whole": False}
"""A day has 1,440 minutes, a week has 7 days: the accepted answers that IPAQ leaves unsaid."""

ITEM_LIMITS: dict[str, dict[str, dict[str, Any]]] = {
    "ipaq_sf": {
        "q1": DAYS, "q2": MINUTES, "q3": DAYS, "q4": MINUTES, "q5": DAYS, "q6": MINUTES, "q7": MINUTES,
    },
    "fruitveg_portions": {"q1": {"whole": False}},
}  # fmt: skip

SKIPS: dict[str, list[dict[str, Any]]] = {
    "audit": [
        {"when_sum_of": ["q1"], "equals": 0, "count_as_0": ["q2", "q3", "q4", "q5", "q6", "q7", "q8"]},
        {"when_sum_of": ["q2", "q3"], "equals": 0, "count_as_0": ["q4", "q5", "q6", "q7", "q8"]},
    ],
    "auditc": [{"when_sum_of": ["q1"], "equals": 0, "count_as_0": ["q2", "q3"]}],
    "smoking_status": [{"when_sum_of": ["q1"], "equals": 0, "count_as_0": ["q2"]}],
}
"""The published skip rules as data: items left blank because an earlier answer skips them count 0."""

FORMULAS = {
    ("ipaq_sf", "met_min_week"): "ipaq_met_minutes",
    ("ipaq_sf", "category"): "ipaq_category",
    ("gas", "T"): "kiresuk_sherman_t",
}

DEEDS = {
    "CC BY-NC-SA 3.0 IGO": "https://creativecommons.org/licenses/by-nc-sa/3.0/igo/",
    "CC BY-NC-SA 4.0": "https://creativecommons.org/licenses/by-nc-sa/4.0/",
    "CC BY-NC-ND 4.0": "https://creativecommons.org/licenses/by-nc-nd/4.0/",
}


def main(arguments: list[str]) -> int:
    """Build; 0 when done, 2 when called wrongly."""
    if len(arguments) not in (2, 3):
        sys.stderr.write("Give the folders with the collected values: build_reference.py SOURCE AREAS [TARGET]\n")
        return 2
    source, areas = Path(arguments[0]), Path(arguments[1])
    target = Path(arguments[2]) if len(arguments) == 3 else Path(__file__).resolve().parent / "reference"
    manifest = build(source, target, areas)
    sys.stdout.write(f"{len(manifest['files'])} files, {len(manifest['left_out'])} rows left out: {target}\n")
    return 0


def build(source: Path, target: Path, areas: Path | None = None) -> dict[str, Any]:
    """Write the whole library to `target` and return its manifest. An older library there is removed first.

    A folder that holds anything else is left alone: FileExistsError.
    """
    if (target / "manifest.json").exists():
        shutil.rmtree(target)
    elif target.exists() and any(target.iterdir()):
        raise FileExistsError(f"{target} holds something that is not a reference library")
    counts: dict[str, int] = {}
    left_out: list[dict[str, str]] = []
    for name in ROOT_CSV:
        counts[name] = copy_table(source / name, target / name, left_out)
    for path in sorted((source / "code_lists").glob("*.csv")):
        counts[f"code_lists/{path.name}"] = copy_table(path, target / "code_lists" / path.name, left_out)
    for instrument in json.loads((source / "instruments.json").read_text(encoding="utf-8")):
        split_instrument(cleaned(instrument), target)
    if areas is not None:
        counts |= area_tables(areas, target / "areas")
    manifest = {
        "about": "Built by resources/build_reference.py. Every figure keeps its source, licence and confidence.",
        "counts": counts,
        "files": fingerprints(target),
        "left_out": left_out,
    }
    write_json(target / "manifest.json", manifest)
    return manifest


def cleaned(value: Any) -> Any:
    """The value without the collector's own marks, text trimmed, and lists without what is empty after that."""
    if isinstance(value, str):
        return COLLECTORS_MARKS.sub("", value).strip()
    if isinstance(value, list):
        return [part for whole in value if (part := cleaned(whole)) != "" or whole == ""]
    if isinstance(value, dict):
        return {key: cleaned(part) for key, part in value.items()}
    return value


def copy_table(source: Path, target: Path, left_out: list[dict[str, str]]) -> int:
    """Copy one CSV; rows that may not be bundled go to `left_out` instead; ADDED come last. Returns the rows kept."""
    rows = list(csv.DictReader(io.StringIO(source.read_text(encoding="utf-8-sig"), newline="")))
    rows += [row for row in ADDED.get(source.name, ()) if row.keys() == rows[0].keys() and row not in rows]
    kept = []
    for row in rows:
        if FORBIDS_BUNDLING in (row.get("licence") or ""):
            told = {name: row[name] for name in ("id", "title", "publisher", "licence", "url")}
            left_out.append({"file": source.name, **told})
        else:
            kept.append(cleaned(row))
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(kept)
    return len(kept)


def split_instrument(definition: dict[str, Any], target: Path) -> None:
    """Write one instrument's definition and, where its wording is non-commercial, the wording apart from it."""
    definition = said_in_data(definition)
    if definition["licence_class"].startswith("non_commercial"):
        wording = taken_out(definition)
        folder = target / "wording_non_commercial"
        write_json(folder / f"{definition['id']}.json", wording)
        licence = folder / wording["licence_file"]
        licence.write_text(licence_text(definition), encoding="utf-8", newline="\n")
    write_json(target / "measures" / f"{definition['id']}.json", definition)


def said_in_data(definition: dict[str, Any]) -> dict[str, Any]:
    """What the collection says in prose, as data the program can follow."""
    name, scoring = definition["id"], definition["scoring"]
    only_totals = all(output["op"] == "import" for output in scoring["outputs"])
    use = "not_usable" if name in NOT_USABLE else "import_only" if only_totals else "scored"
    if name == "gas":
        definition["items"] = goals(definition["items"][0])
    for item in definition["items"]:
        item |= accepted_answers(definition, item)
    for output in scoring["outputs"]:
        if formula := FORMULAS.get((name, output["id"])):
            output["formula"] = formula
    if name in SKIPS:
        scoring["skips"] = SKIPS[name]
    return {"id": name, "use": use, **{key: part for key, part in definition.items() if key != "id"}}


def goals(model: dict[str, Any]) -> list[dict[str, Any]]:
    """Goal Attainment Scaling has as many items as a person has goals: room for ten, the rest left blank."""
    return [{**model, "id": f"goal_{i}", "theme": f"goal {i}"} for i in range(1, GOALS + 1)]


def accepted_answers(definition: dict[str, Any], item: dict[str, Any]) -> dict[str, Any]:
    """Limits of an item that the collection keeps elsewhere: in item maxima, in weights, or in common sense."""
    scoring, name = definition["scoring"], item["id"]
    if maxima := scoring.get("item_maxima"):
        steps = range(0, maxima[name] + 1, 5)
        return {"min": 0, "max": maxima[name], "response_options": [{"value": v, "label": str(v)} for v in steps]}
    for output in scoring["outputs"]:
        if output["op"] == "weighted_sum_by_answer":
            coded = [int(code) for code in output["weights"][item["theme"]]]
            return {"min": min(coded), "max": max(coded)}
    return ITEM_LIMITS.get(definition["id"], {}).get(name, {})


def taken_out(definition: dict[str, Any]) -> dict[str, Any]:
    """Move every protected word of a definition into a wording of its own; the numbers stay."""
    items: dict[str, Any] = {}
    for item in definition["items"]:
        own = {"text": item["text"], "stem": item.get("stem"), "options": labels(item.get("response_options"))}
        if words := {key: part for key, part in own.items() if part}:
            items[item["id"]] = words
        item["text"] = None
        item.pop("stem", None)
        bare(item.get("response_options"))
    wording = {
        "id": definition["id"],
        "licence": definition["licence"],
        "licence_class": definition["licence_class"],
        "licence_file": f"{definition['id']}.LICENCE.txt",
        "attribution_text": definition["attribution_text"],
        "stem": definition["stem"],
        "options": labels(definition["response_options"]),
        "items": items,
    }
    definition["stem"] = None
    bare(definition["response_options"])
    definition["wording_file"] = f"wording_non_commercial/{definition['id']}.json"
    return wording


def labels(options: list[dict[str, Any]] | None) -> dict[str, str]:
    """Labels by value; without those that are only the number itself."""
    return {f"{o['value']:g}": o["label"] for o in options or [] if o["label"] != f"{o['value']:g}"}


def bare(options: list[dict[str, Any]] | None) -> None:
    """Leave the numbers as their own labels."""
    for option in options or []:
        option["label"] = f"{option['value']:g}"


def licence_text(definition: dict[str, Any]) -> str:
    """The licence of a wording, as its owner states it, to lie beside the wording."""
    lines = [
        f"Licence of the wording of {definition['name']} ({definition['abbreviation']})",
        "",
        "This wording is data beside the program. It is not under the program's own licence and is never sold.",
        "",
        f"Terms, as stated by the owner or in the sources named below: {definition['licence']}",
    ]
    lines += [f"Licence deed: {url}" for words, url in DEEDS.items() if words in definition["licence"]]
    if definition["wording_conditions"]:
        lines += [f"Conditions: {definition['wording_conditions']}"]
    lines += [
        f"What you must do: {definition['user_must_do']}",
        f"Print with it: {definition['attribution_text']}",
        "",
        "Sources:",
        *(f"- {url}" for url in definition["source_urls"]),
    ]
    return "\n".join(lines) + "\n"


POSTCODES_FROM, RANKS_FROM = "scottish-postcodes-sample-8598.csv", "simd2020v2-datazone-ranks.csv"
ABOUT_AREAS = {
    "title": "Sample of Scottish postcodes with SIMD 2020v2",
    "edition": "ONSPD 2025, sample of 8,598",
    "publisher": "Office for National Statistics; Scottish Government",
    "licence": "OGL v3.0",
    "attribution": (
        "Contains OS data © Crown copyright and database right 2025. Contains Royal Mail data © Royal Mail copyright "
        "and database right 2025. Source: Office for National Statistics licensed under the Open Government Licence "
        "v.3.0. "
        "SIMD 2020v2: Scottish Government, licensed under the Open Government Licence v.3.0."
    ),
    "url": "https://www.gov.scot/collections/scottish-index-of-multiple-deprivation-2020/",
    "whole": False,
    "simd_version": "2020v2",
}


def area_tables(source: Path, target: Path) -> dict[str, int]:
    """Which council and data zone a postcode lies in, and the official rank of each zone; the rows of each table.

    Only official columns are taken: the source of the ranks has estimates of others beside them.
    """
    postcodes = sorted(
        (f"{row['pcd'][:-3].strip()} {row['pcd'][-3:]}", row["oslaua"], row["lsoa11"])
        for row in csv.DictReader(io.StringIO((source / POSTCODES_FROM).read_text(encoding="utf-8"), newline=""))
    )
    ranks = sorted(
        (row["Data_Zone"], row["SIMD2020v2_Rank"])
        for row in csv.DictReader(io.StringIO((source / RANKS_FROM).read_text(encoding="utf-8"), newline=""))
    )
    target.mkdir(parents=True, exist_ok=True)
    counts = {}
    for name, heading, rows in (
        ("postcodes.csv", ("postcode", "council", "data_zone"), postcodes),
        ("ranks.csv", ("data_zone", "rank"), ranks),
    ):
        with (target / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([heading, *rows])
        counts[f"areas/{name}"] = len(rows)
    write_json(target / "about.json", ABOUT_AREAS)
    return counts


def fingerprints(target: Path) -> dict[str, dict[str, Any]]:
    """SHA-256 and size of every file below `target`, by its path with forward slashes."""
    found = {}
    for path in sorted(target.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            name = path.relative_to(target).as_posix()
            found[name] = {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    return dict(sorted(found.items()))


def write_json(path: Path, value: Any) -> None:
    """Write JSON that people can read and that comes out the same each time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
