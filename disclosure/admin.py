"""What administrators keep: offices, people and their roles, years; and the records they read. Reports are not among it."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from disclosure.access import signed_in
from disclosure.models import (
    Agency,
    Deputy,
    Event,
    MailFailure,
    Membership,
    Release,
    ReportingYear,
    ReviewStep,
    RuleLevel,
    User,
)
from disclosure.notices.failures import standing

admin.site.site_header = admin.site.site_title = "政府信息公开年度报告 · 管理"
admin.site.index_title = "机关、人员、年度"


class MembershipInline(admin.TabularInline):  # type: ignore[type-arg]
    """A person's roles, kept on the person's page."""

    model = Membership
    extra = 0
    autocomplete_fields = ("agency",)


@admin.register(User)
class PersonAdmin(UserAdmin):  # type: ignore[type-arg]
    """People and their roles."""

    list_display = ("username", "name", "is_active", "is_staff")
    search_fields = ("username", "name")
    inlines = (MembershipInline,)
    fieldsets = (
        (None, {"fields": ("username", "password", "name", "email")}),
        ("权限", {"fields": ("is_active", "is_staff", "is_superuser")}),
        ("日期", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": ("username", "name", "password1", "password2"),
            },
        ),
    )


@admin.register(Agency)
class AgencyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Offices and their tree. An office that has reported is not deleted."""

    list_display = ("name", "code", "kind", "parent")
    list_filter = ("kind",)
    search_fields = ("name", "code")
    autocomplete_fields = ("parent",)


@admin.register(ReviewStep)
class ReviewStepAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """The steps of review of a jurisdiction. What has been decided keeps the name its step had."""

    list_display = ("agency", "position", "name", "role", "at")
    list_display_links = ("name",)
    autocomplete_fields = ("agency", "at")


@admin.register(Deputy)
class DeputyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Who stands in for whom, from when to when."""

    list_display = ("principal", "deputy", "first_day", "last_day")
    autocomplete_fields = ("principal", "deputy")


@admin.register(ReportingYear)
class ReportingYearAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Years for which offices may report."""

    list_display = ("year", "due_on", "is_open")


class RecordAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """A table to which rows are only ever added: nothing to change, nothing to delete. The database refuses it as well."""

    def has_change_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        return False


@admin.register(RuleLevel)
class RuleLevelAdmin(RecordAdmin):
    """Levels of rules in a jurisdiction. A row is added and never changed: the list is the record."""

    list_display = ("code", "level", "limit", "agency", "reason", "by", "at")
    list_filter = ("code", "level")
    autocomplete_fields = ("agency",)

    def save_model(
        self, request: HttpRequest, obj: RuleLevel, form: Any, change: bool
    ) -> None:
        obj.by = signed_in(request)
        super().save_model(request, obj, form, change)


@admin.register(Event)
class EventAdmin(RecordAdmin):
    """The chain of events, as `verify_audit` names its rows. What people wrote to each other is not shown."""

    list_display = ("chain_number", "report_key", "move", "by_name", "at", "hash")
    list_filter = ("move",)
    search_fields = ("report_key", "by_name")
    ordering = ("-chain_number",)
    fields = (
        *(
            "chain_number",
            "report_key",
            "move",
            "step",
            "by_name",
            "acting_for_name",
            "at",
            "content_hash",
        ),
        *("release", "release_hash", "algorithm", "previous_hash", "hash"),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(Release)
class ReleaseAdmin(RecordAdmin):
    """What has been published, and by whom. The reports themselves are read where the public reads them."""

    list_display = fields = (
        "title",
        "number",
        "published_at",
        "published_by",
        "content_hash",
    )
    search_fields = ("title",)
    ordering = ("-published_at",)
    list_select_related = ("published_by",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Release]:
        return super().get_queryset(request).defer("exchange_json")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(MailFailure)
class MailFailureAdmin(RecordAdmin):
    """Mails that could not be sent, what the server said, and whether they have gone out since."""

    list_display = fields = (
        "at",
        "to_whom",
        "address",
        "error",
        "reply",
        "mails",
        "now",
    )
    search_fields = ("user__username", "user__name", "address")
    ordering = ("-pk",)
    list_select_related = ("user",)

    @admin.display(description="寄给谁")
    def to_whom(self, failure: MailFailure) -> str:
        return str(failure.user or "邮件服务器连接不上")

    @admin.display(description="现在")
    def now(self, failure: MailFailure) -> str:
        return standing(failure)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
