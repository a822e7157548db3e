"""What the kinds of things in a person's record are called, in the window and by command."""

from __future__ import annotations

from collections.abc import Mapping

NAMES: Mapping[str, str] = {
    "former": "former name",
    "birth": "name at birth",
    "alias": "also known as",
    "spelling": "another spelling",
}
ALERTS: Mapping[str, str] = {
    "health": "health",
    "allergy": "allergy",
    "access": "access",
    "safety": "safety",
    "other": "something else",
}
LINKS: Mapping[str, str] = {
    "household": "lives with them",
    "carer": "cares for them",
    "cared_for": "is cared for by them",
    "parent": "is their parent",
    "child": "is their child",
    "worker": "is their worker",
    "next_of_kin": "is their next of kin",
    "emergency": "is their emergency contact",
}
"""What the other is to the person, after the other's name."""
MIRRORED: Mapping[str, str] = {
    "works_for": "they are this person's worker",
    "next_of_kin_of": "they are this person's next of kin",
    "emergency_of": "they are this person's emergency contact",
}
"""Links that were written down on the other's page and have no name of their own from here."""
ROLES: Mapping[str, str] = {"service_user": "service user", "volunteer": "volunteer", "staff": "staff member"}
FIFTHS = ("", "most deprived", "second most deprived", "middle", "second least deprived", "least deprived")
