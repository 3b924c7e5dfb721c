"""Events, series breaks, disturbed periods and reference lines, from their tables' plain rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.template import NEUTRAL, translucent
from dashboard.text import Text, numbers, periods

Rows = Iterable[Mapping[str, Any]]
"""Rows of `event_note` (starts_on, ends_on, kind, text_da, text_en) or `reference_series` (series, …)."""

SHADED = ("disturbance", "chosen")
"""Kinds that last: from a first to a last day."""


ABOVE = 60
"""Pixels over a plot with flags: they stand under the subtitle, not on it."""


@dataclass(frozen=True)
class Placed:
    """An event with its number on a chart, the place it begins at, and the last one where it lasts."""

    number: int
    event: Mapping[str, Any]
    start: int
    end: int | None


def placed(events: Rows, places: Sequence[str]) -> list[Placed]:
    """The events that are marked on these places: every drawing, and the list under it, has these alone."""
    starts = ((event, _start(event, places)) for event in events)
    found = [(event, start) for event, start in starts if start is not None]
    return [
        Placed(number, event, start, _end(event, places))
        for number, (event, start) in enumerate(found, start=1)
    ]


def mark_events(figure: go.Figure, events: Rows, places: Sequence[str], text: Text) -> None:
    """A line where something happened or a series breaks, a shade over a disturbed period; each numbered."""
    told: dict[int, list[Placed]] = {}
    for one in placed(events, places):
        if one.end is not None:
            shade = translucent(NEUTRAL, 0.15)
            x0, x1 = one.start - 0.5, one.end + 0.5
            figure.add_vrect(x0=x0, x1=x1, fillcolor=shade, line_width=0, layer="below")
        else:
            dash = "dash" if one.event["kind"] == "series_break" else "dot"
            figure.add_vline(x=one.start - 0.5, line={"color": NEUTRAL, "width": 1.5, "dash": dash})
        told.setdefault(one.start, []).append(one)
    for place, here in told.items():
        figure.update_layout(margin={"t": ABOVE})
        _note(figure, place, here, text)


def _note(figure: go.Figure, place: float, here: Sequence[Placed], text: Text) -> None:
    """A flag with the numbers of what happened then; in words under the pointer and below the chart."""
    figure.add_annotation(
        x=place - 0.5,
        y=1,
        yref="paper",
        yanchor="bottom",
        xanchor="center",
        text=", ".join(str(one.number) for one in here),
        hovertext="<br>".join(_words(one.event, text) for one in here),
        showarrow=False,
        font={"size": 12},
        bordercolor=NEUTRAL,
        borderwidth=1,
        borderpad=2,
        name="event",
    )


def _words(event: Mapping[str, Any], text: Text) -> str:
    """Databrud: Nyt kontanthjælpssystem; in Danish where there is no text in the reader's language."""
    return f"{text('event.' + event['kind'])}: {text.of_row(event, 'text')}"


def _place_of(when: date | str, places: Sequence[str]) -> int | None:
    """The place on the axis of the period that holds a day; None outside what is drawn."""
    if not places:
        return None
    label = _label(when, places)
    return places.index(label) if label in places else None


def _start(event: Mapping[str, Any], places: Sequence[str]) -> int | None:
    """Where an event begins on the axis: at its first place for one that lasts and began before it."""
    found = _place_of(event["starts_on"], places)
    if found is not None or not places or not _lasts(event):
        return found
    began, ended = (_label(event[end], places) for end in ("starts_on", "ends_on"))
    return 0 if began < places[0] <= ended else None


def _end(event: Mapping[str, Any], places: Sequence[str]) -> int | None:
    """Where an event that lasts ends on the axis: at its last place for one that goes on; else None."""
    if not _lasts(event):
        return None
    found = _place_of(event["ends_on"], places)
    return len(places) - 1 if found is None and _label(event["ends_on"], places) > places[-1] else found


def _lasts(event: Mapping[str, Any]) -> bool:
    return bool(event["kind"] in SHADED and event["ends_on"])


def _label(when: date | str, places: Sequence[str]) -> str:
    """The label of the period that holds a day, of the kind that is drawn."""
    return periods.period_of(date.fromisoformat(str(when)[:10]), places[0])


def draw_reference(figure: go.Figure, reference: Rows, places: Sequence[str], text: Text) -> list[float]:
    """A grey dotted line of somebody else's series with its source, named at its end; its values."""
    rows = [row for row in reference if row["period"] in places]
    for name in dict.fromkeys(row["series"] for row in rows):
        own = {row["period"]: row for row in rows if row["series"] == name}
        title = _title(name, text)
        told = [
            text(
                "chart.reference",
                name=f"{title}: {numbers.quantity(row['value'], row['unit'], text)}",
                source=row["source"],
            )
            for row in own.values()
        ]
        figure.add_scatter(
            name=title,
            x=list(own),
            y=[float(row["value"]) for row in own.values()],
            mode="lines",
            line={"color": NEUTRAL, "width": 2, "dash": "dot"},
            hovertext=told,
            hoverinfo="text",
            showlegend=True,
        )
        _name_at_end(figure, places.index(max(own)), float(own[max(own)]["value"]), title)
    return [float(row["value"]) for row in rows]


def _name_at_end(figure: go.Figure, place: int, height: float, title: str) -> None:
    """The name of a reference line, right below where it ends."""
    figure.add_annotation(
        name="line-end", text=title, x=place, y=height, yshift=-12, showarrow=False, font={"size": 12}
    )


def notes(events: Rows, places: Sequence[str], text: Text) -> list[str]:
    """The numbered events in words, for the list under a chart."""
    return [f"{one.number}. {_words(one.event, text)}" for one in placed(events, places)]


def sources(reference: Rows, places: Sequence[str], text: Text) -> list[str]:
    """Whose series the dotted lines of a chart are, each with every source its drawn values come from."""
    drawn = [row for row in reference if row["period"] in places]
    named = {
        row["series"]: [one["source"] for one in drawn if one["series"] == row["series"]] for row in drawn
    }
    return [
        text("chart.reference_line", name=_title(series, text), sources="; ".join(dict.fromkeys(told)))
        for series, told in named.items()
    ]


def _title(series: str, text: Text) -> str:
    key = f"reference.{series}"
    return text(key) if key in text else series
