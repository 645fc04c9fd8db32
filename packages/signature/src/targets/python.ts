import type { ValueType } from '@eduscale/contracts/signature'
import { avoid, snakeCase, words } from '../names'
import { spell, type Target } from '../target'
import { shapeOf } from '../value-type'

const reserved = words(`and as assert async await break case class continue def del elif else except finally for from global if
  import in is lambda match nonlocal not or pass raise return try type while with yield`)
const named = (name: string): string => avoid(snakeCase(name), reserved)
const baseNames = { int: 'int', long: 'int', double: 'float', bool: 'bool', string: 'str' } as const
const zeros = { int: '0', long: '0', double: '0.0', bool: 'False', string: "''" } as const

function typeName(type: ValueType): string {
  const { base, dimensions } = shapeOf(type)
  return 'list['.repeat(dimensions) + baseNames[base] + ']'.repeat(dimensions)
}

export const python: Target = {
  frames: /^ {2}File "\/box\/main\.py".*\n(?: {4}.*\n)*/gm,
  starter: (signature) => {
    const { name, parameters, result } = spell(signature, { name: named, parameter: named })
    const { base, dimensions } = shapeOf(result)
    return `def ${name}(${parameters.map((each) => `${each.name}: ${typeName(each.type)}`).join(', ')}) -> ${typeName(result)}:
    return ${dimensions > 0 ? '[]' : zeros[base]}
`
  },
  driver: ({ signature, resultPath }) => {
    const { name, parameters, result } = spell(signature, { name: named, parameter: named })
    // Not splitlines(): it would split in strings, at U+0085, U+2028 and others that JSON has raw.
    const text = String.raw`import posix, sys

# The contestant may have a file json.py, or one that json needs.
_box = sys.path.pop(0)
_known = set(sys.modules)
import json
sys.path.insert(0, _box)


def _main():
    lines = sys.stdin.buffer.read().decode().rstrip('\n').split('\n')
    if len(lines) < ${parameters.length}:
        sys.exit('driver: the input has fewer lines than the function has parameters')
    arguments = [read(json.loads(line), *shape) for read, line, shape in zip(READERS, lines, SHAPES)]
    sys.stdin = open('/dev/null')
    for module in set(sys.modules) - _known:
        try:
            posix.stat(f'{_box}/{module}.py')
            del sys.modules[module]
        except OSError:
            pass
    import solution
    function = getattr(solution, NAME, None)
    if not callable(function):
        sys.exit(f'there is no function {NAME} in your code')
    result = function(*arguments)
    check(result, *RESULT, '')
    with open(PATH, 'w') as file:
        json.dump(result, file)


def plain(value, base, dimensions):
    return value


def floats(value, base, dimensions):
    return float(value) if dimensions == 0 else [floats(item, base, dimensions - 1) for item in value]


KINDS = {'int': (int,), 'long': (int,), 'double': (float, int), 'bool': (bool,), 'string': (str,)}


def check(value, base, dimensions, path):
    if dimensions > 0 and isinstance(value, (list, tuple)):
        if dimensions == 1:
            kinds = KINDS[base]
            if all(type(item) in kinds for item in value):
                return
        for i, item in enumerate(value):
            check(item, base, dimensions - 1, f'{path}[{i}]')
    elif dimensions > 0 or type(value) not in KINDS[base]:
        where = f' at {path}' if path else ''
        sys.exit(f'{NAME} returned {type(value).__name__}{where} where {base}{"[]" * dimensions} is wanted')


NAME = '${name}'
PATH = '${resultPath}'
READERS = [${parameters.map(({ type }) => (shapeOf(type).base === 'double' ? 'floats' : 'plain')).join(', ')}]
SHAPES = [${parameters.map(({ type }) => `('${shapeOf(type).base}', ${shapeOf(type).dimensions})`).join(', ')}]
RESULT = ('${shapeOf(result).base}', ${shapeOf(result).dimensions})
_main()
`
    return { files: [{ name: 'main.py', text }], entry: 'main.py', solution: 'solution.py' }
  },
}
