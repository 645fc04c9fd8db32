import type { LanguageId } from '@eduscale/contracts/language'
import { expect, test } from 'vitest'
import { errorLines, readCompileOutput } from './compile-messages'
import { placePattern, splitPlaces } from './source-places'

const read = (language: LanguageId, output: string, isFunction = false) => {
  const places = placePattern(language, isFunction)
  const messages = readCompileOutput(output, places)
  return { messages, errors: errorLines(messages, places) }
}

test.each<[LanguageId, string, number, string, boolean?]>([
  [
    'python',
    '  File "main.py", line 2\n    print(1\n         ^\nSyntaxError: \'(\' was never closed\n',
    2,
    "SyntaxError: '(' was never closed",
  ],
  ['javascript', '✘ [ERROR] Unexpected "}"\n\n    main.js:3:0:\n      3 │ }\n        ╵ ^\n', 3, 'Unexpected "}"'],
  [
    'cpp',
    'main.cpp: In function ‘int main()’:\nmain.cpp:3:3: error: ‘cout’ was not declared\n    3 |   cout << 1;\n',
    3,
    '‘cout’ was not declared',
  ],
  ['java', 'Main.java:3: error: incompatible types\n    int x = "s";\n            ^\n1 error\n', 3, 'incompatible types'],
  [
    'csharp',
    'Main.cs(3,11): error CS0029: Cannot implicitly convert\n\nCompilation failed: 1 error(s), 0 warnings\n',
    3,
    'CS0029: Cannot implicitly convert',
  ],
  ['go', 'main.go:3:2: declared and not used: x\n', 3, 'declared and not used: x'],
  [
    'rust',
    'error[E0308]: mismatched types\n --> main.rs:2:18\n  |\n2 |     let x: i32 = "s";\n\nerror: aborting due to 1 previous error\n',
    2,
    '[E0308]: mismatched types',
  ],
  ['ruby', 'main.rb:3: syntax error, unexpected end-of-input\nputs(\n     ^\n', 3, 'syntax error, unexpected end-of-input'],
  ['php', "Parse error: Unclosed '(' in main.php on line 4\n\nErrors parsing main.php\n", 4, "Parse error: Unclosed '(' in "],
  ['lua', "/usr/bin/luac5.4: main.lua:3: 'end' expected near <eof>\n", 3, "/usr/bin/luac5.4: : 'end' expected near <eof>"],
  [
    'ocaml',
    'File "main.ml", line 2, characters 14-17:\n2 | let y : int = "s"\nError: This constant has type "string"\n',
    2,
    'Error: This constant has type "string"',
  ],
  ['typescript', '✘ [ERROR] Expected ")" but found ";"\n\n    solution.ts:1:12:\n', 1, 'Expected ")" but found ";"', true],
])('%s: an error is found at its line', (language, output, line, text, isFunction) => {
  expect(read(language, output, isFunction).errors).toEqual([{ line, text }])
})

test('candidates and templates are kept apart from what is wrong', () => {
  const output = `main.cpp: In function ‘int main()’:
main.cpp:5:7: error: no matching function for call to ‘sort(std::vector<int>&)’
    5 |   sort(v);
      |   ~~~~^~~
In file included from /usr/include/c++/14/algorithm:61,
                 from /usr/include/x86_64-linux-gnu/c++/14/bits/stdc++.h:51:
/usr/include/c++/14/bits/stl_algo.h:4762:5: note: candidate: ‘template<class _RAIter> void std::sort(_RAIter, _RAIter)’
 4762 |     sort(_RandomAccessIterator __first, _RandomAccessIterator __last)
      |     ^~~~
/usr/include/c++/14/bits/stl_algo.h: In instantiation of ‘constexpr void std::__sort(_RandomAccessIterator)’:
/usr/include/c++/14/bits/stl_algo.h:4772:18:   required from ‘constexpr void std::sort(_RAIter, _RAIter)’
 4772 |       std::__sort(__first, __last);
      |       ~~~~~~~~~~~^~~~~~~~~~~~~~~~
main.cpp:7:20:   required from here
    7 |   list<int> l; sort(l.begin(), l.end());
      |                ~~~~^~~~~~~~~~~~~~~~~~~~
/usr/include/c++/14/bits/stl_algo.h:1906:50: error: no match for ‘operator-’
 1906 |     std::__lg(__last - __first) * 2,
`
  const { messages, errors } = read('cpp', output)
  expect(errors).toEqual([
    { line: 5, text: 'no matching function for call to ‘sort(std::vector<int>&)’' },
    { line: 7, text: '/usr/include/c++/14/bits/stl_algo.h:1906:50: error: no match for ‘operator-’' },
  ])
  expect(messages.map(({ lines }) => lines[0])).toEqual([
    'main.cpp:5:7: error: no matching function for call to ‘sort(std::vector<int>&)’',
    '/usr/include/c++/14/bits/stl_algo.h:1906:50: error: no match for ‘operator-’',
  ])
  expect(messages[0]?.notes.join('\n')).toContain('note: candidate')
  expect(messages[1]?.lines.join('\n')).toContain('main.cpp:7:20:   required from here\n    7 |   list<int> l')
  expect(messages[1]?.notes.join('\n')).toContain('required from ‘constexpr void')
})

test('of a function’s program the editor’s lines count, not those of the code around it', () => {
  const output = `In file included from main.cpp:130:
solution.hpp:1:8: error: expected constructor
    1 | garbage(here;
      |        ^
main.cpp:132:1: error: expected primary-expression before ‘signed’
  132 | signed main() {
`
  const { messages, errors } = read('cpp', output, true)
  expect(errors).toEqual([{ line: 1, text: 'expected constructor' }])
  expect(messages.map(({ place, kind }) => [place?.line ?? null, kind])).toEqual([
    [1, 'error'],
    [null, 'error'],
  ])
})

test('no line of an output is lost, but where files include each other', () => {
  const output =
    'something else\nmain.c:3:10: error: x\n    3 |   return x;\nmain.c:3:10: note: each is reported once\nand the end'
  const { messages } = read('c', output)
  expect(messages.flatMap(({ lines, notes }) => [...lines, ...notes]).join('\n')).toBe(output)
})

test('a place is told with its column, and is none in another file', () => {
  const places = placePattern('cpp', false)
  expect(
    splitPlaces('at main.cpp:3:1, lib/main.cpp:4 and main.cpp:5', places).flatMap(({ place }) => (place ? [place] : [])),
  ).toEqual([
    { line: 3, column: 1 },
    { line: 5, column: null },
  ])
  expect(splitPlaces('File "main.ml", line 2, characters 14-17:', placePattern('ocaml', false))[0]?.place).toEqual({
    line: 2,
    column: 15,
  })
})
