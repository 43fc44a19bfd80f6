"""`source` is the statement that makes the server, as `server = engineio.Server(…)`."""

import io

import engineio
from common import FAILED, answered, wsgi_environ


# 3.x speaks the third version of the protocol, 4.x the fourth and nothing else.
OLD = getattr(engineio, "__version__", "4").startswith("3.")


def answer(case):
    names = {"engineio": engineio, "re": __import__("re")}
    try:
        exec(case["source"], names)
    except Exception:
        return [FAILED for _ in case["requests"]]
    server = names["server"]

    def call(environ):
        started = []

        def start_response(status, headers, *rest):
            started.append((int(status.split(" ")[0]), headers))

        server.handle_request(environ, start_response)
        return started[0]

    def ask(request):
        query = f"EIO={3 if OLD else 4}&transport=polling"
        environ = wsgi_environ(request, query=query)
        try:
            if request["method"] == "POST":
                # A session that was opened without an Origin, which every configuration lets in.
                before = set(server.sockets)
                call(wsgi_environ({"method": "GET", "path": "/", "headers": []}, query=query))
                (sid,) = set(server.sockets) - before
                # A ping of the client, or a pong.
                body = b"1:2" if OLD else b"3"
                environ.update({"QUERY_STRING": f"{query}&sid={sid}", "CONTENT_LENGTH": str(len(body))})
                environ["wsgi.input"] = io.BytesIO(body)
            status, headers = call(environ)
        except Exception:
            return FAILED
        return answered(status, headers, True)

    return [ask(request) for request in case["requests"]]
