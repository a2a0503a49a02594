"""A stand-in Kiwify on real HTTP, for the demo, the tests and rehearsals; it knows nothing of Django.

What it imitates is Kiwify's published page for the participants endpoint and what live callers saw of it:
the sandbox is as strict as they are, and `Sandbox.faults` makes it misbehave on demand.
"""

from .sample import SAMPLE_PRODUCT_ID
from .sandbox import DEMO_PRODUCT_ID, Sandbox
from .tokens import DEMO_CREDENTIALS, Credentials
from .webhook import Webhook

__all__ = ["DEMO_CREDENTIALS", "DEMO_PRODUCT_ID", "SAMPLE_PRODUCT_ID", "Credentials", "Sandbox", "Webhook"]
