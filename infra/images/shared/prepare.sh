#!/bin/sh
# First step of every recipe: installs the packages that are its arguments, from where this machine itself takes Debian's.
# /host (apt sources, certificates) exists in the building stage only; finish.sh removes what was made of it.
set -e
export DEBIAN_FRONTEND=noninteractive
if [ -e /host/sources.list ]; then
  rm -rf /etc/apt/sources.list.d
  mkdir -p /etc/apt/sources.list.d
  cp /host/sources.list /etc/apt/sources.list
fi
cp /host/apt.conf /etc/apt/apt.conf.d/99build
{
  echo 'path-exclude=/usr/share/doc/*'
  echo 'path-exclude=/usr/share/man/*'
  echo 'path-exclude=/usr/share/locale/*'
  # Nothing is compiled with a sanitizer, linked statically with the C library or optimized while linking.
  echo 'path-exclude=/usr/lib/*/lib*san.so*'
  echo 'path-exclude=/usr/lib/gcc/*/lib*san.a'
  echo 'path-exclude=/usr/libexec/gcc/*/lto1'
  echo 'path-exclude=/usr/bin/*lto-dump*'
  echo 'force-unsafe-io'
} > /etc/dpkg/dpkg.cfg.d/slim
mkdir -p /usr/share/man/man1
apt-get update -q
apt-get install -q -y --no-install-recommends "$@"
