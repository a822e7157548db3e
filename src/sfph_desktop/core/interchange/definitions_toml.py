"""The network's definitions as the desk edits them: TOML, with what each line may be said at its head."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sfph_desktop.core.domain.network import Definitions, NetworkIndicator, Quarter, read_quarter
from sfph_desktop.core.domain.problems import Problem, UserCanFix

LARGEST = 2**18
HUGE = 10**9
"""No number here is so large; one of a hundred thousand digits could not even be said in words."""
_TOP = {"first_quarter": str, "threshold": int, "agreement": str, "indicator": list}
_FIELDS = ("id", "name", "level", "kind", "measure", "unit", "window", "groups", "better", "per", "purpose")
_NEEDED = ("id", "name", "level", "kind", "measure", "unit")
_HEAD = """\
# What the network asks of its members each quarter. Edit this file, then: sfph network define FILE.toml
# An id keeps its kind, measure, unit, window and per for ever; for something else take a new id. What is left out is
# no longer asked for.
#   kind     count (people), share (people of people), mean (average change), quantity (an amount of nobody's)
#   measure  reach:people, reach:volunteers, reach:sessions, reach:attendances, INSTRUMENT.improved,
#            INSTRUMENT.recovered, INSTRUMENT.OUTPUT.change_sum, event:TYPE, event_quantity:TYPE, environment:tco2e
#   window   quarter, or year: the twelve months that end with the quarter
#   groups   age_band, gender, deprivation
#   better   higher, lower, or "" where neither is
#   per      for a count or an amount: the id of a count of people over the same time. Members are compared by so much
#            for each one of them; totals stay as they are. Leave it out to compare by the figure itself.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wished:
    """What the desk wrote: the definitions without the network's name, keys, number and day."""

    first_quarter: Quarter | None
    threshold: int | None
    agreement: str
    indicators: tuple[NetworkIndicator, ...]


def definitions_toml(found: Definitions) -> str:
    """Definitions as the desk edits them."""
    lines = [_HEAD, f"first_quarter = {_text(str(found.first_quarter))}", f"threshold = {found.threshold}"]
    lines.append(f"agreement = {_text(found.agreement)}")
    for one in found.indicators:
        lines += ["", "[[indicator]]"]
        for name in _FIELDS:
            value = getattr(one, name)
            if name == "per" and not value:
                continue
            told = f"[{', '.join(map(_text, value))}]" if isinstance(value, tuple) else _text(value)
            lines.append(f"{name} = {told}")
    return "\n".join(lines) + "\n"


def read_definitions_toml(path: Path) -> Wished:
    """What the desk wrote in a file. Raises UserCanFix naming each place that is not as it should be."""
    try:
        if path.stat().st_size > LARGEST:
            raise UserCanFix(
                what=f"'{path.name}' is larger than {LARGEST // 1024} kB.", do="Give the file the desk edits."
            )
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UserCanFix(
            what=f"'{path.name}' cannot be read.", why=f"The computer says: {error.strerror}.", do="Check its name."
        ) from None
    except UnicodeDecodeError:
        raise UserCanFix(what=f"'{path.name}' is no text.", do="Give a text file in UTF-8.") from None
    return wished(text, path.name)


def wished(text: str, name: str) -> Wished:
    """What the desk wrote. Raises UserCanFix as `read_definitions_toml` does."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise UserCanFix(what=f"'{name}' is no TOML.", why=f"{trouble}.", do="Mend that place.") from None
    except (ValueError, RecursionError):  # a number of thousands of digits, or lists within lists without end
        raise UserCanFix(what=f"'{name}' is no TOML that can be read.", do="Give the file the desk edits.") from None
    problems = list(_top_problems(told))
    listed = told.get("indicator", [])
    indicators = []
    for number, one in enumerate(listed if isinstance(listed, list) else [], start=1):
        found = list(_problems(f"indicator {number}", one))
        problems += found
        if not found:
            indicators.append(NetworkIndicator(**{**one, "groups": tuple(one.get("groups", ()))}))
    if problems:
        first = problems[0]
        raise UserCanFix(what=f"'{name}', {first}", do="Nothing was changed.", problems=tuple(problems))
    quarter = told.get("first_quarter", "")
    return Wished(
        first_quarter=read_quarter(quarter) if quarter else None,
        threshold=told.get("threshold"),
        agreement=told.get("agreement", "").strip(),
        indicators=tuple(indicators),
    )


def _top_problems(told: Mapping[str, Any]) -> list[Problem]:
    problems = [_said(name, "It is not known here.", ", ".join(_TOP)) for name in told if name not in _TOP]
    for name, kind in _TOP.items():
        huge = isinstance(told.get(name), int) and abs(told[name]) >= HUGE
        if name in told and (not isinstance(told[name], kind) or isinstance(told[name], bool) or huge):
            problems.append(
                _said(name, "It is not what belongs there.", {str: "a text", int: "a number"}.get(kind, ""))
            )
    quarter = told.get("first_quarter", "")
    if isinstance(quarter, str) and quarter and read_quarter(quarter) is None:
        problems.append(_said("first_quarter", f"'{quarter[:40]}' is no quarter.", "2026Q2, and so on"))
    return problems


def _problems(place: str, one: Any) -> list[Problem]:
    if not isinstance(one, dict):
        return [_said(place, "It is not what belongs there.", '[[indicator]], and lines as id = "..."')]
    problems = [
        _said(f"{place}: {name}", "It is not known here.", ", ".join(_FIELDS)) for name in one if name not in _FIELDS
    ]
    problems += [_said(f"{place}: {name}", "It is missing.", "a text") for name in _NEEDED if name not in one]
    for name, value in one.items():
        listed = isinstance(value, list) and all(isinstance(each, str) for each in value)
        if name in _FIELDS and not (listed if name == "groups" else isinstance(value, str)):
            problems.append(
                _said(
                    f"{place}: {name}",
                    "It is not what belongs there.",
                    "a list of texts" if name == "groups" else "a text",
                )
            )
    return problems


def _said(column: str, reason: str, accepted: str) -> Problem:
    return Problem(column=column, reason=reason, accepted=accepted)


def _text(value: str) -> str:
    """A text as TOML writes it; of JSON's way it differs by one sign, which no text here has."""
    return json.dumps(value, ensure_ascii=False)
