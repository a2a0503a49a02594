"""The site in compressed time."""

from checkin_site.wsgi import application

from .compressed import compress

compress()

__all__ = ["application"]
