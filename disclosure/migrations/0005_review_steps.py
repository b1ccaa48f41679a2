"""Steps of review, who stands in for whom, the moves that go with them, and the reason of a correction."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from disclosure.models.triggers import guard, lift

MOVES = [
    ("open", "开始填报"),
    ("submit", "提交审核"),
    ("withdraw", "撤回"),
    ("send_back", "退回修改"),
    ("pass", "本步通过"),
    ("approve", "审核通过"),
    ("recall", "收回审核意见"),
    ("publish", "发布"),
    ("correct", "更正"),
    ("drop", "取消更正"),
]
ROLES = [("clerk", "填报"), ("checker", "初审"), ("leader", "审核"), ("publisher", "发布"), ("reviewer", "上级审核")]


class Migration(migrations.Migration):

    dependencies = [
        ("disclosure", "0004_audit_chain_and_triggers"),
    ]

    operations = [
        migrations.RunPython(lift, guard),
        migrations.AlterField("membership", "role", models.CharField("职责", choices=ROLES, max_length=16)),
        migrations.AddField("event", "step", models.CharField("步骤", blank=True, default="", max_length=40), preserve_default=False),
        migrations.AddField("event", "acting_for", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="代谁办理")),
        migrations.AddField("event", "acting_for_name", models.CharField("被代理人", blank=True, default="", max_length=100), preserve_default=False),
        migrations.AlterField("event", "move", models.CharField("办理", choices=MOVES, max_length=16)),
        migrations.AddField("release", "reason", models.TextField("更正的原因", blank=True, default=""), preserve_default=False),
        migrations.CreateModel(
            name="ReviewStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField("顺序")),
                ("name", models.CharField("名称", help_text="例如：办公室初审、分管领导审核、区政务公开办审核。", max_length=40)),
                ("role", models.CharField("由谁办理", choices=[("checker", "初审"), ("leader", "审核"), ("reviewer", "上级审核")], max_length=16)),
                ("agency", models.ForeignKey(help_text="本机关和它的下级。", on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="disclosure.agency", verbose_name="适用于")),
                ("at", models.ForeignKey(blank=True, help_text="留空是填报机关自己。", null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="disclosure.agency", verbose_name="在哪个机关")),
            ],
            options={
                "verbose_name": "审核步骤",
                "verbose_name_plural": "审核步骤",
                "ordering": ("agency", "position"),
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "position"), name="one_step_per_position"),
                    models.UniqueConstraint(fields=("agency", "name"), name="one_step_per_name"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Deputy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first_day", models.DateField("自")),
                ("last_day", models.DateField("至")),
                ("deputy", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="deputised_for", to=settings.AUTH_USER_MODEL, verbose_name="代理人")),
                ("principal", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="deputies", to=settings.AUTH_USER_MODEL, verbose_name="被代理人")),
            ],
            options={
                "verbose_name": "代理",
                "verbose_name_plural": "代理",
                "ordering": ("-first_day",),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("last_day__gte", models.F("first_day"))), name="deputy_days_in_order"),
                    models.CheckConstraint(condition=models.Q(("principal", models.F("deputy")), _negated=True), name="nobody_is_their_own_deputy"),
                ],
            },
        ),
        migrations.RunPython(guard, lift),
    ]
