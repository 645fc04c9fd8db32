import { sourceNames } from '@eduscale/contracts/language'
import type { Language } from './language'

// Neither RubyGems (what its bundled gems bring lies in a folder of ours, so that `require 'prime'` finds it) nor what looks for misspelt
// names: half of the 60 ms start.
const ruby = [
  '/usr/bin/ruby3.3',
  '--disable=gems,did_you_mean,error_highlight,syntax_suggest',
  '-W0',
  '-I/usr/lib/eduscale/gems',
] as const
// `ruby -c` looks at the first file alone.
const check =
  'begin; ARGV.each { |name| RubyVM::InstructionSequence.compile_file(name) }; rescue SyntaxError => e; abort(e.message); end'

const language: Language = {
  id: 'ruby',
  image: 'ruby',
  sourceName: sourceNames.ruby,
  extensions: ['.rb'],
  compileArgv: (sources) => [...ruby, '-e', check, ...sources.filter((name) => name.endsWith('.rb'))],
  compileTimeMs: 10_000,
  compileMemoryMb: null,
  // Its own stack ends a recursion after 10 000 calls by default.
  runArgv: ({ entry }) => ['/usr/bin/env', 'RUBY_THREAD_VM_STACK_SIZE=67108864', ...ruby, '-I/box', `/box/${entry}`],
  versionArgv: [...ruby, '--version'],
  timeMultiplier: 1,
  runtimeMb: 28,
  // Ruby touches all of it at its start. Calls of methods live on the stack above, this one is for what is nested in C.
  stackMb: 16,
  outOfMemory: /failed to allocate memory \(NoMemoryError\)/,
}
export { language as ruby }
