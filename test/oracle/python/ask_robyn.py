"""`source` is statements about `app`. Robyn answers from a server of its own only, and one process serves one application:
each source gets one on 127.0.0.1, a group of processes that ends when another source is asked for, or when this process does. SIGTERM
does not end it."""

import contextlib
import http.client
import os
import re
import signal
import socket
import threading
import time

from common import FAILED, answered

METHODS = ("get", "post", "put", "patch", "delete")
LIST = "access-control-allow-headers"
DEFAULT = "Content-Type, Authorization"
# A text before 0.64.0 gives four headers for each letter.
http.client._MAXHEADERS = 1000
serving = {"source": None, "process": None, "port": None}


def serve(source, port):
    """The child: it becomes the server, or ends."""
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    parent = os.getppid()
    os.setpgid(0, 0)

    def watch():
        while os.getppid() == parent:
            time.sleep(0.2)
        os.killpg(0, signal.SIGKILL)

    threading.Thread(target=watch, daemon=True).start()
    from robyn import ALLOW_CORS, Headers, Response, Robyn

    app = Robyn(__file__)
    for method in METHODS:

        def view(request):
            return Response(status_code=200, headers=Headers({"X-Reached": "yes"}), description="")

        view.__name__ = f"view_{method}"
        getattr(app, method)("/")(view)
    try:
        exec(source, {"app": app, "ALLOW_CORS": ALLOW_CORS, "re": re})
    except Exception:
        os._exit(1)
    app.start(host="127.0.0.1", port=port)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def stop():
    if serving["process"] is not None:
        os.killpg(serving["process"], signal.SIGKILL)
        os.waitpid(serving["process"], 0)
    serving.update(source=None, process=None, port=None)


def start(source):
    """The port of the application, or None where it does not start."""
    stop()
    port = free_port()
    process = os.fork()
    if process == 0:
        try:
            serve(source, port)
        finally:
            os._exit(1)
    with contextlib.suppress(OSError):
        # Whoever comes first; the other one finds it done.
        os.setpgid(process, process)
    serving.update(source=source, process=process, port=port)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if os.waitpid(process, os.WNOHANG)[0] == process:
            serving.update(process=None, port=None)
            return None
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return port
        time.sleep(0.02)
    raise RuntimeError(f"Robyn does not listen: {source}")


def exchange(port, request):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.putrequest(request["method"], request["path"], skip_accept_encoding=True)
    for name, value in request["headers"]:
        connection.putheader(name, value)
    connection.endheaders()
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status, response.getheaders()


def ordered(name, value):
    """What has been through a set has no order."""
    names = sorted(value.split(", "))
    if name.lower() != LIST or names == sorted(DEFAULT.split(", ")):
        return (name, DEFAULT if name.lower() == LIST else value)
    return (name, ", ".join(names))


def answer(case):
    if serving["source"] != case["source"]:
        start(case["source"])
    port = serving["port"]
    if port is None:
        return [FAILED for _ in case["requests"]]

    def ask(request):
        status, headers = exchange(port, request)
        if status == 500:
            return FAILED
        reached = any(name.lower() == "x-reached" for name, _ in headers)
        return answered(status, [ordered(name, value) for name, value in headers], not reached)

    return [ask(request) for request in case["requests"]]
