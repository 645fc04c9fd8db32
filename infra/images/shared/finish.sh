#!/bin/sh
# Last step of every recipe: lays out what a box sees as its root and removes what no program needs. Arguments are directories
# of /etc that the language's tools read; nothing else of /etc is seen in a box.
set -e
root=/opt/boxroot
mkdir -p $root
cd $root
# All of it is read-only but /tmp, /box while compiling, and /keep for validators.
mkdir -p usr dev proc tmp box keep etc var
ln -s usr/bin bin
ln -s usr/sbin sbin
ln -s usr/lib lib
[ ! -e /usr/lib64 ] || ln -s usr/lib64 lib64
touch dev/null dev/zero dev/full dev/random dev/urandom
ln -s /proc/self/fd dev/fd
ln -s /proc/self/fd/0 dev/stdin
ln -s /proc/self/fd/1 dev/stdout
ln -s /proc/self/fd/2 dev/stderr
ln -s /tmp var/tmp
ldconfig
cp -a /etc/alternatives /etc/ld.so.cache etc/
for name in "$@"; do cp -a "/etc/$name" etc/; done
echo 'root:x:0:0::/:/usr/sbin/nologin
user:x:1000:1000::/tmp:/usr/sbin/nologin' > etc/passwd
echo 'root:x:0:
user:x:1000:' > etc/group
echo 'hosts: files' > etc/nsswitch.conf

rm -rf /host /shared /src /etc/apt/apt.conf.d/99build /etc/apt/sources.list /etc/apt/sources.list.d \
  /var/lib/apt /var/lib/dpkg /var/cache /var/log/* /tmp/* /root/.cache \
  /usr/share/doc /usr/share/man /usr/share/locale /usr/share/info /usr/share/bash-completion \
  /usr/lib/*/libc.a /usr/lib/*/libm-*.a /usr/lib/*/libmvec.a /usr/lib/gcc/*/*/libstdc++*.a /usr/lib/*/gconv \
  /usr/share/perl* /usr/lib/*/perl* /usr/lib/apt /usr/bin/apt* /usr/bin/dpkg* /usr/bin/perl* /usr/lib/*/libapt-*
