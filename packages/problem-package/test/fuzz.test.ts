import fc from 'fast-check'
import { zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { fuzzing } from '../../../scripts/tests/share'
import { PackageError } from '../src/package-error'
import { readPackageZip } from '../src/read-package'
import { files2025, legacyFiles, read, type Files } from './fixtures'

/** Packages with a bit of everything, so that a change hits every reader. */
const rich: Files = {
  'problem_statement/problem.en.tex': '\\problemname{X}\\section*{Input} $a$ \\begin{itemize}\\item one \\end{itemize} {\\bf b}',
  'problem_statement/problem.sv.html': '<h1>X</h1><p>$a$ <b>b</b></p><table><tr><td>1</td></tr></table>',
  'data/secret/testdata.yaml': 'grader_flags: min\nrange: 0 100\noutput_validator_flags: case_sensitive\n',
  'data/secret/test_group.yaml': 'max_score: 50\nscore_aggregation: min\nrequire_pass: sample\n',
  'submissions/submissions.yaml': 'accepted/*:\n  permitted: [AC]\n  secret/1*:\n    score: [0, 1]\n',
  'eduscale.yaml':
    'difficulty: easy\nio: {input: a.in}\nexact: {timing: {acToTimeLimit: 2, timeLimitToTle: 1, resolutionMs: 10}}\n',
  'domjudge-problem.ini': 'timelimit=3\n',
  'include/cpp/x.h': 'int x;\n',
  'output_validators/v.py': 'pass\n',
  'output_validator/v.py': 'pass\n',
}
const packages: Files[] = [
  { ...legacyFiles, ...rich },
  {
    ...legacyFiles,
    ...rich,
    'problem.yaml': 'name: X\ntype: scoring\nvalidation: custom score interactive\nlimits: {memory: 9}\n',
  },
  {
    ...files2025,
    ...rich,
    'problem.yaml': 'problem_format_version: 2025-09\ntype: [scoring, multi-pass]\nname: {en: X}\nconstants: {a: 1}\n',
  },
]

const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    'null',
    '-1',
    '1e999',
    '.inf',
    '[]',
    '{}',
    '&a',
    '*a',
    '!!binary x',
    '\n- ',
    ': ',
    '{',
    '}',
    '\\',
    '$',
    '\\begin{',
    '../',
    '<!--',
    '|',
    '\t',
  ),
)
const mutation = fc.record({ file: fc.nat(), at: fc.nat(), remove: fc.nat(40), insert: piece })

function mutated(files: Files, mutations: readonly { file: number; at: number; remove: number; insert: string }[]): Files {
  const out = { ...files }
  const paths = Object.keys(files)
  for (const { file, at, remove, insert } of mutations) {
    const path = paths[file % paths.length] ?? ''
    const text = String(out[path])
    const start = at % (text.length + 1)
    out[path] = `${text.slice(0, start)}${insert}${text.slice(start + remove)}`
  }
  return out
}

/** Either an answer, or the one error that is made for people. */
function expectAnswerOrPackageError(error: unknown): void {
  if (!(error instanceof PackageError)) throw error
  expect(error.message).not.toContain('\n')
  expect(error.message.length).toBeLessThanOrEqual(400)
}

test('whatever is in its files, a package is read or refused', () => {
  fc.assert(
    fc.property(fc.constantFrom(...packages), fc.array(mutation, { minLength: 1, maxLength: 4 }), (files, mutations) => {
      try {
        expect(read(mutated(files, mutations)).report.length).toBeGreaterThan(0)
      } catch (error) {
        expectAnswerOrPackageError(error)
      }
    }),
    fuzzing(200, 20_000),
  )
})

test('whatever happens to its bytes, an archive is read or refused', async () => {
  const archive = Buffer.from(
    zipSync(
      Object.fromEntries(
        Object.entries({ ...legacyFiles, ...rich }).map(([path, text]) => [path, new Uint8Array(Buffer.from(text))]),
      ),
    ),
  )
  const change = fc.record({ at: fc.nat(archive.length - 1), byte: fc.nat(255) })
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { minLength: 1, maxLength: 6 }),
      fc.option(fc.nat(archive.length), { nil: archive.length, freq: 8 }),
      async (changes, end) => {
        const bytes = Buffer.from(archive.subarray(0, end))
        for (const { at, byte } of changes) if (at < bytes.length) bytes[at] = byte
        try {
          expect((await readPackageZip(bytes, 'x')).report.length).toBeGreaterThan(0)
        } catch (error) {
          expectAnswerOrPackageError(error)
        }
      },
    ),
    fuzzing(200, 20_000),
  )
})
