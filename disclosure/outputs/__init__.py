"""The report on paper: one neutral document, several printers."""
