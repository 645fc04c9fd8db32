# Runs /box/main.pyc as __main__. Without `site` (half of the interpreter's start) exit and quit don't exist, and
# contestants use them.
import builtins, marshal, sys
builtins.exit = builtins.quit = sys.exit
sys.path.insert(0, "/box")
sys.argv[0] = __file__ = "/box/main.py"
with open("/box/main.pyc", "rb") as compiled:
    code = marshal.load(compiled)
del builtins, marshal, sys, compiled
exec(code)
