#!/usr/bin/env python
"""The command line: python manage.py COMMAND."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reportsite.settings")
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Django is not installed here. Run: script/setup")

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as mistake:  # a setting is wrong: the sentence says which, a traceback would hide it
        sys.exit(f"{mistake}")


if __name__ == "__main__":
    main()
