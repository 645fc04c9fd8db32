import type { LanguageId } from '@eduscale/contracts/language'
import type { ValueType } from '@eduscale/contracts/signature'

export type FunctionLanguage = Exclude<LanguageId, 'sql'>

/** A function `echo(value)` of the type in every language, as its starter declares it, that prints, and answers what it gets. */
export function echoOf(language: FunctionLanguage, type: ValueType, starter: string): string {
  return bodies[language](starter, type)
}

/** What a starter returns, replaced by `value`, and something said on standard output before. */
const replacing =
  (pattern: RegExp, replacement: string) =>
  (starter: string): string => {
    if (!pattern.test(starter)) throw new Error(`the starter has another shape:\n${starter}`)
    return starter.replace(pattern, replacement)
  }

const cpp = replacing(/^ {4}return .*;$/m, '    std::cout << "0\\n";\n    return value;')
const script = replacing(/^ {2}return .*$/m, '  console.log(0)\n  return value')

const bodies: Record<FunctionLanguage, (starter: string, type: ValueType) => string> = {
  python: replacing(/^ {4}return .*$/m, '    print(0)\n    return value'),
  javascript: script,
  typescript: script,
  cpp,
  cpp17: cpp,
  java: replacing(/^ {8}return .*;$/m, '        System.out.println(0);\n        return value;'),
  c: (starter) => replacing(/^ {4}return .*;$/m, '    puts("0");\n    return value;')(`#include <stdio.h>\n${starter}`),
  csharp: replacing(/^ {8}return .*;$/m, '        Console.WriteLine(0);\n        return value;'),
  go: replacing(/^\treturn .*$/m, '\tprintln(0)\n\treturn value'),
  rust: replacing(/^ {4}\S.*$/m, '    println!("0");\n    value'),
  ruby: replacing(/^ {2}\S.*$/m, '  puts 0\n  value'),
  php: replacing(/^ {8}return .*;$/m, '        echo "0\\n";\n        return $value;'),
  lua: replacing(/^ {2}return .*$/m, '  print(0)\n  return value'),
  ocaml: replacing(/^ {2}\S.*$/m, '  print_endline "0"; value'),
}

/** A function that fails in a helper of its own, called `quotient(value)`; null where the language says nothing of a crash. */
export const crashing: Record<FunctionLanguage, string | null> = {
  python: 'def helper(value):\n    return 10 // value\n\ndef quotient(value):\n    return helper(value)\n',
  javascript:
    "function helper(value) {\n  if (!value) throw new RangeError('zero')\n  return 10 / value\n}\nfunction quotient(value) {\n  return helper(value)\n}\n",
  typescript:
    "function helper(value: number): number {\n  if (!value) throw new RangeError('zero')\n  return 10 / value\n}\nfunction quotient(value: number): number {\n  return helper(value)\n}\n",
  cpp: null,
  cpp17: null,
  java: 'class Solution {\n    int helper(int value) {\n        return 10 / value;\n    }\n    int quotient(int value) {\n        return helper(value);\n    }\n}\n',
  c: null,
  csharp:
    'public class Solution {\n    int Helper(int value) { return 10 / value; }\n    public int Quotient(int value) {\n        return Helper(value);\n    }\n}\n',
  go: 'package main\n\nfunc helper(value int) int {\n\treturn 10 / value\n}\n\nfunc quotient(value int) int {\n\treturn helper(value)\n}\n',
  rust: 'fn helper(value: i32) -> i32 {\n    10 / value\n}\npub fn quotient(value: i32) -> i32 {\n    helper(value)\n}\n',
  ruby: 'def helper(value)\n  10 / value\nend\n\ndef quotient(value)\n  helper(value)\nend\n',
  php: '<?php\nclass Solution {\n    function helper(int $value): int {\n        return intdiv(10, $value);\n    }\n    function quotient(int $value): int {\n        return $this->helper($value);\n    }\n}\n',
  lua: 'local function helper(value)\n  return 10 // value\nend\n\nfunction quotient(value)\n  local result = helper(value)\n  return result\nend\n',
  ocaml: 'let helper value = 10 / value\nlet quotient value = helper value\n',
}
