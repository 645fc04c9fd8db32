# The web app, the api nodes and the runner: one image, three commands (docker-compose.yml). TypeScript runs as it is, through tsx.
# BASE_IMAGE is any Debian 13; `npm run compose:prepare` puts this machine's apt sources and certificates, where it needs them, into
# infra/compose/host. The last stage starts from nothing, so they are in none of its layers.
ARG BASE_IMAGE=debian:trixie-slim

FROM ${BASE_IMAGE} AS build
LABEL eduscale.stage=build
COPY infra/compose/host/ /host/
RUN set -e; export DEBIAN_FRONTEND=noninteractive; \
    if [ -e /host/sources.list ]; then \
      mkdir /host/original; mv /etc/apt/sources.list* /host/original/; \
      cp /host/sources.list /etc/apt/sources.list; cp /host/apt.conf /etc/apt/apt.conf.d/99build; \
    fi; \
    apt-get update -q; apt-get install -q -y --no-install-recommends nodejs npm ca-certificates; \
    useradd --system --uid 10001 --home-dir /app eduscale
WORKDIR /app
COPY . .
RUN set -e; rm -rf .data infra/compose/host; \
    if [ -e /host/npmrc ]; then export npm_config_userconfig=/host/npmrc; fi; \
    npm install --no-save --ignore-scripts --no-audit --no-fund --loglevel=error; \
    node_modules/.bin/tsx scripts/generate-prisma-client.ts; \
    (cd apps/web; NEXT_TELEMETRY_DISABLED=1 node ../../node_modules/next/dist/bin/next build); \
    rm -rf apps/web/.next/cache /root/.npm; \
    apt-get purge -q -y npm; apt-get autoremove -q -y; \
    if [ -e /host/sources.list ]; then \
      rm -f /etc/apt/sources.list /etc/apt/apt.conf.d/99build; mv /host/original/* /etc/apt/; \
    fi; \
    rm -rf /host /var/lib/apt/lists /var/cache/apt /tmp/* /var/log/*; \
    mkdir -p /app/.data/test-sets; chown -R eduscale /app/.data /app/apps/web/.next

FROM scratch
COPY --from=build / /
WORKDIR /app
ENV NODE_ENV=production PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
USER eduscale
CMD ["node", "--import", "tsx", "apps/api/src/main.ts"]
