import type { ValueType } from '@eduscale/contracts/signature'
import { spell, type Target } from '../target'
import { shapeOf } from '../value-type'

// In a class every name is free, where a function of PHP's own could not be declared again.
const spelling = { name: (name: string) => name, parameter: (name: string) => (name === 'this' ? 'this_' : name) }
const baseNames = { int: 'int', long: 'int', double: 'float', bool: 'bool', string: 'string' } as const
const zeros = { int: '0', long: '0', double: '0.0', bool: 'false', string: "''" } as const

function typeName(type: ValueType): string {
  const { base, dimensions } = shapeOf(type)
  return dimensions > 0 ? 'array' : baseNames[base]
}

export const php: Target = {
  frames:
    /^#\d+ \/box\/main\.php\(\d+\).*\n?|called in \/box\/main\.php on line \d+ and |(?<=\d passed) in \/box\/main\.php on line \d+/gm,
  starter: (signature) => {
    const { name, parameters, result } = spell(signature, spelling)
    const { base, dimensions } = shapeOf(result)
    const lines = [...parameters.map((each) => `@param ${each.type} $${each.name}`), `@return ${result}`]
    return `<?php
class Solution {
    /**
${lines.map((line) => `     * ${line}`).join('\n')}
     */
    function ${name}(${parameters.map((each) => `${typeName(each.type)} $${each.name}`).join(', ')}): ${typeName(result)} {
        return ${dimensions > 0 ? '[]' : zeros[base]};
    }
}
`
  },
  driver: ({ signature, resultPath }) => {
    const { name, parameters, result } = spell(signature, spelling)
    const shapes = parameters.map(({ type }) => `['${shapeOf(type).base}', ${shapeOf(type).dimensions}]`)
    const text = String.raw`<?php
namespace Eduscale;

const SHAPES = [${shapes.join(', ')}];

function stop(string $words): never {
    fwrite(STDERR, $words . "\n");
    exit(1);
}

function floats($value, int $dimensions) {
    if ($dimensions === 0) return (float) $value;
    foreach ($value as $i => $item) $value[$i] = floats($item, $dimensions - 1);
    return $value;
}

function read(): array {
    $lines = explode("\n", stream_get_contents(STDIN));
    if (count($lines) < count(SHAPES)) stop('driver: the input has fewer lines than the function has parameters');
    $values = [];
    foreach (SHAPES as $i => [$base, $dimensions]) {
        $value = json_decode($lines[$i], true, 8, JSON_THROW_ON_ERROR);
        $values[] = $base === 'double' ? floats($value, $dimensions) : $value;
    }
    return $values;
}

function text($value, string $base, int $dimensions, string $path): string {
    if ($dimensions > 0 && is_array($value) && array_is_list($value)) {
        $items = [];
        foreach ($value as $i => $item) $items[] = text($item, $base, $dimensions - 1, $path . "[$i]");
        return '[' . implode(',', $items) . ']';
    }
    $fits = $dimensions === 0 && match ($base) {
        'int', 'long' => is_int($value),
        'double' => is_float($value) || is_int($value),
        'bool' => is_bool($value),
        'string' => is_string($value),
    };
    if (!$fits) {
        $kind = is_array($value) && $dimensions > 0 ? 'an array with keys' : get_debug_type($value);
        stop('${name} returned ' . $kind . ($path === '' ? '' : " at $path") . " where $base" . str_repeat('[]', $dimensions) . ' is wanted');
    }
    if (is_float($value)) return is_nan($value) ? 'NaN' : (is_infinite($value) ? ($value < 0 ? '-Infinity' : 'Infinity') : var_export($value, true));
    return json_encode($value, JSON_INVALID_UTF8_SUBSTITUTE | JSON_THROW_ON_ERROR);
}

$values = read();
require __DIR__ . '/solution.php';
if (!method_exists('Solution', '${name}')) stop('there is no method ${name} in a class Solution in your code');
if (!(new \ReflectionMethod('Solution', '${name}'))->isPublic()) stop('the method ${name} of your class Solution is not public');
$result = (new \Solution())->${name}(...$values);
file_put_contents('${resultPath}', text($result, '${shapeOf(result).base}', ${shapeOf(result).dimensions}, ''));
`
    return { files: [{ name: 'main.php', text }], entry: 'main.php', solution: 'solution.php' }
  },
}
