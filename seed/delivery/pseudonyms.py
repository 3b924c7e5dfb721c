"""Ids replaced by keyed hashes before anything is stored: who has no key can't get back to the ids.

The same id and key give the same pseudonym in every delivery. The key stays with the municipality.
"""

import hmac
from base64 import b32encode
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import polars as pl

from seed.delivery.checking import Checked
from seed.delivery.contract import PSEUDONYMS, TABLES

LEAST_KEY_LENGTH = 32
_LENGTH = 16
_DIGITS = str.maketrans("234567", "bcdfgh")  # letters only: nothing in a pseudonym resembles a number


class KeyTooShortError(Exception):
    """The key could be guessed."""


def read_key(file: Path) -> bytes:
    """The key in a file; raises KeyTooShortError, and OSError where it can't be read."""
    key = file.read_bytes().strip()
    if len(key) < LEAST_KEY_LENGTH:
        raise KeyTooShortError
    return key


def pseudonym(column: str, value: str, key: bytes) -> str:
    """What stands for an id: `column` keeps a family and a person with the same id apart."""
    digest = hmac.digest(key, f"{column}\0{value}".encode(), sha256)
    return f"{column[0]}{b32encode(digest).decode().lower().translate(_DIGITS)[:_LENGTH]}"


def pseudonymised(delivery: Checked, key: bytes) -> Checked:
    """The delivery with every id of a family, person or employee replaced.

    Rows come in the order of the new ids, which tells nothing of the old.
    """
    known = {column: _pseudonyms(delivery, column, key) for column in PSEUDONYMS}
    tables = {
        name: _replaced(table, known).sort(*TABLES[name].key) for name, table in delivery.tables.items()
    }
    return replace(delivery, tables=tables, problems=_replaced(delivery.problems, known))


def _pseudonyms(delivery: Checked, column: str, key: bytes) -> dict[str, str]:
    home = {"family_id": "family", "person_id": "person", "member_id": "team_member"}[column]
    ids = delivery.tables[home][column].drop_nulls().unique().to_list()
    return {each: pseudonym(column, each, key) for each in ids}


def _replaced(table: pl.DataFrame, known: dict[str, dict[str, str]]) -> pl.DataFrame:
    columns = [column for column in table.columns if column in known]
    return table.with_columns(
        pl.col(column).replace_strict(known[column], return_dtype=pl.String) for column in columns
    )
