"""Compiles a submission's first file to /box/__main__.pyc and checks the others; a syntax error goes to stderr as the interpreter
would say it. Arguments are names in /box. The interpreter runs that file itself: no frame and no name of a
wrapper is in the program.
"""

# `_ast`, since `ast` is ten times its start.
import _ast
import marshal
import sys
from importlib._bootstrap_external import MAGIC_NUMBER

# Without `site` (half of the interpreter's start) exit and quit don't exist, and contestants use them. The program thinks that it
# was started from its source.
PROLOGUE = """
__file__ = __import__('sys').argv[0] = '{path}'
__import__('builtins').exit = __import__('builtins').quit = __import__('sys').exit
"""


def tree_of(source, path):
    return compile(source, path, "exec", _ast.PyCF_ONLY_AST, dont_inherit=True)


def with_prologue(tree, path):
    """Behind what must come first in a file: its docstring and imports from __future__."""
    start = 0
    for number, statement in enumerate(tree.body):
        is_docstring = number == 0 and isinstance(statement, _ast.Expr) and isinstance(statement.value, _ast.Constant)
        if not is_docstring and not (isinstance(statement, _ast.ImportFrom) and statement.module == "__future__"):
            break
        start = number + 1
    tree.body[start:start] = tree_of(PROLOGUE.format(path=path), "prologue").body
    return tree


def compiled(source, path, is_first):
    """A tree has fewer levels than the compiler itself takes: what is nested deeper goes without the prologue."""
    if is_first:
        try:
            return compile(with_prologue(tree_of(source, path), path), path, "exec", dont_inherit=True)
        except RecursionError:
            pass
    return compile(source, path, "exec", dont_inherit=True)


for number, name in enumerate(sys.argv[1:]):
    # In full, so that errors find the line; what is shown of it is the name.
    path = f"/box/{name}"
    try:
        with open(path, "rb") as file:
            code = compiled(file.read(), path, number == 0)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        import traceback  # here, since most submissions need it never and its start costs more than the compiling

        sys.stderr.write("".join(traceback.format_exception_only(error)))
        sys.exit(1)
    if number == 0:
        with open("/box/__main__.pyc", "wb") as target:
            # PEP 552: flags, then time and size of the source, which nobody compares here.
            target.write(MAGIC_NUMBER + bytes(12) + marshal.dumps(code))
