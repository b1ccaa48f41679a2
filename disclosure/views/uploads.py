"""Takes the files of a request, as many and as large as may be."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from disclosure.desk.importing import MAX_DROP, MAX_FILE


def sent_files(request: HttpRequest, field: str) -> list[UploadedFile[Any]]:
    """The files of a field, as many as are taken at once; those without a name are none."""
    return [file for file in request.FILES.getlist(field) if file.name][:MAX_DROP]


def body_of(file: UploadedFile[Any]) -> bytes:
    """A file's bytes; of one that is too large only so much that it shows."""
    return bytes(file.read(MAX_FILE + 1))
