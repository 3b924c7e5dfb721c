"""What the first reader would have to wait for, done before anybody comes."""

import gc
from contextlib import suppress
from importlib import import_module
from pkgutil import iter_modules

import dashboard
from dashboard import charts
from dashboard.entrance import sign_in
from dashboard.screen import browser_code
from dashboard.stores.served import NoRelease, served_release

OF_PROGRAMS = {"app", "cli", "server"}
"""Modules that begin something when they are read."""


def get_ready() -> None:
    """Read the release and the pages' modules, and leave what has come to stay out of every later collection.

    Streamlit would collect garbage in full after each run, and look at every object there is for it: with all
    that was read here that takes longer than the run. It is told not to (`runner.postScriptGC`); Python
    collects by itself as objects grow old.
    """
    sign_in.get_ready()
    browser_code.get_ready()
    for package in (dashboard, charts):
        for module in iter_modules(package.__path__):
            if not module.ispkg and module.name not in OF_PROGRAMS:
                import_module(f"{package.__name__}.{module.name}")
    with suppress(NoRelease):
        served_release().cut_up()
    gc.collect()
    gc.freeze()
