"""Django's flush between two tests, with the triggers lifted and put back. No such command is installed at a site."""

import time

from django.core.management.commands import flush
from django.db import OperationalError, connections, transaction

from tests.support.append_only import lifted

TRIES = 8


class Command(flush.Command):
    """As Django's. A page that a browser test left may still be saving: then PostgreSQL ends one of the two, and we again."""

    def handle(self, **options):
        for left in reversed(range(TRIES)):
            try:
                with (
                    transaction.atomic(options["database"]),
                    lifted(connections[options["database"]]),
                ):
                    super().handle(**options)
            except OperationalError as refusal:
                if "deadlock" not in str(refusal) or not left:
                    raise
                time.sleep(0.3)
            else:
                return
