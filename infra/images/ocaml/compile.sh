#!/bin/sh
# Compiles the OCaml files that are its arguments to /box/main: the first is the entry and runs last, the others stand in the
# order in which they need each other.
set -e
entry=$1
shift
[ $# -eq 0 ] || set -- $(ocamldep -sort "$@")
exec ocamlopt -O3 -w -a -I +unix -I +str -o /box/main unix.cmxa str.cmxa "$@" "$entry"
