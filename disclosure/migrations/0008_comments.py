"""Comments of reviewers and what became of them; the database refuses to change or delete either."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from disclosure.models.triggers import guard, lift


class Migration(migrations.Migration):

    dependencies = [
        ('disclosure', '0007_seen'),
    ]

    operations = [
        migrations.RunPython(lift, guard),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.CharField(blank=True, max_length=32)),
                ('row', models.CharField(blank=True, max_length=40)),
                ('column', models.CharField(blank=True, max_length=40)),
                ('passage', models.CharField(blank=True, max_length=32)),
                ('start', models.PositiveIntegerField(null=True)),
                ('end', models.PositiveIntegerField(null=True)),
                ('quote', models.TextField(blank=True)),
                ('text', models.TextField()),
                ('by_name', models.CharField(max_length=100)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='disclosure.report')),
            ],
            options={
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='CommentAct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('answer', '回复'), ('resolve', '已处理'), ('reopen', '重新提出')], max_length=8)),
                ('side', models.CharField(choices=[('clerk', '填报'), ('review', '审核')], max_length=8)),
                ('text', models.TextField(blank=True)),
                ('by_name', models.CharField(max_length=100)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acts', to='disclosure.comment')),
            ],
            options={
                'ordering': ('pk',),
            },
        ),
        migrations.RunPython(guard, lift),
    ]
