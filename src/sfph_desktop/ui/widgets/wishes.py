"""What one place may ask of another besides showing a record: `navigate("people", ADD_PERSON)`."""

from __future__ import annotations

from dataclasses import dataclass

from sfph_desktop.core.domain.registers import RegisterAt

ADD_PERSON = "add a person"
"""Opens the form for somebody new, on People."""
TAKE_REGISTER = "take a register"
"""Opens Sessions with the registers of the day."""

SHOW_COMPARISONS = "show the comparisons"
"""Opens the comparisons, on Measures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIsDue:
    """Opens what is due on Measures, of one questionnaire."""

    instrument: str = ""
    """Blank for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRegister:
    """Opens one register on Sessions."""

    at: RegisterAt


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenGroup:
    """Opens the page of one group on Sessions."""

    group_id: int


WAITING_LIST = "waiting list"
"""Opens the waiting list, on Partners and referrals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenReferral:
    """Opens one referral, on Partners and referrals."""

    referral_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitsFor:
    """Opens the waiting list at one referral, on Partners and referrals."""

    referral_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPair:
    """Opens two records that may be of one person, on What waits for a decision."""

    ref: str
    """The later record."""
    other_ref: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterQuestionnaire:
    """Opens the entry from paper on Measures, with what is known already."""

    person_id: int = 0
    """0: nobody is chosen yet."""
    person_name: str = ""
    instrument: str = ""
    stage: str = ""
    code: str = ""
    """Of the paper it is typed from."""
    at_once: bool = False
    """Everything but the answers is known: the keyboard goes to the first question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellStory:
    """Opens a person's case study, or begins one, on Case studies."""

    person_id: int
    person_name: str = ""
