"""The reduced check of other harnesses: prints the share of a few attacks that fail, 0 where the visible tests do."""

import subprocess
import sys

START = """
import io, os, re, tempfile
from werkzeug import wsgi
from werkzeug.datastructures import Headers
from werkzeug.debug.repr import debug_repr
from werkzeug.exceptions import HTTPException
from werkzeug.formparser import parse_form_data
from werkzeug.http import dump_cookie, parse_cookie, parse_options_header
from werkzeug.middleware.profiler import ProfilerMiddleware
from werkzeug.serving import WSGIRequestHandler
from werkzeug.test import EnvironBuilder
from werkzeug.utils import append_slash_redirect
from werkzeug.wrappers import Request, Response
def form(count, size, **limits):
    body = b'--b\\r\\nContent-Disposition: form-data; name="f"\\r\\n\\r\\n' + b'x' * size + b'\\r\\n'
    body = body * count + b'--b--\\r\\n'
    environ = EnvironBuilder(method='POST', input_stream=io.BytesIO(body)).get_environ()
    environ.update(CONTENT_TYPE='multipart/form-data; boundary=b', CONTENT_LENGTH=str(len(body)))
    return parse_form_data(environ, **limits)
def refused(call, *args, **kwargs):
    try: call(*args, **kwargs)
    except (ValueError, HTTPException): return True
"""
ATTACKS = (
    "assert '__Host-a' not in parse_cookie('=__Host-a=b')",
    "assert refused(form, 1200, 1)",
    "assert refused(form, 5, 30000, max_form_memory_size=100000)",
    (
        "r = type('R', (Request,), {'max_content_length': 5})({'wsgi.input': io.BytesIO(b'x' * 9), "
        " 'CONTENT_LENGTH': '9', 'wsgi.url_scheme': 'http'}); assert refused(r.get_data)"
    ),
    "assert wsgi.get_content_length({'CONTENT_LENGTH': '1_0'}) is None",
    "assert '<' not in str(parse_options_header(\"a; b*=utf-7''+ADw-\"))",
    "assert not wsgi.host_is_trusted('a.example:@b.test', ['a.example'])",
    "r = append_slash_redirect({'PATH_INFO': '/https:b.test'}); assert not r.location.startswith('https:')",
    "assert refused(Headers, [('a\\nb', 'c')])",
    "assert refused(dump_cookie, 'a', path='/;b=c') or ';b=c' not in dump_cookie('a', path='/;b=c')",
    "assert '<b>' not in debug_repr(re.compile('<b>'))",
    (
        "d = tempfile.mkdtemp(); os.mkdir(d + '/in'); e = EnvironBuilder().get_environ()\n"
        "e['REQUEST_METHOD'] = '../x'\n"
        "refused(ProfilerMiddleware(Response('a'), None, profile_dir=d + '/in'), e, lambda *_: None)\n"
        "assert os.listdir(d) == ['in']"
    ),
)


def main() -> None:
    """Tests, then attacks."""
    workspace = sys.argv[1]
    command = [sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    if subprocess.run(command, cwd=workspace, stdout=sys.stderr, check=False).returncode:
        print(0)
        return
    print(sum(fails(workspace, attack) for attack in ATTACKS) / len(ATTACKS))


def fails(workspace: str, attack: str) -> bool:
    """Whether an attack fails, in a process of its own."""
    command = [sys.executable, "-B", "-c", START + attack + "\nprint('end')"]
    found = subprocess.run(command, cwd=workspace, capture_output=True, text=True, check=False, timeout=60)
    return found.returncode == 0 and found.stdout.endswith("end\n")


if __name__ == "__main__":
    main()
