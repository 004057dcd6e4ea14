# The base with pinned analysis tools. Nothing is found by chance: who wants them puts /opt/tools on sys.path.
ARG BASE
FROM ${BASE}
COPY tools /opt/tools
RUN python3 -m compileall -q --invalidation-mode unchecked-hash /opt/tools
