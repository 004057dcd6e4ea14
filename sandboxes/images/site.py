"""The site layer, between base and task: what is true of this machine only, which is its certificates.

It exists where the operator's environment names a bundle that holds a certificate that a stock system does not ship
(an inspecting proxy, a company's own authority). Stock are the certificates of `certifi` and of the distribution's
ca-certificates package. Only certificates are taken from the bundle; proxies and index addresses, which may hold
passwords, are never put into an image."""

import base64
import os
import re
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path

import certifi
import docker

from sandboxes.errors import UserError
from sandboxes.images.base import BaseImage
from sandboxes.images.build import Image, build, content_tag, ensure_image, image_labels

VARIABLES = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "PIP_CERT", "CURL_CA_BUNDLE")
"""Environment variables that name a bundle; the first that is set counts."""
STOCK = Path("/usr/share/ca-certificates")
"""Where Debian keeps what its package ships; an operator's own lie elsewhere."""
DOCKERFILE = Path(__file__).with_name("site.Dockerfile")
CERTIFICATE = re.compile(rb"-----BEGIN CERTIFICATE-----(.+?)-----END CERTIFICATE-----", re.DOTALL)


def ensure_site(client: docker.DockerClient, base: BaseImage, progress: Callable[[str], None]) -> Image | BaseImage:
    """The base with this machine's certificates, or the base itself where it has none of its own."""
    bundle = site_bundle()
    if bundle is None:
        return base
    dockerfile = DOCKERFILE.read_bytes()
    tag = content_tag("site", base.layers, dockerfile.decode(), bundle.decode())

    def make() -> None:
        progress("Adding this machine's certificates to the base image")
        files = {"Dockerfile": dockerfile, "site.pem": bundle}
        build(client, tag, files, labels=image_labels("site", {}), buildargs={"BASE": base.tag})

    return ensure_image(client, tag, make)


def site_bundle() -> bytes | None:
    """This machine's certificates as PEM, or None where a stock system has them all. Raises UserError if unreadable."""
    variable, path = next(((v, os.environ[v]) for v in VARIABLES if os.environ.get(v)), ("", ""))
    if not path:
        return None
    try:
        found = set(_certificates(Path(path).read_bytes()))
    except OSError as error:
        mend = f"Unset {variable} or let it name a readable bundle"
        raise UserError(f"cannot read the certificates ({error.strerror})", where=path, mend=mend) from error
    if not found - _stock():
        return None
    return "".join(ssl.DER_cert_to_PEM_cert(certificate) for certificate in sorted(found)).encode()


def _stock() -> set[bytes]:
    sources = [Path(certifi.where()), *STOCK.rglob("*.crt")]
    return {certificate for source in sources for certificate in _certificates(source.read_bytes())}


def _certificates(pem: bytes) -> Iterator[bytes]:
    """The certificates in a PEM text, DER encoded; anything else in it (comments, keys) is passed over."""
    for match in CERTIFICATE.finditer(pem):
        yield base64.b64decode(match.group(1))
