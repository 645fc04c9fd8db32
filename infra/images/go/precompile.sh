#!/bin/sh
# The standard library as archives and a list of them, so that compiling a submission is one call of the compiler and one of the
# linker: `go build` looks at every package it needs and wants a writable cache. The sources of the library aren't needed then.
# Left out is what only talks to networks, databases, other programs or compilers.
set -e
root=/usr/lib/go-1.24
export HOME=/tmp CGO_ENABLED=0
dir=/usr/lib/eduscale/go
mkdir -p $dir
mv /usr/lib/eduscale/start.go $dir/
packages=$($root/bin/go list std | grep -Ev '^(vendor|net|crypto/(tls|x509)|go|debug|database|log/syslog|expvar|testing|plugin|image|html|mime|archive|runtime/(cgo|race|msan|asan|coverage|pprof|trace))(/|$)|/internal/|^internal/')
# What the listed ones need beyond the list comes along by -deps.
$root/bin/go list -export -deps -trimpath -f '{{if .Export}}{{.ImportPath}} {{.Export}}{{end}}' $packages runtime/debug > /tmp/exports
while read -r path archive; do
  file=$dir/$(echo "$path" | tr / .).a
  cp "$archive" "$file"
  echo "packagefile $path=$file"
done < /tmp/exports > $dir/importcfg
for tool in compile link; do cp "$($root/bin/go env GOTOOLDIR)/$tool" $dir/; done
rm -rf $root /usr/share/go-1.24 /usr/bin/go /usr/bin/gofmt "$0"
