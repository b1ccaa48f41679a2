"""What the database refuses, table by table: to the application, to the admin and to anybody with SQL."""

import datetime
import re
import sys
import threading

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from disclosure.audit.record import record
from disclosure.audit.walk import Walk
from disclosure.exchange import content_hash
from disclosure.models import (
    LINE_MODELS,
    Acceptance,
    Answer,
    AppendOnly,
    ArchiveReport,
    CellEdit,
    ChainHead,
    Comment,
    CommentAct,
    DraftOnly,
    Event,
    FileReading,
    HandEntry,
    ImportedFile,
    MailFailure,
    Move,
    Passage,
    PriorFigures,
    Release,
    ReleaseFile,
    Report,
    RuleLevel,
    Stage,
    UnreadEntry,
    triggers,
)
from disclosure.review import comments, workflow
from tests.support.append_only import (
    lifted,
    offers_no_change,
    raw,
    refuses,
    ways_to_change,
    ways_to_delete,
)
from tests.support.stage import approve, fresh, hand_in, race, release
from tests.test_house import MODULES

MODELS = list(apps.get_app_config("disclosure").get_models())
RECORDS = {
    Release: "title",
    ReleaseFile: "format",
    Event: "note",
    CellEdit: "now",
    RuleLevel: "reason",
    PriorFigures: "source",
    Comment: "text",
    CommentAct: "text",
    MailFailure: "reply",
    ImportedFile: "name",
    FileReading: "refusal",
    HandEntry: "text",
    ArchiveReport: "title",
    Acceptance: "what",
}
"""{append-only model: a text field of it}."""
CONTENT = {
    **dict.fromkeys(LINE_MODELS, "row"),
    UnreadEntry: "text",
    Passage: "text",
    Answer: "reason",
}
"""{model of a report's content: a text field of it}."""


def test_every_record_is_proved_here_and_so_is_all_content():
    assert {model for model in MODELS if issubclass(model, AppendOnly)} == set(RECORDS)
    assert {model for model in MODELS if issubclass(model, DraftOnly)} == set(CONTENT)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_what_is_said_to_be_only_added_to_is_append_only(model):
    said = re.search(
        "only ever added|never changed|changed or deleted", model.__doc__ or ""
    )
    assert bool(said) <= issubclass(model, AppendOnly)


def test_what_a_module_says_of_its_rows_holds_for_its_model():
    saying = [
        path.stem
        for path in MODULES
        if "Rows are only ever added" in path.read_text(encoding="utf-8")
    ]
    assert sorted(saying) == [
        "comments",
        "edits",
        "imported",
        "judgement",
        "notices",
        "prior",
    ]
    for name in saying:
        module = sys.modules[f"disclosure.models.{name}"]
        assert [model for model in RECORDS if model.__module__ == module.__name__]


def test_the_triggers_are_lifted_by_migrations_and_tests_only():
    calling = [
        path.name
        for path in MODULES
        if re.search(r"\blift\b", path.read_text(encoding="utf-8"))
    ]
    assert calling == ["triggers.py"]


def test_every_refusal_is_in_place_after_the_migrations(db):
    assert triggers.missing(connection) == []
    guarded = {refusal.table for refusal in triggers.refusals(connection.vendor)}
    assert guarded == {
        model._meta.db_table for model in (*RECORDS, *CONTENT, Report, ChainHead)
    }
    with lifted():
        assert {refusal.table for refusal in triggers.missing(connection)} == guarded


@pytest.fixture
def records(published, district, clerk, leader):
    """A row of every record."""
    RuleLevel.objects.create(
        agency=district, code="T2-1", level="hint", reason="区办通知", by=leader
    )
    PriorFigures.objects.create(
        agency=district, year=2022, source="公开网站", exchange_json="{}", by=clerk
    )
    comment = comments.comment_on(report=published, by=leader, text="第五部分太笼统。")
    comments.answer_comment(comment=comment, by=clerk, text="已补充。")
    MailFailure.objects.create(
        user=clerk,
        address="clerk@example.org",
        at=timezone.now(),
        error="X",
        reply="550",
    )
    file = ImportedFile.objects.create(
        agency=district, name="年报.pdf", size=1, sha256="0" * 64, body=b"%", by=clerk
    )
    FileReading.objects.create(file=file, refusal="文件读不出来。")
    HandEntry.objects.create(file=file, place="year", text="2022", by=clerk)
    ArchiveReport.objects.create(
        agency=district,
        year=2022,
        title="年报",
        exchange_json="{}",
        file=file,
        by=leader,
    )
    Acceptance.objects.create(file=file, what="archive", year=2022, by=leader)
    return published


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_a_record_is_neither_changed_nor_deleted(model, records, admin_client):
    for row in (model.objects.first(), model.objects.last()):
        says = rf"{model._meta.db_table} 的记录只增不改|不能顶替|不能清空|protected foreign keys"
        refuses(
            {**ways_to_change(row, RECORDS[model]), **ways_to_delete(row)}, model, says
        )
        offers_no_change(admin_client, row)


def content_of(report, by):
    """A row of those kinds of content that a report rarely has."""
    with lifted():
        place = {"table": "requests", "row": "new", "column": "person"}
        UnreadEntry.objects.create(
            report=report, **place, text="十三", problem="not_a_number"
        )
        Answer.objects.create(
            report=report, code="T2-1", fingerprint="T2-1|x", reason="理由", by=by
        )


def ways_to_add(row):
    """A row like it, at a place of its own: under the report where it stands."""
    model, table = type(row), type(row)._meta.db_table
    names = [
        field.column for field in model._meta.concrete_fields if not field.primary_key
    ]
    place = next(
        name for name in ("column", "row", "key", "fingerprint") if name in names
    )
    kept, picked = (
        ", ".join(f'"{name}"' for name in names),
        ", ".join("'x'" if n == place else f'"{n}"' for n in names),
    )

    def another():
        other = model.objects.get(pk=row.pk)
        other.pk = None
        setattr(other, place, "x")
        return other

    return {
        "save": lambda: another().save(force_insert=True),
        "bulk create": lambda: model.objects.bulk_create([another()]),
        "bulk create without conflicts": lambda: model.objects.bulk_create(
            [another()], ignore_conflicts=True
        ),
        "raw insert": lambda: raw(
            f"INSERT INTO {table} ({kept}) SELECT {picked} FROM {table} WHERE id = %s",
            row.pk,
        ),
    }


BRING = {Stage.APPROVED: approve, Stage.PUBLISHED: release}


@pytest.fixture(params=[Stage.SUBMITTED, *BRING], ids=str)
def handed_in(request, submitted, leader):
    """A report after its draft, with a row of every kind of content."""
    report = (
        submitted
        if request.param == Stage.SUBMITTED
        else BRING[request.param](submitted, leader)
    )
    content_of(report, leader)
    return report


@pytest.mark.parametrize("model", CONTENT, ids=lambda model: model.__name__)
def test_content_stays_as_it_was_handed_in(model, handed_in, admin_client):
    row = model.objects.first()
    ways = {
        **ways_to_change(row, CONTENT[model]),
        **ways_to_delete(row),
        **ways_to_add(row),
    }
    refuses(ways, model, "报告不在填报中，内容不能改动|不能清空|只增不改")
    offers_no_change(admin_client, row)


@pytest.mark.parametrize("model", CONTENT, ids=lambda model: model.__name__)
def test_a_draft_is_written_freely(model, ready, clerk):
    content_of(ready, clerk)
    for act in ways_to_add(model.objects.first()).values():
        with transaction.atomic():
            act()
            transaction.set_rollback(True)
    row = model.objects.first()
    for way in ("save", "queryset update", "raw update"):
        ways_to_change(row, CONTENT[model])[way]()
    ways_to_delete(row)["raw delete of all"]()
    assert not model.objects.exists()


@pytest.fixture
def beside(published, other_office, outsider):
    """Another office's draft, beside a published report."""
    return workflow.open_report(agency=other_office, year=published.year, by=outsider)


@pytest.mark.parametrize(
    "model", [Passage, LINE_MODELS[0]], ids=lambda model: model.__name__
)
def test_a_draft_is_no_way_to_a_published_report(model, published, beside):
    row = model.objects.filter(report=published).first()
    table = model._meta.db_table
    names = [field.column for field in model._meta.concrete_fields]
    listed = ", ".join(f'"{name}"' for name in names)
    under_the_draft = ", ".join(
        str(beside.pk) if name == "report_id" else f'"{name}"' for name in names
    )
    mine = model.objects.create(
        report=beside,
        **{name: "y" for name in names if name in ("key", "table", "row")},
    )
    ways = {
        "out of the published one": lambda: model.objects.filter(pk=row.pk).update(
            report=beside
        ),
        "into the published one": lambda: model.objects.filter(pk=mine.pk).update(
            report=published
        ),
    }
    if connection.vendor == "sqlite":
        ways["replace from the draft"] = lambda: raw(
            f"REPLACE INTO {table} ({listed}) SELECT {under_the_draft} FROM {table} WHERE id = %s",
            row.pk,
        )
        ways["take its id"] = lambda: raw(
            f"UPDATE OR REPLACE {table} SET id = %s WHERE id = %s", row.pk, mine.pk
        )
    refuses(ways, model, "内容不能改动")


def test_a_temporary_table_does_not_stand_in_for_the_reports(published):
    raw(
        "CREATE TEMPORARY TABLE disclosure_report AS SELECT id, 'draft' AS stage FROM disclosure_report"
    )
    refuses(ways_to_change(Passage.objects.first(), "text"), Passage, "内容不能改动")


def test_a_report_is_not_deleted_at_any_stage(published, beside, admin_client):
    for report in (published, beside):
        refuses(
            ways_to_delete(report),
            Report,
            "报告不能删除|不能顶替|不能清空|只增不改|protected foreign keys",
        )
        offers_no_change(admin_client, report)
    if connection.vendor == "sqlite":
        others = (
            f"UPDATE OR REPLACE disclosure_report SET agency_id = {published.agency_id} WHERE id = {beside.pk}",
            f"UPDATE OR REPLACE disclosure_report SET rowid = {published.pk} WHERE id = {beside.pk}",
        )
        refuses(
            {sql: lambda sql=sql: raw(sql) for sql in others},
            Report,
            "哪个机关、哪个年度不能改动",
        )


@pytest.mark.parametrize("field", ["agency", "year"])
def test_a_report_belongs_to_its_office_and_year(field, draft, other_office):
    value = {"agency": other_office, "year": 2020}[field]
    refuses(
        {field: lambda: Report.objects.update(**{field: value})},
        Report,
        "哪个机关、哪个年度不能改动",
    )


OWN = {
    "opening": "before",
    "signature_agency": "另一机关",
    "signature_date": datetime.date(2024, 2, 1),
    "edition_key": "2019",
}
"""What a report's own row says, and something else."""


def test_what_the_triggers_know_of_a_reports_row_is_all_it_says():
    free = {
        "id",
        "agency_id",
        "year",
        "stage",
        "created_at",
        "changed_at",
        "changed_by_id",
        "submitted_by_id",
    }
    assert set(OWN) == set(triggers.CONTENT)
    assert {field.attname for field in Report._meta.concrete_fields} == free | set(OWN)


@pytest.mark.parametrize("field", OWN)
def test_a_reports_own_row_says_what_it_said_when_handed_in(field, handed_in):
    def save():
        report = fresh(handed_in)
        setattr(report, field, OWN[field])
        report.save()

    ways = {
        "save": save,
        "update": lambda: Report.objects.update(**{field: OWN[field]}),
    }
    refuses(ways, Report, "报告不在填报中，内容不能改动")
    fresh(handed_in).save()  # nothing changes


def test_a_drafts_own_row_is_written_freely(draft):
    for field, value in OWN.items():
        Report.objects.update(**{field: value})
    assert fresh(draft).opening == "before"


def test_a_stage_changes_only_as_the_newest_event_says(handed_in):
    for stage in {*Stage} - {handed_in.stage}:
        refuses(
            {stage: lambda stage=stage: Report.objects.update(stage=stage)},
            Report,
            "状态只随办理记录改变",
        )


def test_a_published_report_is_opened_again_by_a_recorded_correction_and_published_anew(
    published, clerk, leader
):
    with transaction.atomic():
        record(report=published, move=Move.CORRECT, by=leader, note="表三漏计一件。")
        Report.objects.filter(pk=published.pk).update(stage=Stage.DRAFT)
    published.passages.filter(key="problems").update(text="更正后的问题。")
    first = Release.objects.get()
    again = release(hand_in(fresh(published), clerk), leader)
    assert again.stage == Stage.PUBLISHED
    assert [each.number for each in published.releases.all()] == [2, 1]
    assert (
        first.content_hash
        != published.releases.first().content_hash
        == content_hash(fresh(published).content)
    )
    assert list(Walk().faults()) == []


def test_the_chains_head_goes_on_by_one_and_no_other_way(published, admin_client):
    head = ChainHead.objects.get()
    ways = {
        "back": lambda: ChainHead.objects.update(number=head.number - 1),
        "a leap": lambda: ChainHead.objects.update(number=head.number + 2),
        "another hash": lambda: ChainHead.objects.update(hash="0" * 64),
        **ways_to_delete(head),
    }
    refuses(ways, ChainHead, "链头只能逐条向前|不能顶替|不能清空|只增不改")
    offers_no_change(admin_client, head)


@pytest.mark.django_db(transaction=True)
def test_a_change_under_way_by_sql_is_in_what_is_handed_in_or_nowhere(ready, clerk):
    """Somebody with SQL, who does not lock the report as a save does, cannot slip a change behind a submission."""
    written, handed = threading.Event(), threading.Event()

    def change():
        with transaction.atomic():
            raw(
                "UPDATE disclosure_passage SET text = '半途' WHERE report_id = %s AND key = 'problems'",
                ready.pk,
            )
            written.set()
            handed.wait(0.5)

    def submit():
        written.wait(5)
        try:
            return workflow.submit(report=fresh(ready), by=clerk)
        finally:
            handed.set()

    _, report = race(change, submit)
    assert isinstance(report, Report)
    assert report.events.last().content_hash == content_hash(fresh(ready).content)
    assert fresh(ready).content.passages["problems"].text == "半途"


@pytest.mark.django_db(transaction=True)
def test_events_from_before_the_chain_are_linked_by_the_migration_and_it_can_be_taken_back(
    published, leader, year
):
    """As at a site that has published before: the columns of the chain go, with the triggers, and come again."""
    executor = MigrationExecutor(connection)
    try:
        executor.migrate([("disclosure", "0003_passage_author")])
        assert not {"chain_number", "hash"} & columns("disclosure_event")
        assert "disclosure_chainhead" not in connection.introspection.table_names()
        raw("UPDATE disclosure_release SET title = title")  # the triggers are gone
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    assert list(Event.objects.values_list("chain_number", flat=True)) == [1, 2, 3, 4]
    walk = Walk()
    assert list(walk.faults()) == []
    assert (walk.events, walk.releases) == (4, 1)
    with pytest.raises(IntegrityError, match="只增不改"):
        raw("UPDATE disclosure_release SET title = title")
    ChainHead.objects.get(number=4, hash=Event.objects.last().hash)
    with transaction.atomic():
        record(report=published, move=Move.CORRECT, by=leader)
    assert list(Walk().faults()) == []


def columns(table):
    with connection.cursor() as cursor:
        return {
            column.name
            for column in connection.introspection.get_table_description(cursor, table)
        }
