"""The web server of the box: waitress alone, tuned for a class of phones on one small machine."""

import logging
import signal
import socket
from types import FrameType
from typing import TYPE_CHECKING

from waitress.server import create_server

from exchange.errors import NeedsAPerson
from hotspot.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

CONNECTIONS_AT_MOST = 400  # sixty phones with six each, and some that died without a word
SILENT_SECONDS = 120  # then a connection is closed
LARGEST_REQUEST_BYTES = 256 * 1024  # the pages refuse politely from 64 KiB on; beyond this waitress does
LARGEST_HEAD_BYTES = 16 * 1024  # address, cookie and the rest; a page repeats its address in forty links
NEVER_SPILLED_BYTES = (
    64 * 1024 * 1024
)  # answers stay in memory: pages are small, a video is read from its file


class PortTaken(NeedsAPerson):
    """Another program answers at this port, or this one may not."""


def serve(app: "WSGIApplication", settings: Settings, announcement: str) -> None:
    """Answer until the program is told to stop; `announcement` is printed once the port is open.

    Raises:
        PortTaken: the port cannot be opened.
    """
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a full class waits its turn: no news
    server = create_server(
        app,
        sockets=[_open_port(settings)],
        threads=settings.threads,
        connection_limit=CONNECTIONS_AT_MOST,
        channel_timeout=SILENT_SECONDS,
        max_request_header_size=LARGEST_HEAD_BYTES,
        max_request_body_size=LARGEST_REQUEST_BYTES,
        log_socket_errors=False,  # a phone that walks away is no news either
        outbuf_overflow=NEVER_SPILLED_BYTES,
        asyncore_use_poll=True,  # select(2) knows no more than 1,024 files
        ident="",
    )
    signal.signal(signal.SIGTERM, _stop)
    print(announcement, flush=True)
    server.run()


def _open_port(settings: Settings) -> socket.socket:
    """Open the port ourselves: waitress leaves its sockets open when it cannot."""
    try:
        return socket.create_server((settings.host, settings.port))
    except OSError as error:
        raise PortTaken(
            f"Le port {settings.port} ne s'ouvre pas : il est déjà pris, ou réservé. "
            f"Prenez-en un autre : PORT={settings.port + 1} make run (ou HOTSPOT_PORT pour hotspot serve)"
        ) from error


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)
