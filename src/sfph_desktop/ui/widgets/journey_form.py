"""How a group came together: what the register cannot know is asked for."""

from __future__ import annotations

from typing import Any

from sfph_desktop.core.domain.shared_journeys import VEHICLES, JourneyOffer, SharedJourneys
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.widgets.fields import Field, Form


class JourneyForm(Form):
    """People come from the register and homes from their addresses; the distances are nowhere in the records."""

    def __init__(self, theme: Theme, offer: JourneyOffer) -> None:
        super().__init__(
            theme,
            (
                Field(
                    name="people",
                    label="How many of them would have come by car",
                    kind="whole",
                    needed=True,
                    help=f"{offer.words} One from each home would have driven: take off whoever would have "
                    "walked, come by bus or shared a car.",
                ),
                Field(
                    name="km_each",
                    label="Km by car for one of them, there and back",
                    kind="number",
                    needed=True,
                    help="About the average. Addresses say no distance, so the program cannot work it out.",
                ),
                Field(
                    name="vehicle",
                    label="What they came in together",
                    kind="choice",
                    choices=tuple(VEHICLES),
                    words=VEHICLES,
                    needed=True,
                    help="There is no official factor of a minibus: that of a van stands for it.",
                ),
                Field(
                    name="km_driven",
                    label="Km it drove for that, altogether",
                    kind="number",
                    needed=True,
                    help="With every detour to fetch people and take them home.",
                ),
            ),
        )
        self.rows["people"].show_value(offer.homes)

    def said(self) -> SharedJourneys:
        """What was said; raises UserCanFix after telling every problem beside its field."""
        values: dict[str, Any] = self.values()
        return SharedJourneys(**values)
