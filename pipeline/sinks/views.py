"""The views of the SQL stores, as `pipeline/data/views.sql` has them."""

from __future__ import annotations

import re
from functools import cache

from sqlalchemy import text
from sqlalchemy.sql.elements import TextClause

from pipeline import resources

_VIEW = re.compile(r"^CREATE VIEW (\w+) AS\n(.+?);\n", re.MULTILINE | re.DOTALL)


@cache
def views() -> dict[str, str]:
    """Name of each view and its definition, those first that others build on."""
    return dict(_VIEW.findall(resources.data("views.sql").read_text(encoding="utf-8")))


def create(name: str) -> TextClause:
    """The statement that makes a view. A colon before a word would be a parameter: there is none in views."""
    return text(f"CREATE VIEW {name} AS\n{views()[name]}")


def drop(name: str) -> TextClause:
    """The statement that takes a view away, if it is there."""
    return text(f"DROP VIEW IF EXISTS {name}")
