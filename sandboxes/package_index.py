"""Downloading one named file from the package index that pip is configured to use on this machine.

Nothing that is downloaded is run, which is why this is not left to pip: for a source archive it would run its setup."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

import requests
from pypi_simple import PYPI_SIMPLE_ENDPOINT, DistributionPackage, NoSuchProjectError, PyPISimple
from requests.auth import AuthBase, HTTPBasicAuth

CERTIFICATES = ("PIP_CERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE")
"""Environment variables that name a CA bundle, the first that is set counts; pip heeds the first, requests the rest."""
TIMEOUT_S = 30
"""Longest silence of the index, in seconds."""


class Unavailable(Exception):
    """The file cannot be had; the text goes on from "<file> ..." and names no address, which may hold a password."""


def download(project: str, file: str, target: Path) -> None:
    """Write the file of that exact name, of any content, to `target`. Raises Unavailable."""
    try:
        with _index() as index:
            package = _find(index, project, file)
            index.download_package(package, target, verify=False, timeout=TIMEOUT_S)
    except NoSuchProjectError as error:
        raise Unavailable(f"is gone: the package index knows no project {project}") from error
    except (requests.RequestException, OSError) as error:
        raise Unavailable(f"is out of reach ({type(error).__name__})") from error


def index_url() -> str:
    """The address of the package index, as pip is configured; may hold a password."""
    configured = os.environ.get("PIP_INDEX_URL")
    for key in ("install.index-url", "global.index-url"):
        configured = configured or _pip_setting(key)
    return configured or PYPI_SIMPLE_ENDPOINT


def _pip_setting(key: str) -> str:
    asked = subprocess.run(
        [sys.executable, "-m", "pip", "config", "get", key], stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    return asked.stdout.strip() if asked.returncode == 0 else ""


def _find(index: PyPISimple, project: str, file: str) -> DistributionPackage:
    for package in index.get_project_page(project, timeout=TIMEOUT_S).packages:
        if package.filename == file:
            return package
    raise Unavailable(f"is gone: project {project} has no such file")


def _index() -> PyPISimple:
    address = urlsplit(index_url())
    session = requests.Session()
    session.verify = next((os.environ[name] for name in CERTIFICATES if os.environ.get(name)), None) or True
    if address.username is not None:
        session.auth = _IndexOnly(address)
    without_password = address._replace(netloc=address.netloc.rpartition("@")[2])
    return PyPISimple(without_password.geturl(), session=session)


class _IndexOnly(AuthBase):
    """The index's user and password, for the index's own host and no other that it links to."""

    def __init__(self, address: SplitResult) -> None:
        self._host = address.netloc.rpartition("@")[2]
        self._basic = HTTPBasicAuth(unquote(address.username or ""), unquote(address.password or ""))

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        return self._basic(request) if urlsplit(request.url or "").netloc == self._host else request
