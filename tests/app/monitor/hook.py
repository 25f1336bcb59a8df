"""A webhook on loopback that takes everything, and sees whether two send the same at once."""

from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread
from types import TracebackType
from typing import Self

from tests.support.patience import PATIENCE


class Hook:
    """``taken`` holds (id, body); ``together`` the ids that came from two senders at a time."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, bytes]] = []
        self.together: set[str] = set()
        self._under_way: Counter[str] = Counter()
        self._changed = Condition()
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                name = self.headers["webhook-id"]
                hook._begin(name)
                try:
                    hook.taken.append((name, self.rfile.read(int(self.headers["Content-Length"]))))
                    self.send_response(204)
                    self.end_headers()
                finally:
                    hook._end(name)

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            def handle_error(self, *_: object) -> None:
                """A sender that was killed has hung up."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/"
        self._thread = Thread(target=self._server.serve_forever)

    def _begin(self, name: str) -> None:
        with self._changed:
            self._under_way[name] += 1
            if self._under_way[name] > 1:
                self.together.add(name)

    def _end(self, name: str) -> None:
        with self._changed:
            self._under_way[name] -= 1
            self._changed.notify_all()

    def rest(self) -> None:
        """Wait until nothing is being taken, as of a sender that has died."""
        with self._changed:
            assert self._changed.wait_for(lambda: not any(self._under_way.values()), PATIENCE)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
