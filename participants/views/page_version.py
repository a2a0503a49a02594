"""Which version of the pages a browser shows: a tablet may have had its page open since before an update."""

from django.contrib.staticfiles.storage import staticfiles_storage


def page_version() -> str:
    """Differs whenever a script or a style does."""
    return str(getattr(staticfiles_storage, "manifest_hash", ""))[:8]
