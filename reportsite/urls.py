"""Every address of the site: the application's own, and the administrators'."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("disclosure.urls", namespace="disclosure")),
]
