"""Released figures and words in, a plotly figure out: one kind of chart a file, one look for all."""

from dashboard.charts.bars import bars
from dashboard.charts.beside import beside
from dashboard.charts.change import change
from dashboard.charts.course import course
from dashboard.charts.money import money
from dashboard.charts.occupancy import occupancy
from dashboard.charts.over_time import over_time
from dashboard.charts.shares import shares

__all__ = ["bars", "beside", "change", "course", "money", "occupancy", "over_time", "shares"]
