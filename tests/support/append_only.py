"""Proof, row by row, that the database holds fast what it should, by every way of changing it that there is."""

import contextlib
import re
from types import SimpleNamespace

from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.urls import NoReverseMatch, reverse

from disclosure.models import triggers


@contextlib.contextmanager
def lifted(database=connection):
    """Without the triggers: what only somebody who owns the tables can do."""
    triggers.lift(None, SimpleNamespace(connection=database))
    yield
    triggers.guard(None, SimpleNamespace(connection=database))


def raw(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def refuses(ways, model, says):
    """Each of the ways, {name: act}, is refused by the database in so many words, and the table stays as it was."""
    before = rows(model)
    assert before
    connection.check_constraints()  # PostgreSQL empties no table for which it has still something to check
    for name, act in ways.items():
        assert re.search(says, what_is_said_to(act)), name
        assert rows(model) == before, name


def what_is_said_to(act):
    """The database's refusal."""
    try:
        with transaction.atomic():
            act()
    except IntegrityError as refusal:
        return str(refusal)
    return "It was done."


def rows(model):
    """All that the table holds, to be compared."""
    found = model._default_manager.order_by("pk").values_list()
    return [
        [bytes(value) if isinstance(value, memoryview) else value for value in row]
        for row in found
    ]


def ways_to_change(row, field):
    """{name: act} for a row of any table. `field` is one that holds a text or a number."""
    model, table, same = _of(row)
    column = model._meta.get_field(field).column
    ways = {
        "save": lambda: same.get().save(),
        "save of a field": lambda: same.get().save(update_fields=[field]),
        "queryset update": lambda: same.update(**{field: F(field)}),
        "bulk update": lambda: model._default_manager.bulk_update([row], [field]),
        "upsert": lambda: model._default_manager.bulk_create(
            [row], update_conflicts=True, unique_fields=["id"], update_fields=[field]
        ),
        "raw update": lambda: raw(
            f'UPDATE {table} SET "{column}" = "{column}" WHERE id = %s', row.pk
        ),
        "raw update of the id": lambda: raw(
            f"UPDATE {table} SET id = id + 100000 WHERE id = %s", row.pk
        ),
        "raw update of all": lambda: raw(f'UPDATE {table} SET "{column}" = NULL'),
    }
    if connection.vendor == "sqlite":
        ways["raw update of the row's id"] = lambda: raw(
            f"UPDATE {table} SET rowid = rowid + 100000"
        )
    return ways


def ways_to_delete(row):
    """{name: act} for a row of any table."""
    model, table, same = _of(row)
    ways = {
        "delete": lambda: same.get().delete(),
        "queryset delete": same.delete,
        "delete without looking": lambda: same._raw_delete(using="default"),
        "raw delete": lambda: raw(f"DELETE FROM {table} WHERE id = %s", row.pk),
        "raw delete of all": lambda: raw(f"DELETE FROM {table}"),
    }
    if connection.vendor == "sqlite":
        names = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
        ways["replace"] = lambda: raw(
            f"REPLACE INTO {table} ({names}) SELECT {names} FROM {table}"
        )
    else:
        ways["truncate"] = lambda: raw(f"TRUNCATE {table} CASCADE")
        ways["truncate of the whole site"] = lambda: raw(
            "TRUNCATE disclosure_agency CASCADE"
        )
    return ways


def offers_no_change(admin_client, row):
    """The admin refuses to change or delete the row, by its pages and by its list's action."""
    model, _, _ = _of(row)
    before, name = rows(model), f"admin:disclosure_{model._meta.model_name}"
    data = {
        "post": "yes",
        "action": "delete_selected",
        "_selected_action": row.pk,
        "title": "改动",
        "note": "改动",
    }
    try:
        for page in ("change", "delete"):
            assert (
                admin_client.post(
                    reverse(f"{name}_{page}", args=[row.pk]), data
                ).status_code
                == 403
            )
        listed = admin_client.get(reverse(f"{name}_changelist")).content.decode()
        assert "delete_selected" not in listed
        admin_client.post(reverse(f"{name}_changelist"), data)
    except NoReverseMatch:  # no page at all
        assert (
            admin_client.post(
                f"/admin/disclosure/{model._meta.model_name}/{row.pk}/delete/", data
            ).status_code
            == 404
        )
    assert rows(model) == before


def _of(row):
    model = type(row)
    return model, model._meta.db_table, model._default_manager.filter(pk=row.pk)
