import type { ValueType } from '@eduscale/contracts/signature'
import { avoid, words } from '../names'
import { spell, type Target } from '../target'
import { shapeOf } from '../value-type'
import { libraryNames } from './native-names'

const keywords =
  words(`alignas alignof and and_eq asm auto bitand bitor bool break case catch char char8_t class co_await co_return
  co_yield compl concept const consteval constexpr constinit continue decltype default delete do double dynamic_cast else enum
  explicit export extern false float for friend goto if inline int long mutable namespace new noexcept not not_eq nullptr operator
  or or_eq private protected public register reinterpret_cast requires return short signed sizeof static static_assert static_cast
  struct switch template this thread_local throw true try typedef typeid typename union unsigned using virtual void volatile while
  xor xor_eq main unix linux`)
const reserved = new Set([...keywords, ...libraryNames])
const spelling = { name: (name: string) => avoid(name, reserved), parameter: (name: string) => avoid(name, keywords) }
const baseNames = { int: 'int', long: 'long long', double: 'double', bool: 'bool', string: 'string' } as const
const zeros = { int: '0', long: '0', double: '0', bool: 'false', string: '""' } as const

function typeName(type: ValueType): string {
  const { base, dimensions } = shapeOf(type)
  return 'vector<'.repeat(dimensions) + baseNames[base] + '>'.repeat(dimensions)
}

function parameterType(type: ValueType): string {
  const { base, dimensions } = shapeOf(type)
  return dimensions > 0 || base === 'string' ? `const ${typeName(type)}& ` : `${typeName(type)} `
}

export const cpp: Target = {
  starter: (signature) => {
    const { name, parameters, result } = spell(signature, spelling)
    const { base, dimensions } = shapeOf(result)
    return `#include <bits/stdc++.h>
using namespace std;

${typeName(result)} ${name}(${parameters.map((each) => `${parameterType(each.type)}${each.name}`).join(', ')}) {
    return ${dimensions > 0 ? '{}' : zeros[base]};
}
`
  },
  // What the solution defines as macros must not change the driver, so all but the call stands before it.
  driver: ({ signature, resultPath }) => {
    const { name, parameters, result } = spell(signature, spelling)
    const text = String.raw`#include <bits/stdc++.h>
namespace eduscale_driver {
using namespace std;
static string text, out;
static const char *at, *last;
[[noreturn]] static void bad() {
  fprintf(stderr, "driver: the input is not what the function takes, at byte %zd\n", at - text.data());
  exit(1);
}
static char next() {
  while (at < last && (*at == ' ' || *at == '\n' || *at == '\t' || *at == '\r')) at++;
  if (at == last) bad();
  return *at;
}
template <class T> static void number(T &value) {
  next();
  auto [end, error] = from_chars(at, last, value);
  if (error != errc()) bad();
  at = end;
}
static unsigned hex4() {
  unsigned code = 0;
  if (last - at < 4 || from_chars(at, at + 4, code, 16).ptr != at + 4) bad();
  at += 4;
  return code;
}
static void get(int &value) { number(value); }
static void get(long long &value) { number(value); }
static void get(double &value) { number(value); }
static void get(bool &value) {
  value = next() == 't';
  at += value ? 4 : 5;
  if (at > last) bad();
}
static void get(string &value) {
  if (next() != '"') bad();
  for (at++;;) {
    if (at >= last) bad();
    char c = *at++;
    if (c == '"') return;
    if (c != '\\') {
      value += c;
      continue;
    }
    if (at >= last) bad();
    c = *at++;
    static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
    if (c != 'u') {
      const char *found = strchr(from, c);
      value += found ? to[found - from] : c;
      continue;
    }
    unsigned code = hex4();
    if (code >= 0xd800 && code < 0xdc00 && last - at > 1 && at[0] == '\\' && at[1] == 'u') {
      at += 2;
      code = 0x10000 + ((code - 0xd800) << 10) + (hex4() - 0xdc00);
    }
    if (code < 0x80) value += (char)code;
    else if (code < 0x800) (value += (char)(0xc0 | code >> 6)) += (char)(0x80 | (code & 63));
    else {
      if (code < 0x10000) value += (char)(0xe0 | code >> 12);
      else (value += (char)(0xf0 | code >> 18)) += (char)(0x80 | (code >> 12 & 63));
      (value += (char)(0x80 | (code >> 6 & 63))) += (char)(0x80 | (code & 63));
    }
  }
}
template <class T> static void get(vector<T> &values) {
  if (next() != '[') bad();
  at++;
  if (next() == ']') {
    at++;
    return;
  }
  for (;;) {
    T value{};
    get(value);
    values.push_back(move(value));
    char c = next();
    at++;
    if (c == ']') return;
    if (c != ',') bad();
  }
}
template <class T> static void digits(T value) {
  char buffer[40];
  out.append(buffer, to_chars(buffer, buffer + sizeof buffer, value).ptr);
}
static void put(int value) { digits(value); }
static void put(long long value) { digits(value); }
static void put(double value) {
  if (isfinite(value)) digits(value);
  else out += isnan(value) ? "NaN" : value < 0 ? "-Infinity" : "Infinity";
}
static void put(bool value) { out += value ? "true" : "false"; }
static void put(const string &value) {
  out += '"';
  for (unsigned char c : value) {
    char escape[8];
    if (c == '"' || c == '\\') (out += '\\') += (char)c;
    else if (c >= 0x20) out += (char)c;
    else out.append(escape, snprintf(escape, sizeof escape, "\\u%04x", c));
  }
  out += '"';
}
template <class T> static void put(const vector<T> &values) {
  out += '[';
  for (size_t i = 0; i < values.size(); i++) {
    if (i) out += ',';
    put((T)values[i]);
  }
  out += ']';
}
${parameters.map(({ type }, i) => `static ${typeName(type)} value${i};`).join('\n')}
static void read_all() {
  char buffer[1 << 16];
  for (size_t n; (n = fread(buffer, 1, sizeof buffer, stdin)) > 0;) text.append(buffer, n);
  at = text.data();
  last = at + text.size();
${parameters.map((_, i) => `  get(value${i});`).join('\n')}
}
static void write_all(const ${typeName(result)} &result) {
  put(result);
  FILE *file = fopen("${resultPath}", "w");
  if (!file || fwrite(out.data(), 1, out.size(), file) != out.size() || fclose(file) != 0) exit(1);
}
}
using namespace std;
#include "solution.hpp"
#undef signed
signed main() {
  eduscale_driver::read_all();
  eduscale_driver::write_all(::${name}(${parameters.map((_, i) => `eduscale_driver::value${i}`).join(', ')}));
}
`
    return { files: [{ name: 'main.cpp', text }], entry: 'main.cpp', solution: 'solution.hpp' }
  },
}
