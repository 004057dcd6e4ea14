"""Where statements go: data."""

from typing import NamedTuple


class Part(NamedTuple):
    """One new module: what it is, and what it takes from an old one."""

    name: str
    title: str
    source: str
    wanted: str
    """Names of top-level statements, or of methods where there is an `owner`; `A..B` is all from A to B."""
    owner: str = ""
    """The class that gives methods away; it inherits them then."""
    base: str = ""
    """The class that has them, with its bases."""


HEADERS = {
    "AcceptValidHeader": "(AcceptMatching)",
    "AcceptCharsetValidHeader": "(CharsetMatching)",
    "AcceptEncodingValidHeader": "(EncodingMatching)",
    "AcceptLanguageValidHeader": "(LanguageMatching)",
    "BaseRequest": "(RequestAddress, RequestBody)",
    "Response": "(ResponseBody, ResponseType, ResponseCookies, ResponseCaching)",
}
ACCEPT = (
    Part(
        "acceptparse/_syntax.py",
        "What the grammars of the headers share.",
        "acceptparse.py",
        "OWS_re.._list_1_or_more__compiled_re",
    ),
    Part(
        "acceptparse/_media.py",
        "The `Accept` header and what is offered to it, as text.",
        "acceptparse.py",
        "AcceptOffer Accept",
    ),
    Part(
        "acceptparse/_mediamatching.py",
        "Offers of media types, held against a valid `Accept` header.",
        "acceptparse.py",
        "_old_match..quality",
        "AcceptValidHeader",
        "AcceptMatching(Accept)",
    ),
    Part(
        "acceptparse/_accept.py",
        "`Accept` headers: valid, invalid and none.",
        "acceptparse.py",
        "AcceptValidHeader _AcceptInvalidOrNoHeader..accept_property",
    ),
    Part("acceptparse/_mimeaccept.py", "The `MIMEAccept` of older versions.", "acceptparse.py", "MIMEAccept"),
    Part(
        "acceptparse/_charsetmatching.py",
        "Offers of charsets, held against a valid `Accept-Charset` header.",
        "acceptparse.py",
        "AcceptCharset",
    ),
    Part(
        "acceptparse/_charsetmatching.py",
        "",
        "acceptparse.py",
        "_old_match..quality",
        "AcceptCharsetValidHeader",
        "CharsetMatching(AcceptCharset)",
    ),
    Part(
        "acceptparse/_charset.py",
        "`Accept-Charset` headers: valid, invalid and none.",
        "acceptparse.py",
        "AcceptCharsetValidHeader..accept_charset_property",
    ),
    Part(
        "acceptparse/_encodingmatching.py",
        "Offers of codings, held against a valid `Accept-Encoding` header.",
        "acceptparse.py",
        "AcceptEncoding",
    ),
    Part(
        "acceptparse/_encodingmatching.py",
        "",
        "acceptparse.py",
        "_old_match..quality",
        "AcceptEncodingValidHeader",
        "EncodingMatching(AcceptEncoding)",
    ),
    Part(
        "acceptparse/_encoding.py",
        "`Accept-Encoding` headers: valid, invalid and none.",
        "acceptparse.py",
        "AcceptEncodingValidHeader..accept_encoding_property",
    ),
    Part(
        "acceptparse/_languagematching.py",
        "Offers of languages, held against a valid `Accept-Language` header.",
        "acceptparse.py",
        "AcceptLanguage",
    ),
    Part(
        "acceptparse/_languagematching.py",
        "",
        "acceptparse.py",
        "_old_match..quality",
        "AcceptLanguageValidHeader",
        "LanguageMatching(AcceptLanguage)",
    ),
    Part(
        "acceptparse/_language.py",
        "`Accept-Language` headers: valid, invalid and none.",
        "acceptparse.py",
        "AcceptLanguageValidHeader..accept_language_property",
    ),
)
OTHERS = (
    Part(
        "_requesttools.py",
        "What requests are made of and written as.",
        "request.py",
        "_NoDefault.._LATIN_ENCODINGS environ_from_url environ_add_POST DisconnectionError..Transcoder",
    ),
    Part(
        "_requestaddress.py",
        "Where a request goes: host, URL, path and what routing makes of them.",
        "request.py",
        "client_addr..domain",
        "BaseRequest",
        "RequestAddress",
    ),
    Part(
        "_requestbody.py",
        "What a request carries: its body, variables and cookies.",
        "request.py",
        "body..make_tempfile",
        "BaseRequest",
        "RequestBody",
    ),
    Part(
        "_appiters.py",
        "Iterables that are bodies of responses, and parts of them.",
        "response.py",
        "_gzip_header filter_headers..EmptyResponse iter_close.._error_unicode_in_app_iter",
    ),
    Part(
        "_responsebody.py", "The body of a response.", "response.py", "_body__get..app_iter", "Response", "ResponseBody"
    ),
    Part(
        "_responsetype.py",
        "The type of a response's content.",
        "response.py",
        "_PARAM_RE _OK_PARAM_RE _is_xml _content_type_has_charset",
    ),
    Part("_responsetype.py", "", "response.py", "_charset__get..content_type_params", "Response", "ResponseType"),
    Part(
        "_responsecookies.py",
        "The cookies that a response sets.",
        "response.py",
        "set_cookie..unset_cookie",
        "Response",
        "ResponseCookies",
    ),
    Part(
        "_responsecaching.py",
        "How a response is kept: caches, encodings and tags.",
        "response.py",
        "_cache_control_obj..md5_etag",
        "Response",
        "ResponseCaching",
    ),
    Part("_cookiesyntax.py", "How cookies are read.", "cookies.py", "_re_quoted.._ch_unquote"),
    Part("_serializers.py", "Serializers of what cookies keep.", "cookies.py", "JSONSerializer..SignedSerializer"),
    Part(
        "_excbase.py",
        "What all exceptions of HTTP have, and those that are no errors.",
        "exc.py",
        "tag_re..HTTPPartialContent",
    ),
    Part("_redirections.py", "Exceptions that redirect.", "exc.py", "_HTTPMove..HTTPPermanentRedirect"),
)
