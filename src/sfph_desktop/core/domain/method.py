"""What a printed statement of the toolkit's method holds: its rules, its formulas, and one example worked through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """One thing that the toolkit works out."""

    name: str
    """What it is, in plain words."""
    definition: str
    """How it is worked out, in the words that stand at the code which does it."""
    code: str
    """Where that code stands: `toolkit.statistics.wilson`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodPart:
    """A section: what it is about, rules in plain words, and formulas."""

    title: str
    lead: str
    rules: tuple[str, ...] = ()
    formulas: tuple[Formula, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedStep:
    """One step of the worked example: what is done, with which numbers, and what comes out."""

    what: str
    working: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedExample:
    """Invented people, worked through by the very code that works out an office's own figures."""

    before: tuple[float, ...]
    after: tuple[float, ...]
    steps: tuple[WorkedStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodStatement:
    """The method as this version of the program follows it. The same method has the same version mark."""

    parts: tuple[MethodPart, ...]
    example: WorkedExample
    better: Mapping[str, str]
    """Of each scored instrument by id: when a person counts as better."""
    version: str
    """Fingerprint of parts and example: two statements with the same mark say the same."""
