"""Every setting, from the environment or a `.env` file beside manage.py. README.md has the table."""

from pathlib import Path

from django.utils.csp import CSP
from environs import Env

from . import postgresql
from .environment import is_hard_to_guess, is_redis_address, is_web_address, setting, wrong
from .log_settings import log_format, logging_as
from .static_headers import add_static_headers

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()
env.read_env(str(BASE_DIR / ".env"))

DEBUG = setting(env.bool, "DEBUG", default=False, should_be="on or off")

# A weak key, and an empty one among the fallbacks too, would let anybody forge what we sign.
A_KEY = "50 or more random characters, kept private, the same on every machine"
SECRET_KEY = setting(env.str, "SECRET_KEY", should_be=A_KEY)
if not is_hard_to_guess(SECRET_KEY):
    raise wrong("SECRET_KEY", A_KEY)
SECRET_KEY_FALLBACKS = setting(
    env.list, "SECRET_KEY_FALLBACKS", default=[], should_be="earlier secret keys, separated by commas"
)
if not all(is_hard_to_guess(key) for key in SECRET_KEY_FALLBACKS):
    raise wrong("SECRET_KEY_FALLBACKS", f"earlier secret keys, separated by commas, each {A_KEY}")

ALLOWED_HOSTS = setting(
    env.list,
    "ALLOWED_HOSTS",
    default=["localhost", "127.0.0.1", "[::1]"],
    should_be="the host names people type, separated by commas",
)

# What the app needs to know of Kiwify. More accounts live in the admin; these name the default one.
KIWIFY_API_URL = setting(
    env.str, "KIWIFY_API_URL", default="https://public-api.kiwify.com/v1", should_be="an address with /v1"
).rstrip("/")
if not is_web_address(KIWIFY_API_URL):
    raise wrong("KIWIFY_API_URL", "an address such as https://public-api.kiwify.com/v1")
KIWIFY_CLIENT_ID = env.str("KIWIFY_CLIENT_ID", default="")
KIWIFY_CLIENT_SECRET = env.str("KIWIFY_CLIENT_SECRET", default="")
KIWIFY_ACCOUNT_ID = env.str("KIWIFY_ACCOUNT_ID", default="")
if len({bool(KIWIFY_CLIENT_ID), bool(KIWIFY_CLIENT_SECRET), bool(KIWIFY_ACCOUNT_ID)}) == 2:
    raise wrong(
        "KIWIFY_CLIENT_ID, KIWIFY_CLIENT_SECRET or KIWIFY_ACCOUNT_ID",
        "set together with the other two, or all three left out",
    )
KIWIFY_CALLS_PER_MINUTE = setting(
    env.int, "KIWIFY_CALLS_PER_MINUTE", default=60, should_be="a whole number from 1 up, 60 for Kiwify's own"
)
if KIWIFY_CALLS_PER_MINUTE < 1:
    raise wrong("KIWIFY_CALLS_PER_MINUTE", "a whole number from 1 up, 60 for Kiwify's own")
KIWIFY_SHRINK_LIMIT = setting(
    env.int, "KIWIFY_SHRINK_LIMIT", default=10, should_be="the most tickets in a hundred that one read may lack"
)
if not 0 <= KIWIFY_SHRINK_LIMIT <= 100:
    raise wrong("KIWIFY_SHRINK_LIMIT", "the most tickets in a hundred that one read may lack, from 0 to 100")
KIWIFY_WEBHOOK_TOKEN = env.str("KIWIFY_WEBHOOK_TOKEN", default="")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "checkin_site.apps.StaticFiles",
    "django_htmx",
    "axes",
    "participants",
]

MIDDLEWARE = [
    "participants.watching.requests.Watched",
    "checkin_site.probes.AnsweredByAnyName",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "checkin_site.compression.CompressPages",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "participants.access.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "checkin_site.urls"
WSGI_APPLICATION = "checkin_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "participants.views.preferences.theme",
            ],
        },
    },
]

# One machine: SQLite, where an acknowledged check-in survives a power cut. Several: PostgreSQL.
database = setting(
    env.dj_db_url,
    "DATABASE_URL",
    default=f"sqlite:///{BASE_DIR / 'var' / 'portaria.sqlite3'}",
    should_be="an address such as sqlite:////data/portaria.sqlite3 or postgres://user:password@host/name",
)
if database["ENGINE"] == "django.db.backends.sqlite3":
    (BASE_DIR / "var").mkdir(exist_ok=True)  # the default's own place
    if database["NAME"] != ":memory:" and not Path(database["NAME"]).parent.is_dir():
        raise wrong("DATABASE_URL", "the path of a file in a folder that exists")
    database["CONN_MAX_AGE"] = None
    database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 8,  # who waits for another writer is answered before a tablet gives up, after ten
        # A log that a long reader or a large read has swollen is cut again, as soon as it has been taken in.
        # What is deleted is overwritten, whatever SQLite was built with: people asked to be forgotten.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA journal_size_limit=8388608;"
            "PRAGMA secure_delete=ON;"
        ),
    }
elif database["ENGINE"] == "django.db.backends.postgresql":
    database["ENGINE"] = postgresql.ENGINE
    database["CONN_HEALTH_CHECKS"] = True  # the pool's connections may be older than the database's last restart
    database["OPTIONS"] = postgresql.options(database.get("OPTIONS", {}))
else:
    raise wrong("DATABASE_URL", "SQLite or PostgreSQL: sqlite:///… or postgres://…")
DATABASES = {"default": database}

# On PostgreSQL a migration that needs a table for itself waits half a second for it at most, and everybody who comes
# to that table meanwhile waits behind it; one that was refused goes on where it stopped, see docs/upgrading.md.
ZERO_DOWNTIME_MIGRATIONS_LOCK_TIMEOUT = "500ms"
ZERO_DOWNTIME_MIGRATIONS_STATEMENT_TIMEOUT = "2s"
ZERO_DOWNTIME_MIGRATIONS_FLEXIBLE_STATEMENT_TIMEOUT = True
ZERO_DOWNTIME_MIGRATIONS_IDEMPOTENT_SQL = True

# Optional, for several machines: copies of sessions, so that fewer questions go to the database, which alone decides.
CACHE_URL = env.str("CACHE_URL", default="")
if CACHE_URL:
    if not is_redis_address(CACHE_URL):
        raise wrong("CACHE_URL", "left out, or an address such as redis://host:6379/0")
    CACHES = {"default": {"BACKEND": "checkin_site.cache.Dispensable", "LOCATION": CACHE_URL, "KEY_PREFIX": "portaria"}}
    SESSION_ENGINE = "checkin_site.cached_sessions"

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{validator}"}
    for validator in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "events"
LOGOUT_REDIRECT_URL = "sign-in"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 3  # an event's weekend

# Ten wrong passwords for one name from one address: a quarter of an hour's rest.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "participants.views.sign_in.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True

LANGUAGE_CODE = "pt-br"
LANGUAGES = [("pt-br", "Português"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
TIME_ZONE = "America/Sao_Paulo"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("vendor/idiomorph", BASE_DIR / "node_modules" / "idiomorph" / "dist"),
    ("vendor/chart", BASE_DIR / "node_modules" / "chart.js" / "dist"),
    ("vendor/zxing", BASE_DIR / "node_modules" / "zxing-wasm" / "dist" / "iife" / "reader"),
    ("vendor/zxing", BASE_DIR / "node_modules" / "zxing-wasm" / "dist" / "reader"),
]
WHITENOISE_ADD_HEADERS_FUNCTION = add_static_headers
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Trials on plain HTTP say USE_HTTPS=off; behind a proxy that ends TLS it stays on.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
USE_HTTPS = setting(env.bool, "USE_HTTPS", default=True, should_be="on or off")
if USE_HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    LANGUAGE_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "participants.views.problems.csrf_failed"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "worker-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}

LOG_FORMAT = log_format(env)
LOGGING = logging_as(LOG_FORMAT)

# Whoever has it may read /metrics. Without one there is no such page.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
if METRICS_TOKEN and len(METRICS_TOKEN) < 20:
    raise wrong("METRICS_TOKEN", "20 or more random characters, or left out")
