"""Who may read briefings and who may change them."""

from dashboard.stores.viewer import Role

READERS = frozenset({Role.PROGRAMME_HEAD, Role.EVALUATOR})
AUTHORS = frozenset({Role.PROGRAMME_HEAD})
