import webob


def hello():
    return str(webob.Response("x"))
