"""The report as a file: the public JSON format in and out. Pure: no Django. Documented in docs/report-json.md."""

from disclosure.exchange.json_values import MAX_BYTES, ExchangeError
from disclosure.exchange.reading import FORMAT, load_report
from disclosure.exchange.schema import report_schema
from disclosure.exchange.writing import content_hash, dump_report, report_data

__all__ = [
    "FORMAT",
    "MAX_BYTES",
    "ExchangeError",
    "content_hash",
    "dump_report",
    "load_report",
    "report_data",
    "report_schema",
]
