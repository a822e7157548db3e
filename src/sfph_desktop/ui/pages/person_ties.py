"""What ties a person to others, fetched beside their record: other records, referrals, and who does what for them."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from sfph_desktop.core.domain.partners import Involvement, Referral
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.pages import tie_calls as calls
from sfph_desktop.ui.pages.partner_calls import refer
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.support.jobs import Job
from sfph_desktop.ui.widgets.person_partners import PersonPartners
from sfph_desktop.ui.widgets.person_referrals import PersonReferrals
from sfph_desktop.ui.widgets.person_same import PersonSame
from sfph_desktop.ui.widgets.person_story import PersonStory
from sfph_desktop.ui.widgets.wishes import OpenPair, OpenReferral, TellStory


class PersonTies(QObject):
    """Pieces for a person's page: `same` for its head, `story` beneath consent, `referrals` and `partners` alone."""

    rearranged = Signal()
    """Pieces were made anew: Tab has to be told their order."""

    def __init__(self, office: Any, shell: ShellContext, parent: QObject) -> None:
        super().__init__(parent)
        self.office, self.shell = office, shell
        self.same = PersonSame(shell.theme)
        self.referrals = PersonReferrals(shell.theme)
        self.partners = PersonPartners(shell.theme)
        self.story = PersonStory(shell.theme)
        self.story.wanted.connect(self._on_story)
        self.shown: calls.Ties | None = None
        self._ref = ""
        self._job: Job[calls.Ties] | None = None
        self.same.apart.connect(lambda ref: self._save(partial(calls.take_apart, office, ref)))
        self.same.person_wanted.connect(lambda person: shell.navigate("people", person))
        self.same.pair_wanted.connect(lambda one, other: shell.navigate("held", OpenPair(ref=one, other_ref=other)))
        self.referrals.opened.connect(self._on_referral)
        self.referrals.wanted.connect(self._on_refer)
        self.partners.agreed.connect(self._on_agreed)
        self.partners.wanted.connect(self._on_involve)
        self.partners.changed.connect(self._on_changed)
        self.partners.gone.connect(lambda number: self._save(partial(calls.end_involvement, office, number)))
        self.partners.partner_wanted.connect(lambda number: shell.navigate("partners", number))

    def show_person(self, person: int, ref: str) -> None:
        """Fetch and show what ties a person to others."""
        self._ref = ref
        if self.shown is not None and self.shown.person_id != person:
            self.same.hide()  # of somebody else
        if self._job is not None and self._job.running:
            self._job.drop()
        self._job = self.shell.jobs.records(partial(calls.ties, self.office, person), self._show, self, failed=_gone)

    # --- inside

    def _show(self, ties: calls.Ties) -> None:
        other = self.shown is None or self.shown.person_id != ties.person_id
        self.shown = ties
        self.same.show_same(ties.person_id, self._ref, ties.same)
        self.referrals.show_ties(ties, other=other)
        self.partners.show_ties(ties, other=other)
        self.story.show_ties(ties)
        self.rearranged.emit()

    def _save(self, work: Any) -> None:
        self.shell.jobs.records(work, None, self)

    def _on_referral(self, number: object) -> None:
        if isinstance(number, int):
            self.shell.navigate("partners", OpenReferral(referral_id=number))

    def _on_refer(self, referral: Referral) -> None:
        then, failed = self.referrals.put_away, self.referrals.add.show_failure
        work = partial(refer, self.office, referral)
        self.shell.jobs.records(work, lambda _done: then(), self, failed=failed)

    def _on_story(self) -> None:
        if self.shown is not None:
            wish = TellStory(person_id=self.shown.person_id, person_name=self.shown.name)
            self.shell.navigate("stories", wish)

    def _on_agreed(self) -> None:
        if self.shown is not None:
            self._save(partial(calls.agree, self.office, self.shown.person_id))

    def _on_involve(self, partner: int, typed: dict[str, Any]) -> None:
        if self.shown is not None:
            work = partial(calls.involve, self.office, self.shown.person_id, partner, typed)
            failed = self.partners.add.show_failure
            self.shell.jobs.records(work, lambda _done: self.partners.put_away(), self, failed=failed)

    def _on_changed(self, involvement: Involvement) -> None:
        def failed(failure: UserCanFix) -> None:
            form = self.partners.forms.get(involvement.id)
            if form is None or not form.show_problems(failure):
                self.shell.messages.problem(failure)

        self.shell.jobs.records(partial(calls.change_involvement, self.office, involvement), None, self, failed=failed)


def _gone(_failure: UserCanFix) -> None:
    """Whoever was shown is not there any more: their page says so."""
