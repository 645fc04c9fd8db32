#!/bin/sh
# Makes the cluster at the first start, with POSTGRES_PASSWORD, then is PostgreSQL.
set -e
: "${POSTGRES_PASSWORD:?}"
bin=$(echo /usr/lib/postgresql/*/bin)
if [ ! -e /data/pg/PG_VERSION ]; then
  umask 077
  printf '%s' "$POSTGRES_PASSWORD" > /tmp/password
  "$bin/initdb" -D /data/pg -U eduscale --auth=scram-sha-256 --pwfile=/tmp/password --encoding=UTF8 --locale=C.UTF-8
  rm /tmp/password
  # Peers are the other containers of this network; nothing is published on the host.
  echo 'host all all all scram-sha-256' >> /data/pg/pg_hba.conf
  echo 'CREATE DATABASE eduscale' | "$bin/postgres" --single -D /data/pg postgres
fi
exec "$bin/postgres" -D /data/pg -c listen_addresses='*' -c unix_socket_directories= -c max_connections=200
