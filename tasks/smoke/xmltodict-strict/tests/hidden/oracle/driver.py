"""A second opinion on xmltodict: small programs that a user of it would write. Holds no expected value."""

import io

import xmltodict


def settings(text):
    """A configuration file as attributes and sections."""
    found = xmltodict.parse(text, force_list=("host",), attr_prefix="", cdata_key="value")["settings"]
    return {name: [type(part).__name__, repr(part)] for name, part in found.items()}


def feed(text, limit):
    """Titles of a long file, read item by item until there are enough."""
    titles = []

    def take(path, item):
        titles.append([[name for name, _ in path], repr(path[-1][1]), repr(item)])
        return len(titles) < limit

    try:
        rest = xmltodict.parse(io.BytesIO(text.encode()), item_depth=2, item_callback=take)
    except xmltodict.ParsingInterrupted:
        rest = "enough"
    return [titles, rest]


def prices(text):
    """Numbers are read as such, and remarks are left out."""

    def convert(path, key, value):
        if key == "remark":
            return None
        if key.endswith("price"):
            return key, round(float(value) * 100)
        return key, value

    return repr(xmltodict.parse(text, postprocessor=convert, process_comments=True))


def envelope(tags):
    """A message with namespaces, written and read by their addresses."""
    body = {"@xmlns:m": "urn:m", "m:send": [{"@m:id": str(at), "#text": tag} for at, tag in enumerate(tags)]}
    text = xmltodict.unparse({"m:message": body}, pretty=True, indent=" ")
    read = xmltodict.parse(text, process_namespaces=True)
    short = xmltodict.parse(text, process_namespaces=True, namespaces={"urn:m": None})
    back = xmltodict.unparse(short, full_document=False, short_empty_elements=True)
    return [text, repr(read), repr(short), back]


def edited(text, key, value):
    """A document that is changed in one place."""
    tree = xmltodict.parse(text, strip_whitespace=False, force_cdata=True)
    (root,) = tree
    (tree[root] if isinstance(tree[root], dict) else tree)[key] = value
    out = io.StringIO()
    try:
        xmltodict.unparse(tree, output=out, encoding="us-ascii")
    except Exception as problem:
        return [type(problem).__name__, str(problem), out.getvalue()]
    return out.getvalue()


def broken(text):
    """What is said of a document that is none."""
    try:
        return repr(xmltodict.parse(text))
    except Exception as problem:
        return [type(problem).__name__, str(problem)]
