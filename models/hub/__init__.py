"""The hub: searching it, planning what to fetch, and fetching so that nothing is lost.

Importing this loads neither the client library nor any network code; that happens with the
first request.
"""

from models.hub.client import Hub
from models.hub.timing import Timing

__all__ = ["Hub", "Timing"]
