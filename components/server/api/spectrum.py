"""Where each network stands between influencing and co-ordinating, by staff and by lay partners."""

from datetime import date

from pydantic import Field

from components.server.api.asked import Asked, Takes
from components.server.api.resource import Found, Resource, Row
from components.ui.spectrum_loaders import network_positions
from components.ui.view import shown_networks
from domain.spectrum import Position, describe_gap, describe_position, gap

NOTE = (
    "Both ends of the spectrum are good ways to work, so a place is not a score. Places do not depend on "
    "programme, rung or group: these filters change nothing here."
)
_PLACE = "from 0, influencing, to 100, co-ordinating; null for no place yet"


class SpectrumRow(Row):
    """A network's two places on the spectrum."""

    network: str = Field(description="Code of the network")
    name: str = Field(description="What Heard's pages call it")
    on: date = Field(description="The day that the newest ratings are read for")
    staff_position: float | None = Field(description=f"Where staff place it, {_PLACE}", ge=0, le=100)
    staff_low: float | None = Field(description="Lowest place that unrated markers leave open", ge=0, le=100)
    staff_high: float | None = Field(
        description="Highest place that unrated markers leave open", ge=0, le=100
    )
    staff_rated: int = Field(description="Markers that staff rated", ge=0)
    staff_levels: dict[str, int] = Field(description="The level of each marker that staff rated, 0 to 3")
    staff_text: str = Field(description="Where staff place it, in words")
    lay_position: float | None = Field(description=f"Where lay partners place it, {_PLACE}", ge=0, le=100)
    lay_low: float | None = Field(description="Lowest place that unrated markers leave open", ge=0, le=100)
    lay_high: float | None = Field(description="Highest place that unrated markers leave open", ge=0, le=100)
    lay_rated: int = Field(description="Markers that lay partners rated", ge=0)
    lay_levels: dict[str, int] = Field(description="The level of each marker that lay partners rated, 0 to 3")
    lay_text: str = Field(description="Where lay partners place it, in words")
    gap: float | None = Field(
        description="Lay partners' place minus that of staff; null unless both have one"
    )
    gap_text: str = Field(description="The gap in words")
    markers: int = Field(description="Markers of the spectrum in all", ge=0)


def read_spectrum(asked: Asked) -> Found:
    """Every network of the view, from north to south."""
    on = asked.period.last
    places = network_positions(asked.facts, networks=shown_networks(asked.key, asked.facts), on=on)
    rows = []
    for one in places:
        apart = gap(one.staff, lay=one.lay)
        fields = {**_fields("staff", one.staff), **_fields("lay", one.lay)}
        rows.append(
            SpectrumRow(
                network=one.code,
                name=one.label,
                on=on,
                **fields,
                gap=apart,
                gap_text=describe_gap(apart),
                markers=one.staff.of,
            )
        )
    return Found(rows, notes=(NOTE,))


def _fields(rater: str, place: Position) -> dict[str, object]:
    return {
        f"{rater}_position": place.value,
        f"{rater}_low": place.low,
        f"{rater}_high": place.high,
        f"{rater}_rated": place.assessed,
        f"{rater}_levels": dict(place.levels),
        f"{rater}_text": describe_position(place.value),
    }


SPECTRUM = Resource(
    name="spectrum",
    title="The spectrum",
    about="Where staff and lay partners place each network, between influencing and co-ordinating.",
    row=SpectrumRow,
    takes=Takes(),
    read=read_spectrum,
)
