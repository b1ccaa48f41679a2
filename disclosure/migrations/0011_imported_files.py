"""Files that offices send in, how they were read and what became of them; archived reports among what the public finds."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from disclosure.models.triggers import guard, lift


class Migration(migrations.Migration):

    dependencies = [
        ('disclosure', '0010_entries'),
    ]

    operations = [
        migrations.RunPython(lift, guard),
        migrations.CreateModel(
            name='FileReading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('format', models.CharField(blank=True, max_length=8, verbose_name='格式')),
                ('year', models.PositiveSmallIntegerField(default=0, verbose_name='年度')),
                ('agency_name', models.CharField(blank=True, max_length=200, verbose_name='机关')),
                ('cells', models.PositiveSmallIntegerField(default=0)),
                ('settled', models.PositiveSmallIntegerField(default=0)),
                ('left_open', models.PositiveSmallIntegerField(default=0)),
                ('disagreements', models.PositiveSmallIntegerField(default=0)),
                ('source_json', models.TextField(blank=True)),
                ('reading_json', models.TextField(blank=True)),
                ('refusal', models.TextField(blank=True)),
                ('at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ('-pk',),
            },
        ),
        migrations.CreateModel(
            name='HandEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(max_length=120)),
                ('text', models.TextField(blank=True)),
                ('heading', models.CharField(max_length=100, null=True)),
                ('by_name', models.CharField(max_length=100)),
                ('at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='ImportedFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=255, verbose_name='文件名')),
                ('size', models.PositiveIntegerField(verbose_name='字节')),
                ('sha256', models.CharField(max_length=64)),
                ('body', models.BinaryField()),
                ('by_name', models.CharField(max_length=100)),
                ('at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': '读入的文件',
                'verbose_name_plural': '读入的文件',
                'ordering': ('-pk',),
            },
        ),
        migrations.AlterField(
            model_name='entry',
            name='release',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='disclosure.release'),
        ),
        migrations.AlterField(
            model_name='entry',
            name='report',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entry', to='disclosure.report'),
        ),
        migrations.CreateModel(
            name='Acceptance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('prior', '上年数'), ('archive', '归档'), ('draft', '填入草稿')], max_length=8)),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('places', models.PositiveSmallIntegerField(default=0)),
                ('left_open', models.PositiveSmallIntegerField(default=0)),
                ('findings', models.JSONField(default=list)),
                ('by_name', models.CharField(max_length=100)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='disclosure.report')),
            ],
            options={
                'ordering': ('-pk',),
            },
        ),
        migrations.CreateModel(
            name='ArchiveReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('title', models.CharField(max_length=300, verbose_name='标题')),
                ('exchange_json', models.TextField()),
                ('content_hash', models.CharField(max_length=64)),
                ('left_open', models.PositiveSmallIntegerField(default=0)),
                ('by_name', models.CharField(max_length=100)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='archive_reports', to='disclosure.agency')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '归档的报告',
                'verbose_name_plural': '归档的报告',
                'ordering': ('-pk',),
            },
        ),
        migrations.AddField(
            model_name='entry',
            name='archive',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='disclosure.archivereport'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('archive__isnull', True), ('release__isnull', False), ('report__isnull', False)), models.Q(('archive__isnull', False), ('release__isnull', True), ('report__isnull', True)), _connector='OR'), name='entry_of_a_release_or_an_archive'),
        ),
        migrations.AddField(
            model_name='handentry',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='importedfile',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imported_files', to='disclosure.agency'),
        ),
        migrations.AddField(
            model_name='importedfile',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='handentry',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hand_entries', to='disclosure.importedfile'),
        ),
        migrations.AddField(
            model_name='filereading',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='disclosure.importedfile'),
        ),
        migrations.AddField(
            model_name='archivereport',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='archives', to='disclosure.importedfile'),
        ),
        migrations.AddField(
            model_name='acceptance',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acceptances', to='disclosure.importedfile'),
        ),
        migrations.AddConstraint(
            model_name='importedfile',
            constraint=models.UniqueConstraint(fields=('agency', 'sha256'), name='one_file_per_office_and_bytes'),
        ),
        migrations.RunPython(guard, lift),
    ]
