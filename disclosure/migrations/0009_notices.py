"""What each person has seen and wants by mail, and the record of mails that could not be sent."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from disclosure.models.triggers import guard, lift


class Migration(migrations.Migration):

    dependencies = [
        ("disclosure", "0008_comments"),
    ]

    operations = [
        migrations.RunPython(lift, guard),
        migrations.CreateModel(
            name="NoticeState",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seen_event", models.PositiveBigIntegerField("已看到第几条办理记录", default=0)),
                ("mail", models.BooleanField("接收邮件提醒", default=True, help_text="关掉以后，一封也不寄。")),
                ("mail_decide", models.BooleanField("等我审核的报告", default=True)),
                ("mail_publish", models.BooleanField("等我发布的报告", default=True)),
                ("mail_fix", models.BooleanField("退回给我修改、要我更正的报告", default=True)),
                ("last_digest_on", models.DateField(null=True)),
                ("last_sent_at", models.DateTimeField(null=True)),
                ("claimed_until", models.DateTimeField(null=True)),
                ("user", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="notice_state", to=settings.AUTH_USER_MODEL)),
            ],
            options={"verbose_name": "通知设置", "verbose_name_plural": "通知设置"},
        ),
        migrations.CreateModel(
            name="MailFailure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.EmailField("邮箱", blank=True, max_length=254)),
                ("at", models.DateTimeField("时间")),
                ("error", models.CharField("错误", max_length=80)),
                ("reply", models.CharField("服务器的答复", blank=True, max_length=300)),
                ("mails", models.PositiveIntegerField("未寄出几封", default=1)),
                ("user", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="寄给谁")),
            ],
            options={
                "verbose_name": "邮件寄送失败",
                "verbose_name_plural": "邮件寄送失败",
                "ordering": ("-pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(user__isnull=True, address="") | Q(user__isnull=False) & ~Q(address=""),
                        name="mail_failure_of_a_person_has_an_address",
                    ),
                ],
            },
        ),
        migrations.RunPython(guard, lift),
    ]
