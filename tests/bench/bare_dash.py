"""A bare Dash page with the same charts and the same choice: `python -m tests.bench.bare_dash PORT`."""

import sys
from typing import Any
from urllib.parse import parse_qs

from dash import Dash, Input, Output, dcc, html

from tests.bench.constant import CHOICES, figures

app = Dash(__name__)
app.layout = html.Div(
    [
        dcc.Location(id="address"),
        dcc.RadioItems(list(CHOICES), CHOICES[0], id="choice"),
        html.Div(id="charts"),
    ]
)


@app.callback(Output("charts", "children"), Input("address", "search"))
def place(search: str) -> list[Any]:
    """The charts, once: their figures come with the choice."""
    number = int(parse_qs((search or "").lstrip("?")).get("charts", ["4"])[0])
    return [html.Div([dcc.Graph(id={"chart": n}) for n in range(number)], id="placed")]


def serve(port: int) -> None:
    from dash import ALL, State

    @app.callback(Output({"chart": ALL}, "figure"), Input("choice", "value"), State({"chart": ALL}, "id"))
    def draw(chosen: str, placed: list[Any]) -> list[Any]:
        return figures(len(placed), chosen)

    app.run(host="127.0.0.1", port=port, debug=False)


if __name__ == "__main__":
    serve(int(sys.argv[1]))
