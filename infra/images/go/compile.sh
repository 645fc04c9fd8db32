#!/bin/sh
# Compiles the Go files that are its arguments, one package main, to /box/main.
set -e
dir=/usr/lib/eduscale/go
$dir/compile -o /tmp/main.a -p main -complete -trimpath=/box -lang=go1.24 -importcfg=$dir/importcfg -pack "$@" $dir/start.go
exec $dir/link -o /box/main -s -w -buildmode=exe -importcfg=$dir/importcfg /tmp/main.a
