import type { Signature, ValueType } from '@eduscale/contracts/signature'
import { avoid, pascalCase, snakeCase, words } from '../names'
import { spell, type Target } from '../target'
import { elementOf, shapeOf, type BaseType } from '../value-type'
import { libraryNames } from './native-names'

const keywords =
  words(`asm auto bool break case char const continue default do double else enum extern float for goto if inline int long
  register restrict return short signed sizeof static struct switch typedef typeof union unsigned void volatile while true false
  main unix linux`)
const reserved = new Set([...keywords, ...libraryNames])
const spelling = {
  name: (name: string) => avoid(snakeCase(name), reserved),
  parameter: (name: string) => avoid(snakeCase(name), keywords),
}
const baseNames = { int: 'int', long: 'long long', double: 'double', bool: 'bool', string: 'char *' } as const
const zeros = { int: '0', long: '0', double: '0', bool: 'false', string: '""' } as const

/** `int[][]` is IntArray2: a length, and items that are IntArrays. */
function typeName(type: ValueType): string {
  const { base, dimensions } = shapeOf(type)
  return dimensions === 0 ? baseNames[base] : `${pascalCase(base)}Array${dimensions > 1 ? dimensions : ''}`
}
const spaced = (type: ValueType): string => typeName(type).replace(/(\w)$/, '$1 ')

/** The array types that a signature needs, the inner ones first. */
function arrayTypes({ parameters, result }: Signature): ValueType[] {
  const found = new Set<ValueType>()
  for (const type of [...parameters.map((each) => each.type), result]) {
    const { base, dimensions } = shapeOf(type)
    for (let depth = 1; depth <= dimensions; depth += 1) found.add(base + '[]'.repeat(depth))
  }
  return [...found]
}

const definition = (type: ValueType): string =>
  `typedef struct { ${spaced(elementOf(type))}*items; int length; } ${typeName(type)};`

export const c: Target = {
  starter: (signature) => {
    const { name, parameters, result } = spell(signature, spelling)
    const { base, dimensions } = shapeOf(result)
    const types = arrayTypes(signature)
    const about = types.length > 0 ? `/* Defined already, with items on the heap:\n${types.map(definition).join('\n')}\n*/\n` : ''
    return `#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

${about}${spaced(result)}${name}(${parameters.map((each) => `${spaced(each.type)}${each.name}`).join(', ')}) {
    return ${dimensions > 0 ? `(${typeName(result)}){0}` : zeros[base]};
}
`
  },
  driver: ({ signature, resultPath }) => {
    const { name, parameters, result } = spell(signature, spelling)
    const types = arrayTypes(signature)
    const text = String.raw`#include <ctype.h>
#include <limits.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
${types.map(definition).join('\n')}
static char *driver_at, *driver_text;
static FILE *driver_out;
static void driver_bad(void) {
  fprintf(stderr, "driver: the input is not what the function takes, at byte %td\n", driver_at - driver_text);
  exit(1);
}
static char driver_next(void) {
  while (*driver_at == ' ' || *driver_at == '\n' || *driver_at == '\t' || *driver_at == '\r') driver_at++;
  return *driver_at;
}
static long long driver_get_long(void) {
  bool minus = driver_next() == '-';
  if (minus) driver_at++;
  if (!isdigit((unsigned char)*driver_at)) driver_bad();
  unsigned long long value = 0;
  while (isdigit((unsigned char)*driver_at)) value = 10 * value + (unsigned)(*driver_at++ - '0');
  return (long long)(minus ? 0 - value : value);
}
static int driver_get_int(void) { return (int)driver_get_long(); }
static double driver_get_double(void) {
  char *end;
  driver_next();
  double value = strtod(driver_at, &end);
  if (end == driver_at) driver_bad();
  driver_at = end;
  return value;
}
static bool driver_get_bool(void) {
  bool value = driver_next() == 't';
  if (strncmp(driver_at, value ? "true" : "false", value ? 4 : 5) != 0) driver_bad();
  driver_at += value ? 4 : 5;
  return value;
}
static unsigned driver_hex4(void) {
  unsigned code;
  if (sscanf(driver_at, "%4x", &code) != 1) driver_bad();
  driver_at += 4;
  return code;
}
/* A string is never longer than its quoted form, so it is unquoted in place. */
static char *driver_get_string(void) {
  if (driver_next() != '"') driver_bad();
  char *value = ++driver_at, *to = value;
  for (;;) {
    char c = *driver_at++;
    if (c == 0) driver_bad();
    if (c == '"') break;
    if (c != '\\') {
      *to++ = c;
      continue;
    }
    c = *driver_at++;
    if (c != 'u') {
      *to++ = c == 'b' ? '\b' : c == 'f' ? '\f' : c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c;
      continue;
    }
    unsigned code = driver_hex4();
    if (code >= 0xd800 && code < 0xdc00 && driver_at[0] == '\\' && driver_at[1] == 'u') {
      driver_at += 2;
      code = 0x10000 + ((code - 0xd800) << 10) + (driver_hex4() - 0xdc00);
    }
    if (code < 0x80) *to++ = (char)code;
    else if (code < 0x800) {
      *to++ = (char)(0xc0 | code >> 6);
      *to++ = (char)(0x80 | (code & 63));
    } else {
      if (code < 0x10000) *to++ = (char)(0xe0 | code >> 12);
      else {
        *to++ = (char)(0xf0 | code >> 18);
        *to++ = (char)(0x80 | (code >> 12 & 63));
      }
      *to++ = (char)(0x80 | (code >> 6 & 63));
      *to++ = (char)(0x80 | (code & 63));
    }
  }
  *to = 0;
  return value;
}
static void driver_put_int(int value) { fprintf(driver_out, "%d", value); }
static void driver_put_long(long long value) { fprintf(driver_out, "%lld", value); }
static void driver_put_double(double value) {
  if (isfinite(value)) fprintf(driver_out, "%.17g", value);
  else fputs(isnan(value) ? "NaN" : value < 0 ? "-Infinity" : "Infinity", driver_out);
}
static void driver_put_bool(bool value) { fputs(value ? "true" : "false", driver_out); }
static void driver_put_string(const char *value) {
  putc('"', driver_out);
  if (!value) {
    fputs("driver: the function returned NULL where a string is wanted\n", stderr);
    exit(1);
  }
  for (; *value; value++) {
    unsigned char c = (unsigned char)*value;
    if (c == '"' || c == '\\') putc('\\', driver_out);
    if (c >= 0x20) putc(c, driver_out);
    else fprintf(driver_out, "\\u%04x", c);
  }
  putc('"', driver_out);
}
${types.map(arrayFunctions).join('\n')}
static void driver_read_text(void) {
  size_t length = 0, room = 1 << 16;
  driver_text = malloc(room);
  for (size_t n; (n = fread(driver_text + length, 1, room - length - 1, stdin)) > 0;)
    if ((length += n) > room / 2) driver_text = realloc(driver_text, room *= 2);
  driver_text[length] = 0;
  driver_at = driver_text;
}
${parameters.map(({ type }, i) => `static ${spaced(type)}driver_value${i};`).join('\n')}
static void driver_read(void) {
  driver_read_text();
${parameters.map(({ type }, i) => `  driver_value${i} = driver_get_${suffix(type)}();`).join('\n')}
}
static void driver_write(${spaced(result)}result) {
  driver_out = fopen("${resultPath}", "w");
  if (!driver_out) exit(1);
  driver_put_${suffix(result)}(result);
  if (fclose(driver_out) != 0) exit(1);
}
${spaced(result)}${name}(${parameters.map(({ type }) => typeName(type)).join(', ')});
#include "solution.h"
#undef int
#undef void
int main(void) {
  driver_read();
  driver_write(${name}(${parameters.map((_, i) => `driver_value${i}`).join(', ')}));
}
`
    return { files: [{ name: 'main.c', text }], entry: 'main.c', solution: 'solution.h' }
  },
}

const suffix = (type: ValueType): BaseType | string => {
  const { base, dimensions } = shapeOf(type)
  return dimensions === 0 ? base : `${base}_array${dimensions}`
}

function arrayFunctions(type: ValueType): string {
  const element = elementOf(type)
  const name = typeName(type)
  return `static ${name} driver_get_${suffix(type)}(void) {
  if (driver_next() != '[') driver_bad();
  driver_at++;
  int room = 4;
  ${name} values = {malloc(room * sizeof(${typeName(element)})), 0};
  if (driver_next() == ']') {
    driver_at++;
    return values;
  }
  for (;;) {
    if (values.length == room) values.items = realloc(values.items, (room *= 2) * sizeof(${typeName(element)}));
    values.items[values.length++] = driver_get_${suffix(element)}();
    char c = driver_next();
    driver_at++;
    if (c == ']') return values;
    if (c != ',') driver_bad();
  }
}
static void driver_put_${suffix(type)}(${name} values) {
  putc('[', driver_out);
  for (int i = 0; i < values.length; i++) {
    if (i) putc(',', driver_out);
    driver_put_${suffix(element)}(values.items[i]);
  }
  putc(']', driver_out);
}`
}
