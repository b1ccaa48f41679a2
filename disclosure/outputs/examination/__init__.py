"""The examination sheet: the report as it was read, and what the rules say of it, as HTML for screens and as PDF."""

from disclosure.outputs.examination.pages import (
    examination_html,
    examination_page,
    examination_pdf,
)

__all__ = ["examination_html", "examination_page", "examination_pdf"]
