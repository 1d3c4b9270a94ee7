"""A stand-in for a language model, on this machine."""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def answer(*proposals):
    return json.dumps({"choices": [{"message": {"content": json.dumps({"proposals": proposals})}}]})


@contextmanager
def standing_in(reply, *, status=200, headers=(), drip=0.0):
    """A stand-in for a model on this machine: it answers with `reply` and keeps what it was asked."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            size = int(self.headers["Content-Length"])
            asked.append((dict(self.headers), json.loads(self.rfile.read(size))))
            codes = status if isinstance(status, list) else [status]
            self.send_response(codes[min(len(asked), len(codes)) - 1])
            for name, value in headers:
                self.send_header(name, value)
            self.end_headers()
            body = (reply if isinstance(reply, str) else reply(len(asked))).encode()
            try:
                for at in range(0, len(body), 100 if drip else len(body) or 1):
                    time.sleep(drip)
                    self.wfile.write(body[at : at + 100] if drip else body)
                    self.wfile.flush()
            except OSError:
                pass

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", asked
    finally:
        server.shutdown()
        server.server_close()
