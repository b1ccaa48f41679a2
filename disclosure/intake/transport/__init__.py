"""A source and a reading as plain JSON and back without loss, for the way out of the process that read the file.

What comes back is not trusted: the process may have been taken over by the file that it read.
"""

from disclosure.intake.transport.plain import Garbled
from disclosure.intake.transport.readings import load_reading, reading_data
from disclosure.intake.transport.sources import load_source, source_data

__all__ = ["Garbled", "load_reading", "load_source", "reading_data", "source_data"]
