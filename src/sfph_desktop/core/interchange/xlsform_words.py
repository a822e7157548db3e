"""What the words of an XLSForm mean here: its types of question, its limits and its sums."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SELECT = re.compile(
    r"(?:add )?select[_ ](?P<many>multiple|all that apply|one)(?: prompt using)?(?: from| using)? +(?P<list>\S+)"
    r"(?P<other> +or[_ ](?:specify )?other)?",
    re.IGNORECASE,
)
NUMBERS = {"integer": True, "int": True, "decimal": False, "range": False}
"""Types with a number, and whether it is a whole one."""
WORDS = frozenset({"text", "string", "time", "datetime", "phone number", "phone_number"})
PASSED_OVER = frozenset(
    {
        *("start", "end", "today", "deviceid", "device id", "subscriberid", "simserial", "phonenumber", "username"),
        *("email", "audit", "hidden", "note", "start time", "end time", "get device id", "get today"),
    }
)
"""What a tablet fills in by itself, and notes: nothing that a person answers."""
NOT_HERE = {
    "geopoint": "asks where the tablet is; places are not kept here",
    "geotrace": "asks for a way on a map; places are not kept here",
    "geoshape": "asks for an area on a map; places are not kept here",
    "start-geopoint": "notes where the tablet is; places are not kept here",
    "gps": "asks where the tablet is; places are not kept here",
    "location": "asks where the tablet is; places are not kept here",
    "image": "asks for a photograph, which is not kept here",
    "photo": "asks for a photograph, which is not kept here",
    "audio": "asks for a sound recording, which is not kept here",
    "background-audio": "records sound, which is not kept here",
    "video": "asks for a film, which is not kept here",
    "file": "asks for a file, which is not kept here",
    "barcode": "asks for a barcode, which cannot be read here",
    "rank": "asks for an order, which cannot be scored here",
    "xml-external": "uses another file, which is not here",
    "csv-external": "uses another file, which is not here",
}
_LIMIT = re.compile(r"\.\s*(?P<sign>>=|<=|>|<)\s*(?P<number>-?\d+(?:\.\d+)?)")
_NAME = re.compile(r"\$\{\s*([A-Za-z_][\w.\-]*)\s*\}")
_SUM = re.compile(r"\(*\s*(?P<terms>\$\{[^}]*\}\s*(?:\+\s*\$\{[^}]*\}\s*)*)\)*\s*(?:(?:div|/)\s*(?P<by>\d+))?\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a type asks for."""

    kind: str
    """choice, several, number, words, date, yes_no; begin, end; calculate; '' for what is passed over."""
    answers: str = ""
    other: bool = False
    """An answer of one's own may be written down besides."""
    whole: bool = True


def asked(word: str) -> Asked | str:
    """What a type asks for, or why it cannot be asked here, to be said after the question's name."""
    plain = re.sub(r"\s+", " ", word.strip())
    small = plain.casefold()
    if small.startswith(("select_one_from_file", "select_multiple_from_file", "select_one_external")):
        return f"takes its answers from another file ({plain.split(' ', 1)[-1]}), which is not here"
    if chosen := _SELECT.fullmatch(plain):
        kind = "choice" if chosen["many"].casefold() == "one" else "several"
        return Asked(kind=kind, answers=chosen["list"], other=bool(chosen["other"]))
    if small in NOT_HERE:
        return NOT_HERE[small]
    if small in NUMBERS:
        return Asked(kind="number", whole=NUMBERS[small])
    if (bracket := re.fullmatch(r"(begin|end)[_ ](group|repeat|lgroup|looped group)(?: .*)?", small)) is not None:
        return Asked(kind=bracket[1], answers="repeat" if "group" not in bracket[2] else "group")
    simple = {"date": "date", "calculate": "calculate", "acknowledge": "yes_no", "trigger": "yes_no"}
    if small in simple:
        return Asked(kind=simple[small])
    if small in WORDS:
        return Asked(kind="words")
    if small in PASSED_OVER:
        return Asked(kind="")
    return f"is of the type '{plain}', which is not known here"


def limits(constraint: str, parameters: str = "", *, whole: bool = True) -> tuple[float | None, float | None] | None:
    """The lowest and highest number that a constraint lets through; None when it says more than limits.

    `parameters` are those of a `range`: start=0 end=10 step=1.
    """
    low = high = None
    if given := dict(re.findall(r"(start|end)\s*=\s*(-?\d+(?:\.\d+)?)", parameters)):
        low = float(given["start"]) if "start" in given else None
        high = float(given["end"]) if "end" in given else None
    step = 1.0 if whole else 0.0
    for part in re.split(r"\s+and\s+", constraint.strip().strip("()")) if constraint.strip() else ():
        found = _LIMIT.fullmatch(part.strip().strip("()"))
        if found is None or (not whole and found["sign"] in {">", "<"}):
            return None
        value = float(found["number"])
        if found["sign"].startswith(">"):
            low = value + (step if found["sign"] == ">" else 0)
        else:
            high = value - (step if found["sign"] == "<" else 0)
    return low, high


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A calculation that is a score: the names it adds up, and whether it divides by how many they are."""

    names: tuple[str, ...]
    mean: bool = False


def added(calculation: str) -> Added | None:
    """The score that a calculation is; None where it is anything but a plain sum or mean."""
    text = calculation.strip()
    found = _SUM.fullmatch(text)
    if found is None or text.count("(") != text.count(")"):
        return None
    names = tuple(_NAME.findall(found["terms"]))
    if len(set(names)) != len(names) or len(names) < 2:
        return None
    if found["by"] is None:
        return Added(names=names)
    # ${a} + ${b} div 2 divides only the last, without brackets.
    divides_all = text.startswith("(") and int(found["by"]) == len(names)
    return Added(names=names, mean=True) if divides_all else None
