"""Serves the real Python libraries on 127.0.0.1.

Reads from standard input: {"library": name, "sources": [text], "added": [[name, value]]} and writes its port. A source
is what a project would write: keyword arguments (starlette), statements about `app` (flask-cors), a settings module
(django-cors-headers). The host name `c<number>.localhost` of a request chooses one. An answer has of the library's
headers those that concern cross-origin access, in the order in which they are sent, those that were asked to be added,
and `X-Reached: yes` where the application was reached.

Each function below answers {"source": text, "requests": [{"method", "path", "headers"}]} with the list of {"status",
"headers", "handled"}; `handled` where the application was not reached.
"""

import asyncio
import http.server
import importlib
import json
import logging
import os
import sys
import threading
import time
import warnings

OF_THE_CONNECTION = ("host", "connection", "content-length", "accept-encoding", "accept-language")

sys.path.append(os.path.dirname(__file__))

from common import FAILED, concerned  # noqa: E402

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)


def starlette(case):
    from starlette.middleware.cors import CORSMiddleware

    reached = []

    async def application(scope, receive, send):
        reached.append(True)
        # Starlette's router answers OPTIONS with 405.
        status = 405 if scope["method"] == "OPTIONS" else 200
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    try:
        arguments = eval(f"dict({case['source']})", {"re": __import__("re")})
        middleware = CORSMiddleware(application, **arguments)
    except Exception:
        return [FAILED for _ in case["requests"]]

    def ask(request):
        sent = []
        reached.clear()

        async def send(message):
            sent.append(message)

        async def receive():
            return {"type": "http.request", "body": b"", "more_body": False}

        headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in request["headers"]]
        scope = {
            "type": "http",
            "method": request["method"],
            "path": request["path"],
            "headers": headers,
            "query_string": b"",
        }
        try:
            asyncio.run(middleware(scope, receive, send))
        except Exception:
            return FAILED
        start = sent[0]
        pairs = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in start["headers"]]
        return {"status": start["status"], "headers": concerned(pairs), "handled": not reached}

    return [ask(request) for request in case["requests"]]


def flask_cors(case):
    import re
    from datetime import timedelta

    from flask import Blueprint, Flask
    from flask_cors import CORS, cross_origin

    app = Flask("oracle")
    app.config["PROPAGATE_EXCEPTIONS"] = False
    names = {
        "app": app,
        "re": re,
        "timedelta": timedelta,
        "Blueprint": Blueprint,
        "CORS": CORS,
        "cross_origin": cross_origin,
    }
    try:
        exec(case["source"], names)
    except Exception:
        return [FAILED for _ in case["requests"]]
    if "view" not in names:
        app.add_url_rule("/", "view", lambda: "", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])

    def ask(request):
        client = app.test_client()
        try:
            response = client.open(request["path"], method=request["method"], headers=request["headers"])
        except Exception:
            return FAILED
        if response.status_code == 500:
            return FAILED
        headers = concerned(response.headers.items())
        return {"status": response.status_code, "headers": headers, "handled": False}

    return [ask(request) for request in case["requests"]]


DJANGO_BASE = {
    "SECRET_KEY": "x",
    "ALLOWED_HOSTS": ["*"],
    "INSTALLED_APPS": [],
    "MIDDLEWARE": ["corsheaders.middleware.CorsMiddleware"],
    "DATABASES": {},
    "USE_TZ": True,
    "LOGGING_CONFIG": None,
}


def django_cors_headers(case):
    import re

    import django
    from django.conf import settings
    from django.http import HttpResponse
    from django.test import RequestFactory, override_settings

    if not settings.configured:
        settings.configure(**DJANGO_BASE)
        django.setup()
    from corsheaders.middleware import CorsMiddleware

    given = {"re": re}
    exec(case["source"], given)
    given = {name: value for name, value in given.items() if name.isupper()}
    reached = []

    def view(request):
        reached.append(True)
        return HttpResponse()

    def ask(request):
        reached.clear()
        names = {"HTTP_" + name.upper().replace("-", "_"): value for name, value in request["headers"]}
        try:
            asked = RequestFactory().generic(request["method"], request["path"], **names)
            response = CorsMiddleware(view)(asked)
        except Exception:
            return FAILED
        return {"status": response.status_code, "headers": concerned(response.items()), "handled": not reached}

    with override_settings(**given):
        return [ask(request) for request in case["requests"]]


LIBRARIES = {
    "starlette": starlette,
    "flask-cors": flask_cors,
    "django-cors-headers": django_cors_headers,
}


def library(name):
    """Of most libraries the answers are in a file of their own, `ask_<name>.py`."""
    if name in LIBRARIES:
        return LIBRARIES[name]
    return importlib.import_module("ask_" + name.replace("-", "_")).answer


def main():
    task = json.load(sys.stdin)
    answer = library(task["library"])
    sources = task["sources"]
    lock = threading.Lock()

    class Handler(http.server.BaseHTTPRequestHandler):
        def respond(self):
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            number = int(self.headers["Host"][1:].split(".")[0])
            headers = [[name, value] for name, value in self.headers.items() if name.lower() not in OF_THE_CONNECTION]
            request = {"method": self.command, "path": self.path.split("?", 1)[0], "headers": headers}
            # The libraries' own settings are global.
            with lock:
                found = answer({"source": sources[number], "requests": [request]})[0]
            self.send_response(found["status"])
            for name, value in [*found["headers"], *task["added"]]:
                self.send_header(name, value)
            if not found["handled"]:
                self.send_header("X-Reached", "yes")
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = respond

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_address[1], flush=True)
    parent = os.getppid()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    # Whoever started this program may end without stopping it.
    while os.getppid() == parent:
        time.sleep(0.5)


main()
