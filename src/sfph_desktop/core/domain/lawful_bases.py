"""On which lawful basis a field of people's records is used for a purpose (UK GDPR, Articles 6 and 9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sfph_desktop.core.domain.returns import FIELDS, SPECIAL

PURPOSES: Mapping[str, str] = {"network": "the return to the network"}
"""For what a basis may be recorded."""
BASES: Mapping[str, str] = {
    "consent": "consent (Article 6(1)(a))",
    "contract": "a contract with the person (Article 6(1)(b))",
    "legal_obligation": "a legal obligation (Article 6(1)(c))",
    "vital_interests": "vital interests (Article 6(1)(d))",
    "public_task": "a public task (Article 6(1)(e))",
    "recognised_interest": "a recognised legitimate interest (Article 6(1)(ea))",
    "legitimate_interests": "legitimate interests (Article 6(1)(f))",
}
CONDITIONS: Mapping[str, str] = {
    "explicit_consent": "explicit consent (Article 9(2)(a))",
    "social_protection": "employment, social security and social protection (Article 9(2)(b))",
    "vital_interests": "vital interests (Article 9(2)(c))",
    "not_for_profit": "a not-for-profit body's own members (Article 9(2)(d))",
    "made_public": "made public by the person (Article 9(2)(e))",
    "legal_claims": "legal claims (Article 9(2)(f))",
    "public_interest": "substantial public interest (Article 9(2)(g))",
    "health_or_social_care": "health or social care (Article 9(2)(h))",
    "public_health": "public health (Article 9(2)(i))",
    "research": "archiving, research and statistics (Article 9(2)(j))",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LawfulBasis:
    """The basis on which one field is used for one purpose, from a day on, until it is ended."""

    id: int = 0
    purpose: str
    field: str
    basis: str
    condition: str = ""
    """Of Article 9: needed for what tells of health or care."""
    reason: str = ""
    """Why it is the right one, in the office's own words."""
    from_date: date
    decided_by: str = ""
    ended_on: date | None = None
    """From that day on it is no basis any more."""

    @property
    def words(self) -> str:
        """As it is told: the basis, and the condition where there is one."""
        told = BASES.get(self.basis, self.basis)
        return f"{told}; {CONDITIONS.get(self.condition, self.condition)}" if self.condition else told

    @property
    def in_short(self) -> str:
        """The same without the Articles, for a list."""
        return "; ".join(part.partition(" (Article")[0] for part in self.words.split("; "))


def in_force(bases: Iterable[LawfulBasis], purpose: str, on: date) -> dict[str, LawfulBasis]:
    """By field the basis in force on a day; one without the condition that its field needs is none."""
    found: dict[str, LawfulBasis] = {}
    for one in sorted(bases, key=lambda one: (one.from_date, one.id)):
        begun = one.from_date <= on and (one.ended_on is None or one.ended_on > on)
        if one.purpose == purpose and begun and whole(one):
            found[one.field] = one
    return found


def whole(one: LawfulBasis) -> bool:
    """Whether a basis is one: known words, and a condition where the field needs it."""
    known = one.field in FIELDS and one.basis in BASES and (not one.condition or one.condition in CONDITIONS)
    return known and bool(one.condition or one.field not in SPECIAL)
