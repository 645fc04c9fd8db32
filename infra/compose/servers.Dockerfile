# PostgreSQL and Redis from Debian's own packages, for machines where no registry has their official images.
ARG BASE_IMAGE=debian:trixie-slim

FROM ${BASE_IMAGE} AS build
LABEL eduscale.stage=build
COPY infra/compose/host/ /host/
RUN set -e; export DEBIAN_FRONTEND=noninteractive; \
    if [ -e /host/sources.list ]; then \
      mkdir /host/original; mv /etc/apt/sources.list* /host/original/; \
      cp /host/sources.list /etc/apt/sources.list; cp /host/apt.conf /etc/apt/apt.conf.d/99build; \
    fi; \
    printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d; chmod +x /usr/sbin/policy-rc.d; \
    apt-get update -q; apt-get install -q -y --no-install-recommends postgresql redis-server; \
    if [ -e /host/sources.list ]; then \
      rm -f /etc/apt/sources.list /etc/apt/apt.conf.d/99build; mv /host/original/* /etc/apt/; \
    fi; \
    rm -rf /host /var/lib/postgresql/* /usr/sbin/policy-rc.d /var/lib/apt/lists /var/cache/apt /tmp/* /var/log/*; \
    mkdir -p /data; chmod 1777 /data
COPY infra/compose/start-postgres.sh infra/compose/start-redis.sh /usr/local/bin/
COPY infra/redis/ /usr/local/share/redis/

FROM scratch
COPY --from=build / /
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
VOLUME /data
