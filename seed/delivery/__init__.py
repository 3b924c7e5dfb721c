"""Fills a case database with a municipality's own delivery: read, checked against every rule, stored whole.

    files          reading, text_files    every form ends as the same rows of texts
      ▼
    values         cells, values, cpr     texts read as what their columns hold (contract)
      ▼
    problems       row_rules, cross_rules everything that is wrong, all at once (checking, problems)
      ▼
    database       loading                in one transaction, or nothing

Words are not made here: a problem is the name of its rule and its place.
"""

from seed.delivery.checking import Checked, checked
from seed.delivery.problems import RULES, WARNINGS, severity

__all__ = ["RULES", "WARNINGS", "Checked", "checked", "severity"]
