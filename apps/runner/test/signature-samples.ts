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
