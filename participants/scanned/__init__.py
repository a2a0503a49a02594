"""What a scan may be: the text of a QR code as one of the forms that a ticket's code comes in.

The content of Kiwify's QR codes is not documented (kiwify.md, Tickets and scanning): the code itself, the
participant's id, an address that holds either, or JSON that holds either. Case and blanks around do not matter, nor
what a scanner puts before it, nor that scanner and tablet disagree about the keyboard.
"""

from .codes import is_code, may_be, may_be_code
from .harmless import TEST_CODE, is_test
from .shortened import shortened

__all__ = ["TEST_CODE", "is_code", "is_test", "may_be", "may_be_code", "shortened"]
