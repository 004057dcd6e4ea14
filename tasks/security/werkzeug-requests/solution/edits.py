"""What put.py changes, by milestone."""

RELATIVE = """    # A colon or backslashes would make another site of it.
    if ":" in new_path or "\\\\" in new_path:
        new_path = f"./{new_path}"

"""
COUNTED = """                self._part_count += 1
                if self._part_count > MAX_FORM_PARTS:
                    raise RequestEntityTooLarge()

"""
HELD = """                    if isinstance(current_part, Field):
                        held += len(event.data)
                        if limit is not None and held > limit:
                            raise exceptions.RequestEntityTooLarge()
"""
BOUNDED = """        if self.max_content_length is not None and content_length is None:
            stream = BoundedStream(stream, self.max_content_length)  # type: ignore

"""
BOUNDED_FORM = """        if self.max_form_memory_size is not None and content_length is None:
            stream = BoundedStream(stream, self.max_form_memory_size)  # type: ignore

"""
LIMITED = """        stream = get_input_stream(self.environ)

        if self.max_content_length is None:
            return stream

        length = self.content_length
        if length is not None and length > self.max_content_length:
            _exhaust(stream)
            raise RequestEntityTooLarge()

        if length is None:
            return BoundedStream(stream, self.max_content_length)  # type: ignore

        return stream
"""
NORMALIZED = """        return check_host_name(_encode_idna(host_name(hostname)))
"""
EDITS = {
    # What is asked for: hosts, cookies, redirects.
    "10": [
        ("_internal.py", "    (?P<key>[^=;]+)\n", "    (?P<key>[^=;]*)\n"),
        (
            "sansio/utils.py",
            "from .._internal import _encode_idna\n",
            "from .._bounds import check_host_name\nfrom .._bounds import host_name\nfrom .._bounds import is_chunked\nfrom .._bounds import plain_int\nfrom .._internal import _encode_idna\n",
        ),
        (
            "sansio/utils.py",
            '        if ":" in hostname:\n            hostname = hostname.rsplit(":", 1)[0]\n\n        return _encode_idna(hostname)\n',
            NORMALIZED,
        ),
        (
            "utils.py",
            '    query_string = environ.get("QUERY_STRING")\n',
            RELATIVE + '    query_string = environ.get("QUERY_STRING")\n',
        ),
    ],
    # How much is accepted.
    "20": [
        (
            "sansio/multipart.py",
            "from .._internal import _to_bytes\n",
            "from .._bounds import MAX_FORM_PARTS\nfrom .._internal import _to_bytes\n",
        ),
        (
            "sansio/multipart.py",
            "        self.buffer = bytearray()\n",
            "        self.buffer = bytearray()\n        self._part_count = 0\n",
        ),
        (
            "sansio/multipart.py",
            '                if "content-disposition" not in headers:\n',
            COUNTED + '                if "content-disposition" not in headers:\n',
        ),
        (
            "formparser.py",
            "from .datastructures import FileStorage\n",
            "from ._bounds import BoundedStream\nfrom ._bounds import client_charset\nfrom .datastructures import FileStorage\n",
        ),
        (
            "formparser.py",
            "        current_part: Union[Field, File]\n",
            "        held, limit = 0, self.max_form_memory_size\n        current_part: Union[Field, File]\n",
        ),
        (
            "formparser.py",
            "                    _write(event.data)\n",
            HELD + "                    _write(event.data)\n",
        ),
        (
            "formparser.py",
            "        if options is None:\n            options = {}\n",
            BOUNDED + "        if options is None:\n            options = {}\n",
        ),
        ("formparser.py", "        form = url_decode_stream(", BOUNDED_FORM + "        form = url_decode_stream("),
        (
            "wrappers/request.py",
            "from ..datastructures import CombinedMultiDict\n",
            "from .._bounds import BoundedStream\nfrom ..datastructures import CombinedMultiDict\n",
        ),
        (
            "wrappers/request.py",
            "from ..formparser import default_stream_factory\n",
            "from ..formparser import _exhaust\nfrom ..formparser import default_stream_factory\n",
        ),
        (
            "wrappers/request.py",
            "from werkzeug.exceptions import BadRequest\n",
            "from werkzeug.exceptions import BadRequest\nfrom werkzeug.exceptions import RequestEntityTooLarge\n",
        ),
        ("wrappers/request.py", "        return get_input_stream(self.environ)\n", LIMITED),
        (
            "sansio/utils.py",
            '    if http_transfer_encoding == "chunked":\n',
            "    if is_chunked(http_transfer_encoding):\n",
        ),
        (
            "sansio/utils.py",
            "            return max(0, int(http_content_length))\n",
            "            return max(0, plain_int(http_content_length))\n",
        ),
        (
            "sansio/request.py",
            "from .._internal import _to_str\n",
            "from .._bounds import is_chunked\nfrom .._bounds import plain_int\nfrom .._internal import _to_str\n",
        ),
        (
            "sansio/request.py",
            '        if self.headers.get("Transfer-Encoding", "") == "chunked":\n',
            '        if is_chunked(self.headers.get("Transfer-Encoding")):\n',
        ),
        (
            "sansio/request.py",
            "                return max(0, int(content_length))\n",
            "                return max(0, plain_int(content_length))\n",
        ),
    ],
    # What is sent and read.
    "30": [
        (
            "datastructures.py",
            "        _value = _unicodify_header_value(_value)\n        self._validate_value(_value)\n        self._list.append(",
            "        _value = _unicodify_header_value(_value)\n        self._validate_value(_key)\n        self._validate_value(_value)\n        self._list.append(",
        ),
        (
            "datastructures.py",
            "        self._validate_value(_value)\n        if not self._list:\n",
            "        self._validate_value(_key)\n        self._validate_value(_value)\n        if not self._list:\n",
        ),
        (
            "datastructures.py",
            "            for (_, v) in value:\n                self._validate_value(v)\n",
            "            for (k, v) in value:\n                self._validate_value(k)\n                self._validate_value(v)\n",
        ),
        (
            "sansio/response.py",
            "        status = _to_str(value, self.charset)\n",
            '        status = _to_str(value, self.charset)\n\n        if "\\n" in status or "\\r" in status:\n            raise ValueError("Newline in status.")\n\n',
        ),
        (
            "http.py",
            "from ._internal import _cookie_quote\n",
            "from ._bounds import check_cookie_part\nfrom ._bounds import client_charset\nfrom ._internal import _cookie_quote\n",
        ),
        (
            "http.py",
            "    domain = _make_cookie_domain(domain)\n",
            '    check_cookie_part(_to_str(key, charset, "replace"))\n    domain = _make_cookie_domain(domain)\n',
        ),
        (
            "http.py",
            "        path = iri_to_uri(path, charset)\n",
            '        path = iri_to_uri(path, charset).replace(";", "%3B")\n',
        ),
        (
            "http.py",
            "        if q:\n            v = _cookie_quote(v)\n",
            '        if q:\n            v = _cookie_quote(v)\n        else:\n            check_cookie_part(_to_str(v, charset, "replace"))\n',
        ),
        (
            "http.py",
            "                    option_value = _unquote(option_value).decode(encoding)\n",
            '                    charset = client_charset(encoding, "utf-8")\n                    option_value = _unquote(option_value).decode(charset, "replace")\n',
        ),
        (
            "formparser.py",
            '            return ct_params.get("charset", self.charset)\n',
            '            return client_charset(ct_params.get("charset"), self.charset)\n',
        ),
    ],
    # What developers run and read.
    "40": [
        (
            "serving.py",
            "from ._internal import _log\n",
            "from ._bounds import chunk_size\nfrom ._bounds import printable\nfrom ._internal import _log\n",
        ),
        ("serving.py", "            _len = int(line.strip(), 16)\n", "            _len = chunk_size(line)\n"),
        (
            "serving.py",
            '            key = key.upper().replace("-", "_")\n',
            '            # It would be taken for the header with dashes.\n            if "_" in key:\n                continue\n\n            key = key.upper().replace("-", "_")\n',
        ),
        ("serving.py", "        code = str(code)\n", "        msg = printable(msg)\n        code = str(code)\n"),
        (
            "middleware/profiler.py",
            '                    method=environ["REQUEST_METHOD"],\n',
            '                    method=environ["REQUEST_METHOD"].replace("/", "."),\n',
        ),
        ("debug/tbtools.py", '            "title": exc_lines[0],\n', '            "title": escape(exc_lines[0]),\n'),
        ("debug/repr.py", "import codecs\n", "import codecs\nimport html\n"),
        (
            "debug/repr.py",
            '        pattern = f"r{pattern}"\n',
            '        pattern = html.escape(f"r{pattern}", quote=False)\n',
        ),
        (
            "debug/repr.py",
            """            return f'<span class="number">{obj!r}</span>'\n""",
            """            number = html.escape(repr(obj), quote=False)\n            return f'<span class="number">{number}</span>'\n""",
        ),
        (
            "debug/repr.py",
            '    return f"{module}{type(obj).__name__}({inner})"\n',
            '    return f"{module}{escape(type(obj).__name__)}({inner})"\n',
        ),
        (
            "debug/repr.py",
            """        module = f'<span class="module">{obj.__class__.__module__}.</span>'\n""",
            """        name = escape(obj.__class__.__module__)\n        module = f'<span class="module">{name}.</span>'\n""",
        ),
    ],
}
