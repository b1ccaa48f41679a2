"""Reading a file in a process of its own: whatever the file does to that process, here it is an answer."""

from disclosure.intake.apart.parent import MAX_BYTES, MEGABYTES, SECONDS, read_apart, refuse_size

__all__ = ["MAX_BYTES", "MEGABYTES", "SECONDS", "read_apart", "refuse_size"]
