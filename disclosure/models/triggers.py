"""What the database refuses, written once as conditions and put into the words of SQLite and of PostgreSQL.

A migration that alters one of these tables begins with `RunPython(lift, guard)` and ends with `RunPython(guard, lift)`:
SQLite makes an altered table anew, without its triggers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from disclosure.models.append_only import AppendOnly, DraftOnly
from disclosure.models.reports import Report, Stage
from disclosure.models.review import LEADS_TO, ChainHead, Event

REPORT = Report._meta.db_table
IDENTITY = ("id", "agency_id", "year")
"""What makes a report that report."""
CONTENT = ("edition_key", "opening", "signature_agency", "signature_date")
"""What a report's own row says, beside its lines and passages."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A change that the database refuses where `when` holds: SQL over OLD and NEW that both databases understand."""

    table: str
    change: str
    says: str
    when: str = "1 = 1"
    what: str = ""
    columns: tuple[str, ...] = ()
    """For an UPDATE: only one that sets any of these."""

    @property
    def name(self) -> str:
        return f"guard_{self.table}_{(self.what or self.change).lower()}"

    @property
    def event(self) -> str:
        return (
            f"{self.change} OF {', '.join(self.columns)}"
            if self.columns
            else self.change
        )


def refusals(vendor: str) -> Iterator[Refusal]:
    """Everything that a database of this kind refuses."""
    sqlite = vendor == "sqlite"
    for model in apps.get_app_config("disclosure").get_models():
        of_kind = list(_of_kind(model, sqlite))
        if not of_kind:
            continue

        yield from of_kind
        table = model._meta.db_table
        if not sqlite:
            yield Refusal(table, "TRUNCATE", f"{table} 不能清空。")
        elif not issubclass(model, DraftOnly):
            yield _of_replacing(model)


def _of_kind(model: type[models.Model], sqlite: bool) -> Iterator[Refusal]:
    """What the kind of a model forbids; nothing for a table that the database does not guard."""
    table = model._meta.db_table
    if issubclass(model, AppendOnly):
        says = f"{table} 的记录只增不改，不能修改或删除。"
        yield Refusal(table, "UPDATE", says)
        yield Refusal(table, "DELETE", says)
    elif issubclass(model, DraftOnly):
        yield from _only_in_draft(table, sqlite)
    elif model is Report:
        yield Refusal(table, "DELETE", "报告不能删除。")
        yield from _report(table, sqlite)
    elif model is ChainHead:
        says = "办理记录的链头只能逐条向前。"
        not_the_next = "NEW.id <> OLD.id OR NEW.number <> OLD.number + 1"
        yield Refusal(table, "UPDATE", says, not_the_next)
        yield Refusal(table, "DELETE", says)


def _of_replacing(model: type[models.Model]) -> Refusal:
    """SQLite's REPLACE INTO deletes the row in its way without a word to the triggers on DELETE."""
    table = model._meta.db_table
    in_its_way = []
    for key in _keys(model):
        same = " AND ".join(f"{column} = NEW.{column}" for column in key)
        in_its_way.append(f"EXISTS (SELECT 1 FROM {table} WHERE {same})")

    says = f"{table} 里已有这一条，不能顶替。"
    return Refusal(table, "INSERT", says, " OR ".join(in_its_way))


def _only_in_draft(table: str, sqlite: bool) -> Iterator[Refusal]:
    # PostgreSQL waits here for a move that is under way; SQLite has one writer at a time.
    lock = "" if sqlite else " FOR SHARE"
    draft = f"EXISTS (SELECT 1 FROM {REPORT} WHERE id = {{}} AND stage = '{Stage.DRAFT}'{lock})"
    of_new, of_old = draft.format("NEW.report_id"), draft.format("OLD.report_id")
    replaced = f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id AND report_id <> NEW.report_id)"
    says = f"报告不在填报中，内容不能改动（{table}）。"
    yield Refusal(
        table,
        "INSERT",
        says,
        f"NOT {of_new} OR {replaced}" if sqlite else f"NOT {of_new}",
    )
    yield Refusal(
        table,
        "UPDATE",
        says,
        f"NEW.id <> OLD.id OR NEW.report_id <> OLD.report_id OR NOT {of_old}",
    )
    yield Refusal(table, "DELETE", says, f"NOT {of_old}")


def _report(table: str, sqlite: bool) -> Iterator[Refusal]:
    moves = " ".join(
        f"WHEN '{move}' THEN '{stage}'" for move, stage in LEADS_TO.items()
    )
    newest = (
        f"SELECT CASE move {moves} END FROM {Event._meta.db_table}"
        f" WHERE report_id = NEW.id ORDER BY chain_number DESC LIMIT 1"
    )
    unwitnessed = f"NEW.stage <> OLD.stage AND NEW.stage <> COALESCE(({newest}), '')"
    frozen = f"OLD.stage <> '{Stage.DRAFT}' AND {_changed(CONTENT)}"
    # SQLite knows the id by other names too (rowid), so that its name alone is no sign.
    setting = () if sqlite else IDENTITY
    yield Refusal(
        table,
        "UPDATE",
        "报告属于哪个机关、哪个年度不能改动。",
        _changed(IDENTITY),
        "identity",
        setting,
    )
    yield Refusal(
        table, "UPDATE", "报告不在填报中，内容不能改动。", frozen, "content", CONTENT
    )
    yield Refusal(
        table,
        "UPDATE",
        "报告的状态只随办理记录改变。",
        unwitnessed,
        "stage",
        ("stage",),
    )


def _changed(columns: tuple[str, ...]) -> str:
    """Whether any of them changes; of two NULLs, INTERSECT says that they are the same."""
    new, old = (
        ", ".join(f"{row}.{column}" for column in columns) for row in ("NEW", "OLD")
    )
    return f"NOT EXISTS (SELECT {new} INTERSECT SELECT {old})"


def _keys(model: type[models.Model]) -> Iterator[list[str]]:
    """The columns of the primary key and of everything unique."""
    meta = model._meta
    yield from ([field.attname] for field in meta.concrete_fields if field.unique)
    columns = {field.name: field.attname for field in meta.concrete_fields}
    yield from (
        [columns[name] for name in unique.fields]
        for unique in meta.total_unique_constraints
    )


def _written(refusal: Refusal, vendor: str, schema: str) -> list[str]:
    """The refusal in the database's own words."""
    name, table, when, says = refusal.name, refusal.table, refusal.when, refusal.says
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {name} BEFORE {refusal.event} ON {table} FOR EACH ROW WHEN {when} "
            f"BEGIN SELECT RAISE(ABORT, '{says}'); END"
        ]

    each = "STATEMENT" if refusal.change == "TRUNCATE" else "ROW"
    # With the path set, a temporary table of the report's name cannot stand in for the real one.
    return [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$ BEGIN "
        f"IF {when} THEN RAISE EXCEPTION '{says}' USING ERRCODE = 'restrict_violation'; END IF; "
        f"RETURN COALESCE(NEW, OLD); END $$",
        f"CREATE TRIGGER {name} BEFORE {refusal.event} ON {table} FOR EACH {each} EXECUTE FUNCTION {name}()",
    ]


INSTALLED = {
    "sqlite": r"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard\_%' ESCAPE '\'",
    "postgresql": r"SELECT tgname, prosrc FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid "
    r"WHERE tgname LIKE 'guard\_%' AND tgenabled <> 'D' AND pronamespace = current_schema()::regnamespace",
}
FUNCTIONS = r"SELECT proname FROM pg_proc WHERE proname LIKE 'guard\_%' AND pronamespace = current_schema()::regnamespace"


def guard(migrated: Any, schema_editor: Any) -> None:
    """For a migration: put in every refusal of today whose table and columns are there, in place of those of before."""
    lift(migrated, schema_editor)
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        schema = ""
        if connection.vendor == "postgresql":
            cursor.execute("SELECT quote_ident(current_schema())")
            (schema,) = cursor.fetchone()

        there = set(connection.introspection.table_names(cursor))
        columns = {
            column.name
            for column in connection.introspection.get_table_description(cursor, REPORT)
        }
        for refusal in refusals(connection.vendor):
            if refusal.table in there and columns.issuperset(refusal.columns):
                for statement in _written(refusal, connection.vendor, schema):
                    cursor.execute(statement)


def lift(migrated: Any, schema_editor: Any) -> None:
    """For a migration: take every refusal away. Only who owns the tables can."""
    connection = schema_editor.connection
    postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute(FUNCTIONS if postgres else INSTALLED["sqlite"])
        for name, *_ in cursor.fetchall():
            cursor.execute(
                f"DROP FUNCTION {name} CASCADE" if postgres else f"DROP TRIGGER {name}"
            )


def missing(connection: BaseDatabaseWrapper) -> list[Refusal]:
    """The refusals that are not in place, or not as written here."""
    with connection.cursor() as cursor:
        cursor.execute(INSTALLED[connection.vendor])
        found = dict(cursor.fetchall())

    return [
        refusal
        for refusal in refusals(connection.vendor)
        if refusal.when not in found.get(refusal.name, "")
    ]
