"""What whoever watches the site hears of. The rooms say what happened, and know nobody who listens."""

from django.dispatch import Signal

# A verdict was kept: `row`, committed.
verdict_kept = Signal()

# A code is being asked of Kiwify while somebody waits; and what came of it: `answer`, after so many `seconds`.
look_up_began = Signal()
look_up_ended = Signal()
