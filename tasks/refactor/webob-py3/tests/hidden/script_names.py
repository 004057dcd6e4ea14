# ruff: noqa: E501 - what is tried is what users do
"""Names of every module: that they are there, what they are and how they are called."""

import importlib
import inspect

from driver import shown

NAMES = {
    "webob": (
        "BaseRequest LegacyRequest Request Response UTC day hour html_escape minute month parse_date parse_date_delta second serialize_date "
        "serialize_date_delta timedelta_to_seconds week year "
    ),
    "webob.acceptparse": (
        "Accept AcceptCharset AcceptCharsetInvalidHeader AcceptCharsetNoHeader AcceptCharsetValidHeader AcceptEncoding "
        "AcceptEncodingInvalidHeader AcceptEncodingNoHeader AcceptEncodingValidHeader AcceptInvalidHeader AcceptLanguage "
        "AcceptLanguageInvalidHeader AcceptLanguageNoHeader AcceptLanguageValidHeader AcceptNoHeader AcceptOffer AcceptValidHeader "
        "MIMEAccept OWS_re _AcceptCharsetInvalidOrNoHeader _AcceptEncodingInvalidOrNoHeader _AcceptInvalidOrNoHeader "
        "_AcceptLanguageInvalidOrNoHeader _item_n_weight_re _item_qvalue_pair_to_header_element _list_0_or_more__compiled_re "
        "_list_1_or_more__compiled_re accept_charset_property accept_encoding_property accept_language_property accept_property "
        "create_accept_charset_header create_accept_encoding_header create_accept_header create_accept_language_header qvalue_re tchar_re "
        "token_compiled_re token_re weight_re "
    ),
    "webob.byterange": ("ContentRange Range _is_content_range_valid _rx_content_range _rx_range "),
    "webob.cachecontrol": (
        "CacheControl UpdateDict exists_property need_quote_re serialize_cache_control token_re value_property "
    ),
    "webob.client": ("SendRequest _e_refused send_request_app "),
    "webob.compat": (
        "Empty Iterable MutableMapping PY2 PY3 Queue _cgi_FieldStorage bytes_ cgi cgi_FieldStorage class_types escape integer_types "
        "iteritems_ itervalues_ long native_ parse parse_header parse_qsl_text quote_plus reraise string_types sys tempfile text_ text_type "
        "types unquote url_encode url_open url_quote url_unquote urlparse "
    ),
    "webob.cookies": (
        "Base64Serializer Cookie CookieProfile JSONSerializer Morsel RequestCookies SAMESITE_VALIDATION SignedCookieProfile "
        "SignedSerializer _allowed_cookie_bytes _allowed_cookie_chars _allowed_special_chars _b_dollar_sign _b_quote_mark _bchr _c_keys "
        "_c_renames _c_valkeys _ch_unquote _ch_unquote_map _default _domain_quote _escape_char _escape_map _escape_noop_chars "
        "_legal_special_chars _marker _max_age_quote _parse_cookie _path_quote _re_cookie_str _re_cookie_str_equal _re_cookie_str_key "
        "_re_cookie_str_val _re_expires_val _re_legal_char _re_quoted _re_unquoted_val _rx_cookie _rx_unquote _should_raise _unquote "
        "_valid_cookie_name _valid_token_bytes _valid_token_chars _value_quote cookie_property make_cookie months parse_cookie "
        "serialize_cookie_date serialize_max_age serialize_samesite weekdays "
    ),
    "webob.datetime_utils": (
        "UTC _UTC _now day hour minute month parse_date parse_date_delta second serialize_date serialize_date_delta timedelta_to_seconds "
        "week year "
    ),
    "webob.dec": ("_MiddlewareFactory _UnboundMiddleware wsgify "),
    "webob.descriptors": (
        "CHARSET_RE SCHEME_RE _authorization _not_given _rx_auth_param _rx_etag converter converter_date date_header deprecated_property "
        "environ_decoder environ_getter header_getter known_auth_schemes list_header parse_auth parse_auth_params parse_content_range "
        "parse_etag_response parse_int parse_int_safe parse_list parse_range serialize_auth serialize_content_range serialize_etag_response "
        "serialize_if_range serialize_int serialize_list serialize_range upath_property "
    ),
    "webob.etag": ("AnyETag ETagMatcher IfRange IfRangeDate NoETag _AnyETag _NoETag etag_property "),
    "webob.exc": (
        "HTTPAccepted HTTPBadGateway HTTPBadRequest HTTPClientError HTTPConflict HTTPCreated HTTPError HTTPException "
        "HTTPExceptionMiddleware HTTPExpectationFailed HTTPFailedDependency HTTPForbidden HTTPFound HTTPGatewayTimeout HTTPGone "
        "HTTPInsufficientStorage HTTPInternalServerError HTTPLengthRequired HTTPLocked HTTPMethodNotAllowed HTTPMovedPermanently "
        "HTTPMultipleChoices HTTPNetworkAuthenticationRequired HTTPNoContent HTTPNonAuthoritativeInformation HTTPNotAcceptable HTTPNotFound "
        "HTTPNotImplemented HTTPNotModified HTTPOk HTTPPartialContent HTTPPaymentRequired HTTPPermanentRedirect HTTPPreconditionFailed "
        "HTTPPreconditionRequired HTTPProxyAuthenticationRequired HTTPRedirection HTTPRequestEntityTooLarge HTTPRequestHeaderFieldsTooLarge "
        "HTTPRequestRangeNotSatisfiable HTTPRequestTimeout HTTPRequestURITooLong HTTPResetContent HTTPSeeOther HTTPServerError "
        "HTTPServiceUnavailable HTTPTemporaryRedirect HTTPTooManyRequests HTTPUnauthorized HTTPUnavailableForLegalReasons "
        "HTTPUnprocessableEntity HTTPUnsupportedMediaType HTTPUseProxy HTTPVersionNotSupported WSGIHTTPException _HTTPMove _lazified br_re "
        "comment_re lazify no_escape status_map strip_tags tag_re "
    ),
    "webob.headers": ("EnvironHeaders ResponseHeaders _trans_key _trans_name header2key key2header "),
    "webob.multidict": ("GetDict MultiDict NestedMultiDict NoVars _dummy _hide_passwd "),
    "webob.request": (
        "AdhocAttrMixin BaseRequest DisconnectionError FakeCGIBody LegacyRequest LimitedLengthFile NoDefault PATH_SAFE Request Transcoder "
        "_LATIN_ENCODINGS _NoDefault _cgi_FieldStorage__repr__patch _encode_multipart _get_multipart_boundary _is_utf8 detect_charset "
        "environ_add_POST environ_from_url "
    ),
    "webob.response": (
        "AppIterRange EmptyResponse Response ResponseBodyFile _OK_PARAM_RE _PARAM_RE _content_type_has_charset _error_unicode_in_app_iter "
        "_gzip_header _is_xml _marker _request_uri filter_headers gzip_app_iter iter_close iter_file "
    ),
    "webob.static": ("BLOCK_SIZE DirectoryApp FileApp FileIter "),
    "webob.util": (
        "compare_digest header_docstring html_escape status_generic_reasons status_reasons strings_differ warn_deprecation "
    ),
}


def names():
    return [
        [module, [_described(importlib.import_module(module), name) for name in wanted.split()]]
        for module, wanted in NAMES.items()
    ]


def _described(module, name):
    found = getattr(module, name)
    if inspect.isclass(found):
        members = sorted(key for key in dir(found) if not key.startswith("__"))
        return [
            name,
            "class",
            found.__name__,
            [
                [key, _signature(getattr(found, key))]
                for key in members
                if key in MEMBERS or (callable(getattr(found, key)) and not key.startswith("_"))
            ],
        ]
    return [name, type(found).__name__ if not callable(found) else "callable", _signature(found)]


MEMBERS = {"__init__", "_parse_cookie"}


def _signature(found):
    try:
        return shown(str(inspect.signature(found)))
    except (TypeError, ValueError):
        return "none"
