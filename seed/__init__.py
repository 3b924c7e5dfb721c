"""Fills a case database: with a municipality's delivery (`seed.delivery`), or here with invented families.

Everything here about families, persons, employees and money is invented; no real family stands behind a row.
What is invented is told as *stories*, one family at a time: a family has a burden, a pace, a response and its
crises (`seed.family`), and its steps, scores, absence, statuses and costs follow from these together.
A part of the stories is bound to quotas (how many parents stand where on 30 June 2023, which reasons families
leave for), so that the figures the programme has published come out when they are *calculated* from the rows.
No result is stored: `published_figure` holds quotations.

Not invented: the national absence series and the net price index to 2025 (each with their source in the row),
the grant's amount, the wordings of the published figures, and the dates of the events.
Working titles, marked provisional: the seven steps and the two areas outside Gellerup.

The same rows are written every time: each story draws from a stream of its own, named after the family
(`seed.chance`), and nothing depends on today's date.
"""

from seed.database import rows, write

__all__ = ["rows", "write"]
