"""Passwords: made at random, kept as bcrypt hashes, compared in the same time with or without an account."""

import secrets
from base64 import b64encode
from functools import cache
from hashlib import sha256

import streamlit_authenticator as stauth


def new_password() -> str:
    """A password nobody has to think of."""
    return secrets.token_urlsafe(12)


def hashed(password: str) -> str:
    """The hash to keep."""
    return str(stauth.Hasher.hash(_short(password)))


def is_right(password: str, password_hash: str | None) -> bool:
    """Whether the password is the one that was hashed; without an account it takes as long to say no."""
    right = bool(stauth.Hasher.check_pw(_short(password), password_hash or _nobodys_hash()))
    return right and password_hash is not None


def _short(password: str) -> str:
    """bcrypt reads 72 bytes at most, and refuses more."""
    return b64encode(sha256(password.encode("utf-8", "surrogatepass")).digest()).decode()


def get_ready() -> None:
    """Make beforehand what would make the first unknown name wait longer than a known one."""
    _nobodys_hash()


@cache
def _nobodys_hash() -> str:
    return hashed(new_password())


@cache
def demo_hash(password: str) -> str:
    """The hash of a password that is printed anyway."""
    return hashed(password)
