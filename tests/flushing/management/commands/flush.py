"""Django's flush between two tests, with the triggers lifted and put back. No such command is installed at a site."""

from django.core.management.commands import flush
from django.db import connections, transaction

from tests.append_only import lifted


class Command(flush.Command):
    """As Django's."""

    def handle(self, **options):
        with transaction.atomic(options["database"]), lifted(connections[options["database"]]):
            super().handle(**options)
