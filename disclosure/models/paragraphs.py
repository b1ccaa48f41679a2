"""Paragraphs as they were handed in, and the keys by which those that read alike are found."""

from __future__ import annotations

from django.db import models

from disclosure.models.reports import Report


class Paragraph(models.Model):
    """A paragraph of the report as last handed in. `words` is its wording alone: no figures, years, marks, own names."""

    report = models.ForeignKey(
        Report, on_delete=models.CASCADE, related_name="paragraphs"
    )
    year = models.PositiveSmallIntegerField()
    passage = models.CharField(max_length=32)
    text = models.TextField()
    words = models.TextField()

    def __str__(self) -> str:
        return f"{self.report_id} {self.passage}"


class ParagraphKey(models.Model):
    """One of the twenty keys of a paragraph. Two that share one may be alike."""

    paragraph = models.ForeignKey(
        Paragraph, on_delete=models.CASCADE, related_name="keys"
    )
    year = models.PositiveSmallIntegerField()
    key = models.IntegerField()

    class Meta:
        indexes = (models.Index(fields=("year", "key"), name="paragraphs_by_key"),)

    def __str__(self) -> str:
        return f"{self.paragraph_id} {self.key}"
