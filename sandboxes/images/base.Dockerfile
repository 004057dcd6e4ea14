# The base of every sandbox, where a registry answers. base.py makes the same from packages where none does.
ARG DISTRIBUTION
FROM ${DISTRIBUTION}
ARG PACKAGES
ENV LC_ALL=C.UTF-8 TZ=UTC
RUN apt-get -q update \
 && DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install ${PACKAGES} \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin /var/log/apt /var/log/dpkg.log
RUN useradd --uid 1000 --user-group --create-home --shell /bin/bash agent \
 && install -d -o agent -g agent /app
WORKDIR /app
