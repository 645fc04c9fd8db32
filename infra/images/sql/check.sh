#!/bin/sh
# Fails with the first thing in a script that isn't SQL. Nothing of it is run: with no room for a single instruction every
# statement is refused, but only after it was parsed.
for file; do
  if sqlite3 -batch :memory: '.limit vdbe_op 1' ".read $file" 2>&1 </dev/null \
    | grep -A 2 -E 'syntax error|unrecognized token|incomplete input' >&2; then exit 1; fi
done
