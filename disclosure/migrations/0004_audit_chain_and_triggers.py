"""Link the events there are to one chain, then have the database refuse changes to every record."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from disclosure.audit.chain import event_hash, release_hash
from disclosure.models.triggers import guard, lift


def link(apps, schema_editor):
    """Number and hash the events in the order they were written; the nth publication is of the nth release."""
    Event, Release = apps.get_model("disclosure", "Event"), apps.get_model("disclosure", "Release")
    number, previous, last, published = 0, "", 0, {}
    fields = ["chain_number", "report_key", "release_id", "release_hash", "algorithm", "previous_hash", "hash"]
    while chunk := list(Event.objects.filter(pk__gt=last).select_related("report__agency").order_by("pk")[:500]):
        for event in chunk:
            number, last = number + 1, event.pk
            event.chain_number, event.previous_hash = number, previous
            event.report_key = f"{event.report.agency.code}/{event.report.year}"
            event.algorithm = settings.AUDIT_HASH
            if event.move == "publish":
                nth = published[event.report_id] = published.get(event.report_id, 0) + 1
                release = Release.objects.get(report=event.report_id, number=nth)
                event.release_id, event.release_hash = release.pk, release_hash(release, event.algorithm)
            event.hash = previous = event_hash(event)
        Event.objects.bulk_update(chunk, [name.removesuffix("_id") for name in fields])
    apps.get_model("disclosure", "ChainHead").objects.create(pk=1, number=number, hash=previous)


class Migration(migrations.Migration):

    dependencies = [
        ("disclosure", "0003_passage_author"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChainHead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveBigIntegerField(default=0)),
                ("hash", models.CharField(blank=True, max_length=64)),
            ],
        ),
        migrations.AddField("event", "chain_number", models.PositiveBigIntegerField("序号", null=True)),
        migrations.AddField("event", "report_key", models.CharField("报告", help_text="机关代码/年度", max_length=80, default=""), preserve_default=False),
        migrations.AddField("event", "release", models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="disclosure.release", verbose_name="发布的版本")),
        migrations.AddField("event", "release_hash", models.CharField("版本摘要", blank=True, max_length=64, default=""), preserve_default=False),
        migrations.AddField("event", "algorithm", models.CharField("算法", max_length=8, default=""), preserve_default=False),
        migrations.AddField("event", "previous_hash", models.CharField("前一条的摘要", blank=True, max_length=64, default=""), preserve_default=False),
        migrations.AddField("event", "hash", models.CharField("摘要", max_length=64, default=""), preserve_default=False),
        migrations.AlterField("event", "at", models.DateTimeField("时间")),
        migrations.AlterField("event", "by_name", models.CharField("办理人", max_length=100)),
        migrations.AlterField("event", "content_hash", models.CharField("内容摘要", max_length=64)),
        migrations.AlterField("event", "move", models.CharField("办理", choices=[("open", "开始填报"), ("submit", "提交审核"), ("withdraw", "撤回"), ("send_back", "退回修改"), ("approve", "审核通过"), ("publish", "发布"), ("correct", "更正")], max_length=16)),
        migrations.RunPython(link, migrations.RunPython.noop),
        migrations.AlterField("event", "chain_number", models.PositiveBigIntegerField("序号", unique=True)),
        migrations.RunPython(guard, lift),
    ]
