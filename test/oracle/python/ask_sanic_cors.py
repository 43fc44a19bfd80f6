"""`source` is statements about `app` and `METHODS`; where it makes no `view`, there is one. `reach()` says that it was called."""

from sanic_app import answers, application
from sanic_cors import CORS, cross_origin


def answer(case):
    names = {"CORS": CORS, "cross_origin": cross_origin}
    return answers(application(case["source"], names, lambda app: None), case)
