#!/bin/sh
# The passwords go in through standard input, where no process list shows them.
set -e
: "${REDIS_PASSWORD:?}" "${API_REDIS_PASSWORD:?}" "${RUNNER_REDIS_PASSWORD:?}"
rights() { cat "/usr/local/share/redis/$1.acl"; }
{
  printf 'bind 0.0.0.0\ndir /data\nsave 60 1\nmaxmemory-policy noeviction\nrequirepass %s\n' "$REDIS_PASSWORD"
  printf 'user api on >%s %s\n' "$API_REDIS_PASSWORD" "$(rights api)"
  printf 'user runner on >%s %s\n' "$RUNNER_REDIS_PASSWORD" "$(rights runner)"
} | exec redis-server -
