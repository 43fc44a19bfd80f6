"""What all askers share: how an answer is written down, and an ASGI request in process."""

CONCERNED = ("access-control-", "vary")
FAILED = {"status": 500, "headers": [], "handled": True}


def concerned(headers):
    return [[name, value] for name, value in headers if name.lower().startswith(CONCERNED)]


def answered(status, headers, handled):
    return {"status": status, "headers": concerned(headers), "handled": handled}


async def asgi(application, request, host="api.example"):
    """Status and headers that an ASGI application answers with."""
    sent = []

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    headers = [(b"host", host.encode("latin-1"))]
    headers += [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in request["headers"]]
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "scheme": "http",
        "server": ("api.example", 80),
        "client": ("127.0.0.1", 50000),
        "root_path": "",
        "method": request["method"],
        "path": request["path"],
        "raw_path": request["path"].encode("latin-1"),
        "headers": headers,
        "query_string": b"",
        "state": {},
        "extensions": {},
    }
    await application(scope, receive, send)
    start = sent[0]
    return start["status"], [(name.decode("latin-1"), value.decode("latin-1")) for name, value in start["headers"]]


def wsgi_environ(request, host="api.example", query=""):
    from wsgiref.util import setup_testing_defaults

    environ = {"REQUEST_METHOD": request["method"], "PATH_INFO": request["path"], "QUERY_STRING": query}
    setup_testing_defaults(environ)
    environ["HTTP_HOST"] = host
    for name, value in request["headers"]:
        environ["HTTP_" + name.upper().replace("-", "_")] = value
    return environ
