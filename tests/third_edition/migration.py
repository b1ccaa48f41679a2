"""Keep the payers of charges, and the lines of policy consultation: what the form of 2031 asks beside the earlier ones."""

import django.db.models.deletion
from django.db import migrations, models

from disclosure.models.triggers import guard, lift

NOT_NEGATIVE = models.Q()
for name in ("amount", "last_year", "payers", "projects"):
    NOT_NEGATIVE &= models.Q((f"{name}__gte", 0)) | models.Q((f"{name}__isnull", True))
ASKED = models.Q()
for name in ("online", "at_the_counter", "by_telephone"):
    ASKED &= models.Q((f"{name}__gte", 0)) | models.Q((f"{name}__isnull", True))


class Migration(migrations.Migration):
    dependencies = [("disclosure", "THE_ONE_BEFORE")]

    operations = [
        migrations.RunPython(lift, guard),
        migrations.RemoveConstraint("chargesline", "charges_not_negative"),
        migrations.AddField(
            "chargesline", "payers", models.BigIntegerField(blank=True, null=True)
        ),
        migrations.AddConstraint(
            "chargesline",
            models.CheckConstraint(condition=NOT_NEGATIVE, name="charges_not_negative"),
        ),
        migrations.CreateModel(
            name="ConsultationLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("table", models.CharField(max_length=32)),
                ("row", models.CharField(max_length=40)),
                ("online", models.BigIntegerField(blank=True, null=True)),
                ("at_the_counter", models.BigIntegerField(blank=True, null=True)),
                ("by_telephone", models.BigIntegerField(blank=True, null=True)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="disclosure.report",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("report", "table", "row"), name="one_consultation_line"
                    ),
                    models.CheckConstraint(
                        condition=ASKED, name="consultation_not_negative"
                    ),
                ],
            },
        ),
        migrations.RunPython(guard, lift),
    ]
