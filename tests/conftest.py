"""The cast: a clerk and a leader of one office, a reviewer above it, an outsider of another office."""

import datetime
from functools import partial

import pytest
from django.core.cache import cache
from hypothesis import settings

from disclosure.models import Agency, Membership, Report, ReportingYear, Role, User
from disclosure.public.directory import forget
from disclosure.review import comments, context
from disclosure.review.workflow import open_report
from tests.support import papers
from tests.support.office import convert, trust_no_stored_value
from tests.support.stage import fill, hand_in, release

YEAR = 2023
settings.register_profile("nightly", max_examples=4000, deadline=None)


def pytest_collection_modifyitems(items):
    for item in items:
        if "libreoffice" in getattr(item, "fixturenames", ()):
            item.add_marker("office")


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory):
    """`office.convert` in the one home of this run: making a home takes LibreOffice longer than most conversions."""
    home = trust_no_stored_value(tmp_path_factory.mktemp("office"))
    return partial(convert, home)


@pytest.fixture(scope="session")
def papers_by_libreoffice(libreoffice, tmp_path_factory):
    """{case: path of the PDF that LibreOffice makes of our DOCX of it}, all in one run of it."""
    from disclosure.outputs.docx import print_docx

    folder = tmp_path_factory.mktemp("papers")
    made = {name: papers.printed(name) for name in papers.CASES}
    made["long"] = papers.printed_long()
    for name, report in made.items():
        (folder / f"{name}.docx").write_bytes(print_docx(report))
    files = [folder / f"{name}.docx" for name in made]
    return dict(zip(made, libreoffice(folder, "pdf", files), strict=True))


@pytest.fixture(autouse=True)
def fresh_memory():
    """What the public site remembers for a moment is another test's."""
    cache.clear()
    forget()
    context.forget()


def make_agency(code, name, kind="street", parent=None):
    return Agency.objects.create(code=code, name=name, kind=kind, parent=parent)


def make_person(username, name, agency, role):
    person = User.objects.create_user(username, password="pass-word-1234", name=name)
    Membership.objects.create(user=person, agency=agency, role=role)
    return person


@pytest.fixture
def year(db):
    """An open year; its day is far off, so that nothing is late that is not meant to be."""
    return ReportingYear.objects.create(year=YEAR, due_on=datetime.date(2096, 1, 31))


@pytest.fixture
def district(year):
    return make_agency("wangting", "望汀区人民政府", "county")


@pytest.fixture
def office(district):
    return make_agency("tangxi", "棠溪街道办事处", parent=district)


@pytest.fixture
def other_office(district):
    return make_agency("tingsong", "听松街道办事处", parent=district)


@pytest.fixture
def clerk(office):
    return make_person("clerk", "沈禾", office, Role.CLERK)


@pytest.fixture
def leader(office):
    return make_person("leader", "陆远舟", office, Role.LEADER)


@pytest.fixture
def reviewer(district):
    return make_person("reviewer", "方知微", district, Role.REVIEWER)


@pytest.fixture
def outsider(other_office):
    return make_person("outsider", "白露", other_office, Role.CLERK)


@pytest.fixture
def draft(office, clerk) -> Report:
    """An empty draft."""
    return open_report(agency=office, year=YEAR, by=clerk)


@pytest.fixture
def ready(draft, clerk) -> Report:
    """A draft that can be submitted."""
    return fill(draft, clerk)


@pytest.fixture
def submitted(ready, clerk) -> Report:
    """A report that waits for its leader."""
    return hand_in(ready, clerk)


@pytest.fixture
def commented(submitted, leader) -> Report:
    """A submitted report with a comment of its leader on the whole."""
    comments.comment_on(report=submitted, by=leader, text="第五部分太笼统。")
    return submitted


@pytest.fixture
def published(submitted, leader) -> Report:
    """A published report; what was printed is a stand-in."""
    return release(submitted, leader)
