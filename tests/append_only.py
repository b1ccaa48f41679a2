"""Proof, row by row, that the database holds fast what it should: every way of changing it that there is."""

import contextlib
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from disclosure.models import triggers


@contextlib.contextmanager
def lifted(database=connection):
    """Without the triggers: what only somebody who owns the tables can do."""
    triggers.lift(None, SimpleNamespace(connection=database))
    yield
    triggers.guard(None, SimpleNamespace(connection=database))


def rows(model):
    """Everything the table holds, to be compared."""
    return [{name: bytes(v) if isinstance(v, memoryview) else v for name, v in row.items()} for row in all_of(model)]


def all_of(model):
    return model._default_manager.order_by("pk").values()


def raw(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def _deferred(act):
    """The act, and what its transaction would find at its end."""
    act()
    connection.check_constraints()


def ways_to_change(row, field):
    """{name: act} for one row of any table; `field` is a column that could take another value."""
    model, table = type(row), type(row)._meta.db_table
    same = model._default_manager.filter(pk=row.pk)
    column = model._meta.get_field(field).column
    columns = ", ".join(f'"{each.column}"' for each in model._meta.concrete_fields)

    def save():
        model._default_manager.get(pk=row.pk).save()

    ways = {
        "save": save,
        "queryset update": lambda: same.update(**{field: F(field)}),
        "bulk update": lambda: model._default_manager.bulk_update([row], [field]),
        "upsert": lambda: model._default_manager.bulk_create(
            [row], update_conflicts=True, unique_fields=["id"], update_fields=[field]
        ),
        "raw update": lambda: raw(f'UPDATE {table} SET "{column}" = "{column}" WHERE id = %s', row.pk),
        "raw update of the id": lambda: raw(f"UPDATE {table} SET id = id + 100000 WHERE id = %s", row.pk),
        **ways_to_delete(row),
    }
    if connection.vendor == "sqlite":
        ways["replace"] = lambda: raw(f"REPLACE INTO {table} ({columns}) SELECT {columns} FROM {table}")
    return ways


def ways_to_delete(row):
    model, table = type(row), type(row)._meta.db_table
    same = model._default_manager.filter(pk=row.pk)
    ways = {
        "delete": lambda: model._default_manager.get(pk=row.pk).delete(),
        "queryset delete": same.delete,
        "delete without a look": lambda: same._raw_delete(using="default"),
        "raw delete": lambda: raw(f"DELETE FROM {table} WHERE id = %s", row.pk),
        "raw delete of all": lambda: raw(f"DELETE FROM {table}"),
    }
    if connection.vendor == "postgresql":
        ways["truncate"] = lambda: raw(f"TRUNCATE {table} CASCADE")
    return ways


def refuses(model, ways, says):
    """Each act is refused by the database, with a sentence, and the table is as it was."""
    before = rows(model)
    assert before
    for name, act in ways.items():
        with pytest.raises(IntegrityError, match=says), transaction.atomic():  # noqa: PT012
            act()
            pytest.fail(f"{model.__name__}: {name} was not refused")
        assert rows(model) == before, name
