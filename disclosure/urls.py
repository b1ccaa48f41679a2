"""Every address of the application."""

from django.contrib.auth import views as auth
from django.urls import path, reverse_lazy

from disclosure.forms import SignInForm
from disclosure.views import (
    autosave,
    batch,
    beside,
    comments,
    examine,
    files,
    home,
    intake,
    intake_accept,
    intake_file,
    last_year,
    notices,
    part,
    public,
    public_lists,
    public_report,
    queue,
    report,
    review,
    submission,
)

app_name = "disclosure"
urlpatterns = [
    path("", home.home, name="home"),
    path(
        "sign-in/",
        auth.LoginView.as_view(
            template_name="disclosure/sign_in.html", authentication_form=SignInForm
        ),
        name="login",
    ),
    path(
        "sign-out/",
        auth.LogoutView.as_view(next_page=reverse_lazy("disclosure:login")),
        name="logout",
    ),
    path(
        "password/",
        auth.PasswordChangeView.as_view(
            template_name="disclosure/password_change.html",
            success_url=reverse_lazy("disclosure:password_done"),
        ),
        name="password_change",
    ),
    path(
        "password/done/",
        auth.PasswordChangeDoneView.as_view(
            template_name="disclosure/password_done.html"
        ),
        name="password_done",
    ),
    path("open/", home.open_report, name="open_report"),
    path("queue/", queue.queue, name="queue"),
    path("queue/batch/", batch.batch, name="batch"),
    path("notices/", notices.notices, name="notices"),
    path("notices/settings/", notices.notice_settings, name="notice_settings"),
    path("examine/", examine.examine, name="examine"),
    path("examine/sheet.pdf", examine.sheet_pdf, name="examine_pdf"),
    path("examine/findings.xlsx", examine.findings_xlsx, name="examine_xlsx"),
    path("desk/intake/", intake.intake, name="intake"),
    path("desk/intake/<int:pk>/", intake_file.intake_file, name="intake_file"),
    path("desk/intake/<int:pk>/read/", intake.read, name="intake_read"),
    path("desk/intake/<int:pk>/original", intake_file.original, name="intake_original"),
    path("desk/intake/<int:pk>/examine/", examine.kept, name="intake_examine"),
    path("desk/intake/<int:pk>/archive/", intake_accept.archive, name="intake_archive"),
    path("desk/intake/<int:pk>/draft/", intake_accept.draft, name="intake_draft"),
    path("desk/<int:pk>/", report.report, name="report"),
    path("desk/<int:pk>/parts/<slug:key>/", part.part, name="part"),
    path(
        "desk/<int:pk>/parts/<slug:key>/findings/",
        part.part_findings,
        name="part_findings",
    ),
    path("desk/<int:pk>/last-year/", last_year.last_year, name="last_year"),
    path("desk/<int:pk>/beside/", beside.beside, name="beside"),
    path("session/", autosave.session, name="session"),
    path("desk/<int:pk>/cells/", autosave.cells, name="cells"),
    path("desk/<int:pk>/passages/<slug:key>/", autosave.passage, name="passage"),
    path("desk/<int:pk>/settings/", autosave.settings, name="settings"),
    path("desk/<int:pk>/answers/", autosave.reason, name="reason"),
    path("desk/<int:pk>/history/<str:cell>/", autosave.history, name="history"),
    path("desk/<int:pk>/submit/", submission.submit, name="submit"),
    path("desk/<int:pk>/answer/", submission.answer, name="answer"),
    path("desk/<int:pk>/withdraw/", submission.withdraw, name="withdraw"),
    path("desk/<int:pk>/review/", review.review, name="review"),
    path("desk/<int:pk>/comments/", comments.comment, name="comment"),
    path(
        "desk/<int:pk>/comments/<int:comment>/",
        comments.comment_act,
        name="comment_act",
    ),
    path("desk/<int:pk>/approve/", review.approve, name="approve"),
    path("desk/<int:pk>/send-back/", review.send_back, name="send_back"),
    path("desk/<int:pk>/recall/", review.recall, name="recall"),
    path("desk/<int:pk>/correct/", submission.correct, name="correct"),
    path("desk/<int:pk>/drop/", submission.drop, name="drop"),
    path("desk/<int:pk>/publish/", review.publish, name="publish"),
    path("desk/<int:pk>/copy/", files.copy_to_site, name="copy_to_site"),
    path("desk/<int:pk>/report.<slug:kind>", files.report_file, name="report_file"),
    path("reports/", public.home, name="public_home"),
    path("reports/feed.atom", public_lists.feed, name="public_feed"),
    path("reports/index.json", public_lists.index, name="public_index"),
    path("reports/year-<int:year>/", public.year, name="public_year"),
    path("reports/<slug:code>/", public.office, name="public_office"),
    path(
        "reports/<slug:code>/<int:year>/", public_report.report, name="public_release"
    ),
    path(
        "reports/<slug:code>/<int:year>/report.<slug:kind>",
        public_report.file,
        name="public_release_file",
    ),
    path(
        "reports/<slug:code>/<int:year>/tables/<slug:table>.csv",
        public_report.table,
        name="public_table",
    ),
    path(
        "reports/<slug:code>/<int:year>/<str:name>",
        public_report.original,
        name="public_original",
    ),
    path(
        "reports/<slug:code>/<int:year>/v<int:number>/",
        public_report.report,
        name="public_version",
    ),
    path(
        "reports/<slug:code>/<int:year>/v<int:number>/report.<slug:kind>",
        public_report.file,
        name="public_version_file",
    ),
    path(
        "reports/<slug:code>/<int:year>/v<int:number>/tables/<slug:table>.csv",
        public_report.table,
        name="public_version_table",
    ),
    path("sitemap.xml", public_lists.sitemap, name="public_sitemap"),
    path("robots.txt", public_lists.robots, name="public_robots"),
]
