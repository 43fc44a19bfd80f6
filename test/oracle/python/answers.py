"""Asks the real Python libraries.

Reads from standard input: {"library": name, "cases": [{"source": text, "requests": [{"method", "path", "headers"}]}]}.
`source` is what a project would write: keyword arguments (starlette), statements about `app` (flask-cors), a settings
module (django-cors-headers). Writes the list of lists of {"status", "headers", "handled"}: of the headers those that
concern cross-origin access, in the order in which they are sent; `handled` where the application was not reached.
"""

import asyncio
import json
import logging
import sys
import warnings

CONCERNED = ("access-control-", "vary")
FAILED = {"status": 500, "headers": [], "handled": True}

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)


def concerned(headers):
    return [[name, value] for name, value in headers if name.lower().startswith(CONCERNED)]


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


def main():
    task = json.load(sys.stdin)
    answer = LIBRARIES[task["library"]]
    json.dump([answer(case) for case in task["cases"]], sys.stdout)


main()
