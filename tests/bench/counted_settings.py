"""Those of the bench, and every answer says how many queries it took."""

from .settings import *  # noqa: F403
from .settings import MIDDLEWARE as TIMED

MIDDLEWARE = ["tests.bench.counting.count_queries", *TIMED]
