# What is true of this machine only: its certificates. See site.py.
ARG BASE
FROM ${BASE}
COPY site.pem /etc/ssl/certs/meltbench-site.pem
ENV SSL_CERT_FILE=/etc/ssl/certs/meltbench-site.pem \
    REQUESTS_CA_BUNDLE=/etc/ssl/certs/meltbench-site.pem \
    PIP_CERT=/etc/ssl/certs/meltbench-site.pem \
    CURL_CA_BUNDLE=/etc/ssl/certs/meltbench-site.pem \
    NODE_EXTRA_CA_CERTS=/etc/ssl/certs/meltbench-site.pem \
    GIT_SSL_CAINFO=/etc/ssl/certs/meltbench-site.pem
