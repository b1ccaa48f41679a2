"""Every file of a release is a row of its own: HTML and PDF move there, the formats that came later stand beside them."""

import django.db.models.deletion
from django.db import migrations, models

from disclosure.models.triggers import guard, lift


def move(apps, schema_editor):
    """One row per file; the bytes stay what they were, so the hash of the release stays what it was."""
    Release, ReleaseFile = apps.get_model("disclosure", "Release"), apps.get_model("disclosure", "ReleaseFile")
    for release in Release.objects.order_by("pk").iterator(50):
        bodies = {"html": release.html.encode(), "pdf": bytes(release.pdf)}
        ReleaseFile.objects.bulk_create(
            ReleaseFile(release=release, format=key, body=body) for key, body in bodies.items() if body
        )


def move_back(apps, schema_editor):
    Release, ReleaseFile = apps.get_model("disclosure", "Release"), apps.get_model("disclosure", "ReleaseFile")
    for release in Release.objects.order_by("pk").iterator(50):
        bodies = {file.format: bytes(file.body) for file in ReleaseFile.objects.filter(release=release)}
        release.html, release.pdf = bodies.get("html", b"").decode(), bodies.get("pdf", b"")
        release.save(update_fields=["html", "pdf"])


class Migration(migrations.Migration):

    dependencies = [
        ("disclosure", "0005_review_steps"),
    ]

    operations = [
        migrations.RunPython(lift, guard),
        migrations.CreateModel(
            name="ReleaseFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("format", models.CharField("格式", max_length=16)),
                ("body", models.BinaryField()),
                ("release", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="files", to="disclosure.release")),
            ],
            options={
                "verbose_name": "已发布的文件",
                "verbose_name_plural": "已发布的文件",
                "ordering": ("pk",),
                "constraints": [models.UniqueConstraint(fields=("release", "format"), name="one_file_per_format")],
            },
        ),
        migrations.AlterField("release", "html", models.TextField(default="")),
        migrations.AlterField("release", "pdf", models.BinaryField(default=b"")),
        migrations.RunPython(move, move_back),
        migrations.RemoveField("release", "html"),
        migrations.RemoveField("release", "pdf"),
        migrations.RunPython(guard, lift),
    ]
