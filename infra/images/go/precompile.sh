#!/bin/sh
# The standard library as archives and a list of them, so that compiling a submission is one call of the compiler and one of the
# linker: `go build` looks at every package it needs and wants a writable cache. The sources of the library aren't needed then.
set -e
root=/usr/lib/go-1.24
export HOME=/tmp CGO_ENABLED=0
dir=/usr/lib/eduscale/go
mkdir -p $dir
$root/bin/go list -export -trimpath -f '{{if .Export}}{{.ImportPath}} {{.Export}}{{end}}' std > /tmp/exports
while read -r path archive; do
  file=$dir/$(echo "$path" | tr / .).a
  cp "$archive" "$file"
  echo "packagefile $path=$file"
done < /tmp/exports > $dir/importcfg
for tool in compile link; do cp "$($root/bin/go env GOTOOLDIR)/$tool" $dir/; done
rm -rf $root /usr/share/go-1.24 /usr/bin/go /usr/bin/gofmt "$0"
