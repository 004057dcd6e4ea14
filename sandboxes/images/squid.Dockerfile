# The proxy of sandboxes that may reach some hosts. See squid.py.
ARG BASE
FROM ${BASE}
USER root
RUN apt-get update -qq \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends squid \
 && rm -rf /var/lib/apt/lists/*
