"""Reads the file of tokens without tomllib, whose import takes longer than all the reading: the first window waits.

Only what the file uses is understood: sections, and names with a text, a number, or a list of these on one line.
Anything else is left to tomllib, so the file may use all of TOML, at the price of some milliseconds at each start.
"""

from __future__ import annotations

import re
from typing import Any

_TEXT, _NUMBER = r'"[^"\\\x00-\x1f]*"', r"(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,8})?"
_ONE = f"(?:{_TEXT}|{_NUMBER})"
_LINE = re.compile(
    r"\[(?P<section>[a-z_.]+)\]\s*(?:#.*)?"
    rf'|(?P<name>[a-z_]+|"[a-z_ ]+") = (?:(?P<one>{_ONE})|\[(?P<many>{_ONE}(?:, {_ONE})*)\])\s*(?:#.*)?'
    r"|\s*(?:#.*)?"
)
_EACH = re.compile(_ONE)


class _NotOurs(Exception):
    """The file says something in a way that is not understood here."""


def read_tokens(text: str) -> dict[str, Any]:
    """The parts of the file by name; raises tomllib.TOMLDecodeError when it is no TOML."""
    try:
        return _read(text)
    except _NotOurs:
        import tomllib

        return tomllib.loads(text)


def _read(text: str) -> dict[str, Any]:
    whole: dict[str, Any] = {}
    part = whole
    seen: set[str] = set()
    for line in text.split("\n"):
        found = _LINE.fullmatch(line)
        if found is None:
            raise _NotOurs
        section, name, one, many = found.group("section", "name", "one", "many")
        if section is not None:
            if section in seen:
                raise _NotOurs
            seen.add(section)
            part = _part(whole, section)
        elif name is not None:
            name = name.strip('"')
            if name in part:
                raise _NotOurs
            part[name] = _value(one) if one is not None else [_value(each) for each in _EACH.findall(many)]
    return whole


def _part(whole: dict[str, Any], section: str) -> dict[str, Any]:
    part = whole
    for step in section.split("."):
        if not step or not isinstance(part, dict):
            raise _NotOurs
        part = part.setdefault(step, {})
    if not isinstance(part, dict):
        raise _NotOurs
    return part


def _value(said: str) -> str | int | float:
    if said.startswith('"'):
        return said[1:-1]
    return float(said) if "." in said else int(said)
