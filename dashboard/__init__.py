"""The dashboard of Staircase to Staircase.

Its tables are small: polars' in-memory engine answers them in half the time that starting the streaming one
takes. What is read of a whole case asks for the streaming engine by name.
"""

import polars as pl

pl.Config.set_engine_affinity("in-memory")
