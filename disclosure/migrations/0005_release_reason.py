"""Say of a release that corrects another why it was made."""

from django.db import migrations, models

from disclosure.models.triggers import guard, lift


class Migration(migrations.Migration):

    dependencies = [
        ("disclosure", "0004_audit_chain_and_triggers"),
    ]

    operations = [
        migrations.RunPython(lift, guard),
        migrations.AddField("release", "reason", models.TextField("更正原因", blank=True, default="")),
        migrations.RunPython(guard, lift),
    ]
