#!/bin/sh
# The password goes in through standard input, where no process list shows it.
set -e
: "${REDIS_PASSWORD:?}"
printf 'bind 0.0.0.0\ndir /data\nsave 60 1\nmaxmemory-policy noeviction\nrequirepass %s\n' "$REDIS_PASSWORD" | exec redis-server -
