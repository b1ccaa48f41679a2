"""The application as Django knows it."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """Offices, reports, review and release."""

    name = "disclosure"
    verbose_name = "政府信息公开年度报告"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from disclosure import checks  # noqa: F401  importing it registers them
