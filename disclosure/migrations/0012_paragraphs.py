"""Keep paragraphs as handed in, findable by what they read like, and let a jurisdiction set the limit of part one."""

import django.db.models.deletion
from django.db import migrations, models

from disclosure.exchange import load_report
from disclosure.models.triggers import guard, lift
from disclosure.review.context.likeness import fingerprints
from disclosure.rules.wording.own_words import own_paragraphs


def fill(apps, schema_editor):
    """The paragraphs of the newest release of each report."""
    Release, Paragraph, ParagraphKey = (
        apps.get_model("disclosure", name) for name in ("Release", "Paragraph", "ParagraphKey")
    )
    seen = set()
    for pk in Release.objects.order_by("report", "-number").values_list("pk", flat=True):
        release = Release.objects.select_related("report").get(pk=pk)
        if release.report_id in seen:
            continue
        seen.add(release.report_id)
        year = release.report.year
        for stretch, words in own_paragraphs(load_report(release.exchange_json.encode())):
            paragraph = Paragraph.objects.create(
                report_id=release.report_id, year=year, passage=stretch.passage, text=stretch.text, words=words
            )
            ParagraphKey.objects.bulk_create(
                ParagraphKey(paragraph=paragraph, year=year, key=key) for key in fingerprints(words)
            )


class Migration(migrations.Migration):

    dependencies = [
        ("disclosure", "0011_imported_files"),
    ]

    operations = [
        migrations.RunPython(lift, guard),
        migrations.AddField(
            model_name="rulelevel",
            name="limit",
            field=models.PositiveIntegerField("字数上限", blank=True, help_text="只用于 D-6：第一部分不超过多少字。不填为 1000 字。", null=True),
        ),
        migrations.CreateModel(
            name="Paragraph",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("passage", models.CharField(max_length=32)),
                ("text", models.TextField()),
                ("words", models.TextField()),
                ("report", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="paragraphs", to="disclosure.report")),
            ],
        ),
        migrations.CreateModel(
            name="ParagraphKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("key", models.IntegerField()),
                ("paragraph", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="keys", to="disclosure.paragraph")),
            ],
            options={"indexes": [models.Index(fields=["year", "key"], name="paragraphs_by_key")]},
        ),
        migrations.RunPython(guard, lift),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
