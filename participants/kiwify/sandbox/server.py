"""The transport: HTTP/1.1 with keep-alive in threads, and replies sent badly on demand."""

import socket
import socketserver
import sys
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from .answers import Answer, Asked, Reply


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    allow_reuse_port = False  # newer Pythons turn it on, and two sandboxes would share a port in silence

    def __init__(self, address: tuple[str, int], answer: Answer, *, log_requests: bool) -> None:
        self.answer = answer
        self.log_requests = log_requests
        self._open: set[socket.socket] = set()
        self._open_lock = threading.Lock()
        super().__init__(address, Handler)

    def server_bind(self) -> None:
        # HTTPServer's own asks the name server who we are, which takes seconds on a machine without one.
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, address = super().get_request()
        with self._open_lock:
            self._open.add(connection)
        return connection, address

    def shutdown_request(self, request: Any) -> None:
        with self._open_lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        """Kept-alive connections are closed too: a stopped Kiwify answers nobody."""
        super().server_close()
        with self._open_lock:
            for connection in self._open:
                _hang_up(connection)

    def handle_error(self, request: Any, client_address: Any) -> None:
        # A caller who gives up waiting is the point of half the faults, not an error of ours.
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    server_version = "Sandbox"
    disable_nagle_algorithm = True
    wbufsize = 64 * 1024  # headers and page in one write
    _headers_buffer: list[bytes]

    def answer(self) -> None:
        url = urlsplit(self.path)
        query = dict(parse_qsl(url.query, keep_blank_values=True))
        asked = Asked(method=self.command, path=url.path, query=query, headers=self.headers, body=self._read_body())
        self._send(self.server.answer(asked))

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = answer  # noqa: N815

    def _read_body(self) -> bytes:
        """The body, read even where nobody wants it: left unread it would be taken for the next call."""
        length = self.headers.get("Content-Length", "0")
        if "Transfer-Encoding" in self.headers or not length.isdecimal():
            self.close_connection = True
            return b""
        return self.rfile.read(int(length))

    def _send(self, reply: Reply) -> None:
        time.sleep(reply.delay)
        if reply.cut == "before":
            self.close_connection = True
            return
        self._send_head(reply)
        if self.command != "HEAD":
            self._send_body(reply)

    def _send_head(self, reply: Reply) -> None:
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(reply.body)))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.drip_head:
            self._drip_head(reply.drip_head)
        else:
            self.end_headers()

    def _drip_head(self, seconds: float) -> None:
        head = b"".join([*self._headers_buffer, b"\r\n"])  # where end_headers would write them at once
        self._headers_buffer = []
        self._drip(head, seconds)

    def _send_body(self, reply: Reply) -> None:
        if reply.cut == "middle":
            self.close_connection = True
            self.wfile.write(reply.body[: len(reply.body) // 2])
        elif reply.drip:
            self._drip(reply.body, reply.drip)
        else:
            self.wfile.write(reply.body)

    def _drip(self, data: bytes, seconds: float) -> None:
        for position in range(len(data)):
            self.wfile.write(data[position : position + 1])
            self.wfile.flush()
            time.sleep(seconds)

    def log_message(self, format: str, *args: Any) -> None:
        if self.server.log_requests:
            super().log_message(format, *args)


def _hang_up(connection: socket.socket) -> None:
    with suppress(OSError):  # the caller was quicker
        connection.shutdown(socket.SHUT_RDWR)
