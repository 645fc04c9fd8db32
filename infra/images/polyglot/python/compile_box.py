"""Compiles a submission's first file to /box/main.pyc and checks the others; a syntax error goes to stderr as the interpreter
would say it."""

import marshal
import sys

for number, path in enumerate(sys.argv[1:]):
    try:
        with open(path, "rb") as source:
            code = compile(source.read(), path.removeprefix("/box/"), "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        import traceback  # here, since most submissions need it never and its start costs more than the compiling

        sys.stderr.write("".join(traceback.format_exception_only(error)))
        sys.exit(1)
    if number == 0:
        with open("/box/main.pyc", "wb") as target:
            marshal.dump(code, target)
