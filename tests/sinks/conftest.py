"""Places to write to, among them a PostgreSQL server of our own, and claims to write."""

from __future__ import annotations

import os
import pwd
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from pipeline.records import (
    Argument,
    Claim,
    Document,
    Entity,
    Evidence,
    Predicate,
    Producer,
    Qualifier,
    Result,
    Time,
    Value,
)
from pipeline.sinks import schema, sink

# Set where a server must be there, as in continuous integration: its absence is then an error.
REQUIRED = "CLAIMSPAN_REQUIRE_POSTGRES"


def _binaries() -> Path | None:
    found = shutil.which("initdb")
    folders = [Path(os.path.realpath(found)).parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None)


def _unprivileged() -> list[str]:
    """What runs a command as somebody else: the server refuses to run as root."""
    if os.geteuid() != 0:
        return []
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    return []


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a server that listens on a socket in a folder of its own, without a password."""
    binaries, switch = _binaries(), _unprivileged()
    if binaries is None or (os.geteuid() == 0 and (not switch or shutil.which("setpriv") is None)):
        if os.environ.get(REQUIRED):
            pytest.fail("There is no PostgreSQL server to start: install Debian's postgresql.")
        pytest.skip("no PostgreSQL server: install Debian's postgresql, or put initdb into the PATH")
    # Not below the folder of the tests, which the server's user may not enter; short, as names of sockets must be.
    folder = Path(tempfile.mkdtemp(prefix="claimspan-postgres-"))
    try:
        if switch:
            user = int(switch[1].partition("=")[2])
            os.chown(folder, user, -1)
        data = folder / "data"

        def run(*command: str) -> None:
            done = subprocess.run(
                [*switch, *command], cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL
            )
            assert done.returncode == 0, f"{command[0]}: {done.stdout}{done.stderr}"

        run(f"{binaries}/initdb", "-D", f"{data}", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-k {folder} -c listen_addresses='' -c fsync=off"
        log = folder / "log"
        run(f"{binaries}/pg_ctl", "start", "-w", "-D", f"{data}", "-o", options, "-l", f"{log}")
        try:
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            run(f"{binaries}/pg_ctl", "stop", "-m", "immediate", "-D", f"{data}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


_schemas = count(1)


@pytest.fixture
def postgres(postgres_server: str) -> Callable[[], str]:
    """Gives the URL of an empty place in the server, a new one each time."""
    import psycopg

    def fresh() -> str:
        name = f"s{next(_schemas)}"
        with psycopg.connect(postgres_server, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}")
        return f"{postgres_server}&options=-csearch_path%3D{name}"

    return fresh


@pytest.fixture
def place(tmp_path: Path, request: pytest.FixtureRequest) -> Callable[[str], str]:
    """Gives a new, empty target of a kind of the table of sinks."""
    numbers = count(1)

    def fresh(kind: str) -> str:
        if kind in ("postgresql:", "postgres:"):
            url: str = request.getfixturevalue("postgres")()
            return kind + url.partition(":")[2]
        path = tmp_path / f"claims{next(numbers)}"
        if kind == "hf:":
            return f"{kind}{path}"
        return f"{kind}///{path}" if kind.endswith(":") else f"{path}{kind}"

    return fresh


def article(
    uri: str = "news/a.txt", text: str = "Peru has 34 million people.", *, published: str | None = "2024-05-01"
) -> Document:
    """A document whose hash is one of its text."""
    from hashlib import sha256

    digest = sha256(text.encode()).hexdigest()
    return Document(id=digest[:16], uri=uri, sha256=digest, title=f"About {uri}", published=published, text=text)


def said(document: Document, amount: float | None = 34e6, id: str = "c:1", **fields: object) -> Claim:
    """A claim of a document: that Peru has so many people."""
    text = document.text
    peru = Entity(id="country:PE", name="Peru", type="GPE", wikidata="Q419", iso="PE")
    last = min(4, len(text))
    value = Value(kind="count", amount=amount, unit="1", text=text[9:19], start=9, end=19)
    made = Claim(
        id=id,
        proposition=f"p:{amount}",
        document=document.ref(),
        kind="statistic",
        text=f"Peru has a population of {amount}.",
        subject=Argument(text=text[:last], start=0, end=last, type="GPE", entity=peru),
        predicate=Predicate(id="population", label="population", wikidata="P1082", text=text[5:8], start=5, end=8),
        value=value if amount is not None else None,
        evidence=Evidence(start=0, end=len(text), quote=text, section="paragraph"),
        confidence=0.5,
        checkworthiness=0.5,
        producer=Producer(pipeline="0", model="m", rule="r"),
    )
    return made.model_copy(update=fields)


def in_year(year: str) -> Qualifier:
    """A time in the text."""
    return Qualifier(role="time", text=year, start=0, end=4, time=Time(edtf=year, earliest=f"{year}-01-01"))


def result(document: Document, *claims: Claim) -> Result:
    """What became of a document; without claims, with the one that it says."""
    return Result(document, claims or (said(document),))


@pytest.fixture
def samples() -> dict[str, Callable[..., object]]:
    """Makers of documents and claims, for tests that build what they need."""
    return {"article": article, "said": said, "in_year": in_year, "result": result}


STORES = [".db", ".duckdb", "postgresql:"]


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, place: Callable[[str], str]) -> str:
    return place(request.param)


@pytest.fixture
def make(samples: dict[str, Callable[..., object]]) -> Any:
    class Makers:
        article = staticmethod(samples["article"])
        said = staticmethod(samples["said"])
        in_year = staticmethod(samples["in_year"])
        result = staticmethod(samples["result"])

    return Makers


def _query(target: str, statement: str) -> list[tuple[Any, ...]]:
    """What a user of the database gets, past all of our code."""
    if target.startswith("postgresql:"):
        import psycopg

        with psycopg.connect(target) as connection:
            return connection.execute(statement).fetchall()
    if target.endswith(".duckdb"):
        import duckdb

        with closing(duckdb.connect(target)) as connection:
            return connection.execute(statement).fetchall()
    with closing(sqlite3.connect(target, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        return connection.execute(statement).fetchall()


def _dump(target: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    names = [table.name for table in schema.metadata.sorted_tables]
    return {name: sorted(_query(target, f"SELECT * FROM {name}"), key=repr) for name in names}


def _load(target: str, *results: Result, fingerprint: str = "") -> None:
    with sink(target) as out:
        for result in results:
            out.put(result, fingerprint)


@pytest.fixture
def query() -> Callable[..., list[tuple[Any, ...]]]:
    return _query


@pytest.fixture
def dump() -> Callable[..., dict[str, list[tuple[Any, ...]]]]:
    return _dump


@pytest.fixture
def load() -> Callable[..., None]:
    return _load
