"""`source` is statements that make `cors`."""

import re

import falcon
from ask_falcon import Resource, reached
from common import FAILED, answered, wsgi_environ
from falcon_cors import CORS


def answer(case):
    names = {"CORS": CORS, "re": re}
    try:
        exec(case["source"], names)
        app = falcon.App(middleware=[names["cors"].middleware])
        app.add_route("/", Resource())
    except Exception:
        return [FAILED for _ in case["requests"]]

    def ask(request):
        started = []
        reached.clear()
        try:
            app(wsgi_environ(request), lambda status, headers, *rest: started.append((status, headers)))
        except Exception:
            return FAILED
        status, headers = started[0]
        if status.startswith("500"):
            return FAILED
        return answered(int(status.split(" ")[0]), headers, not reached)

    return [ask(request) for request in case["requests"]]
