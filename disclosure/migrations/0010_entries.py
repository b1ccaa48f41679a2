"""Keep what the public finds in tables of its own, and fill them from the releases there are."""

import django.db.models.deletion
from django.db import migrations, models

from disclosure.exchange import load_report
from disclosure.public.indexing import text_of
from disclosure.public.pinyin import fold, keys_of
from disclosure.public.series import series_of


def fill(apps, schema_editor):
    """An entry for the newest release of each report."""
    Release, Entry, EntryText = (apps.get_model("disclosure", name) for name in ("Release", "Entry", "EntryText"))
    seen = set()
    for pk in Release.objects.order_by("report", "-number").values_list("pk", flat=True):
        release = Release.objects.select_related("report__agency").get(pk=pk)
        if release.report_id in seen:
            continue
        seen.add(release.report_id)
        report, content = release.report, load_report(release.exchange_json.encode())
        first = Release.objects.filter(report=report).order_by("number").values_list("published_at", flat=True)[0]
        entry = Entry.objects.create(
            report=report,
            release=release,
            agency=report.agency,
            code=report.agency.code,
            year=report.year,
            number=release.number,
            title=release.title,
            office=content.agency_name,
            keys=keys_of(content.agency_name),
            figures=series_of(content),
            content_hash=release.content_hash,
            published_at=first,
            released_at=release.published_at,
        )
        text = text_of(content)
        EntryText.objects.create(entry=entry, text=text, folded=fold(text))


class Migration(migrations.Migration):

    dependencies = [
        ("disclosure", "0009_notices"),
    ]

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=64)),
                ("year", models.PositiveSmallIntegerField()),
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=300)),
                ("office", models.CharField(max_length=200)),
                ("keys", models.TextField()),
                ("figures", models.JSONField()),
                ("content_hash", models.CharField(max_length=64)),
                ("published_at", models.DateTimeField()),
                ("released_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField(auto_now=True, db_index=True)),
                ("agency", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="disclosure.agency")),
                ("release", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="disclosure.release")),
                ("report", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="entry", to="disclosure.report")),
            ],
            options={"ordering": ("-year", "agency__path")},
        ),
        migrations.CreateModel(
            name="EntryText",
            fields=[
                ("entry", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name="words", serialize=False, to="disclosure.entry")),
                ("folded", models.TextField()),
                ("text", models.TextField()),
            ],
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(fields=("code", "year"), name="one_entry_per_address"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
