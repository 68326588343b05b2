"""The web server of the box: waitress alone, tuned for a class of phones on one small machine."""

import logging
import signal
import socket
from types import FrameType
from typing import TYPE_CHECKING

from waitress.adjustments import Adjustments
from waitress.task import ThreadedTaskDispatcher

from exchange.errors import NeedsAPerson
from hotspot.machine.fairness import CONNECTIONS_AT_MOST, Door, Turns
from hotspot.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

BUSY_MARGIN = 20  # beyond that many more, all of them at work, the door stays shut for a moment
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
    server = server_for(app, _open_port(settings), settings.threads)
    signal.signal(signal.SIGTERM, _stop)
    print(announcement, flush=True)
    server.run()


def server_for(app: "WSGIApplication", port: socket.socket, threads: int) -> Door:
    """Return waitress behind our own door, ready to run."""
    settings = Adjustments(
        sockets=[port],
        connection_limit=CONNECTIONS_AT_MOST + BUSY_MARGIN,
        max_request_header_size=LARGEST_HEAD_BYTES,
        max_request_body_size=LARGEST_REQUEST_BYTES,
        log_socket_errors=False,  # a phone that walks away is no news
        outbuf_overflow=NEVER_SPILLED_BYTES,
        asyncore_use_poll=True,  # select(2) knows no more than 1,024 files
        ident="",
    )
    workers = ThreadedTaskDispatcher()
    workers.queue = Turns()  # type: ignore[assignment]
    workers.set_thread_count(threads)
    return Door(
        app,
        map={},
        _sock=port,
        dispatcher=workers,
        adj=settings,
        sockinfo=(port.family, port.type, port.proto, port.getsockname()),
        bind_socket=False,
    )


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
