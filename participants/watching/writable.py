from .. import storage
from .lately import Lately

# Each look is a write, and everybody may ask.
writable_lately = Lately(storage.can_be_written, 3.0)
