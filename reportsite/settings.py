"""The settings. What differs from site to site comes from the environment; deploy/environment.example lists it all."""

from datetime import timedelta
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from reportsite.database import database_from_url
from reportsite.env import Env
from reportsite.mail import TIMEOUT_SECONDS, mail_from_url

env = Env()
BASE_DIR = Path(__file__).resolve().parent.parent

# ── Where things are kept ─────────────────────────────────────────────────────────────────────────────────────────
DATA_DIR = env.folder("DATA_DIR", BASE_DIR / "var")
if DATA_DIR == BASE_DIR / "var":
    DATA_DIR.mkdir(exist_ok=True)  # in a fresh checkout
FONTS_DIR = env.folder(
    "FONTS_DIR", DATA_DIR / "fonts"
)  # subsets, written by manage.py build_fonts
SITE_FONTS_DIR = env.folder(
    "SITE_FONTS_DIR", DATA_DIR / "site-fonts"
)  # a site's own licensed fonts, first in line
DATABASES = {
    "default": database_from_url(
        env.text("DATABASE_URL", f"sqlite:///{DATA_DIR / 'report.sqlite3'}"), BASE_DIR
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# What links the record of moves; a change goes on in the same chain.
AUDIT_HASH = env.choice("AUDIT_HASH", ("SHA256", "SM3")).lower()

# ── Who may reach it, and how ─────────────────────────────────────────────────────────────────────────────────────
DEBUG = env.flag("DEBUG", default=False)
# Off only for a server on this machine's own loopback address, where there is no certificate.
HTTPS_ONLY = env.flag("HTTPS_ONLY", default=not DEBUG)
SECRET_KEY = env.secret("SECRET_KEY", DATA_DIR / "secret_key")
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS", default=("127.0.0.1", "localhost", "[::1]"))
CSRF_TRUSTED_ORIGINS = env.origins("CSRF_TRUSTED_ORIGINS")
TRUST_PROXY = env.flag("TRUST_PROXY", default=False)
if TRUST_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
if DEBUG and env.flag("HTTPS_ONLY", default=False):
    raise ImproperlyConfigured(
        "DEBUG and HTTPS_ONLY are both 1: set DEBUG to 0 on a site that people use."
    )

SECURE_SSL_REDIRECT = HTTPS_ONLY
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS_ONLY else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS_ONLY
SECURE_HSTS_PRELOAD = HTTPS_ONLY
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS_ONLY
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = int(
    timedelta(hours=12).total_seconds()
)  # a working day; renewed by reportsite.sessions
SESSION_RENEW_AFTER = timedelta(minutes=30)
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

# ── What it is made of ────────────────────────────────────────────────────────────────────────────────────────────
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "crispy_forms",
    "crispy_bootstrap5",
    "axes",
    "csp",
    "disclosure",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "reportsite.pages.CompressPagesMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "reportsite.sessions.RenewSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "reportsite.requests.BoundedRequestMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "disclosure.refusals.RefusalMiddleware",
]
ROOT_URLCONF = "reportsite.urls"
WSGI_APPLICATION = "reportsite.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "disclosure.notices.masthead.masthead",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

# ── Signing in ────────────────────────────────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "disclosure.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
LOGIN_URL = "disclosure:login"
LOGIN_REDIRECT_URL = "disclosure:home"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# A name is locked for the address that tried it, not for everyone: otherwise anybody could lock a clerk out in January.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "disclosure/locked_out.html"
AXES_CLIENT_IP_CALLABLE = "reportsite.sessions.client_address"

# ── Mail ──────────────────────────────────────────────────────────────────────────────────────────────────────────
mail = mail_from_url(env.text("EMAIL_URL", "console:"))
EMAIL_BACKEND = mail.backend
EMAIL_HOST, EMAIL_PORT = mail.host, mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = mail.user, mail.password
EMAIL_USE_TLS, EMAIL_USE_SSL = mail.tls, mail.ssl
EMAIL_TIMEOUT = TIMEOUT_SECONDS
EMAIL_USE_LOCALTIME = True
# On the console, links and sender are a stand-in; for a server, check asks for both.
SITE_URL = env.site("SITE_URL") or ("" if mail.host else "http://127.0.0.1:8000")
DEFAULT_FROM_EMAIL = env.text(
    "DEFAULT_FROM_EMAIL", "" if mail.host else "report@localhost"
)

# ── Language, time, files, logs ───────────────────────────────────────────────────────────────────────────────────
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", ("vendor", DATA_DIR / "vendor")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "reportsite.static_files.Storage"
    },
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
LOG_LEVELS = ("WARNING", "INFO", "DEBUG", "ERROR", "CRITICAL")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "none": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": env.choice("LOG_LEVEL", LOG_LEVELS)},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # Scanners that ask for another host are answered 400; a traceback for each would bury the rest.
        "django.security.DisallowedHost": {"handlers": ["none"], "propagate": False},
    },
}
