import { sourceNames } from '@eduscale/contracts/language'
import { besides, type Language } from './language'

const java = '/usr/lib/jvm/default/bin/java'
// One core and short runs: the serial collector and no shared performance file start fastest.
const quickStart = ['-XX:+UseSerialGC', '-XX:-UsePerfData', '-Xshare:auto'] as const

// An exception that unwinds a full stack takes six times its size in the machine's own memory (64 MB: 430 MB at the peak),
// and a bottomless recursion shall end as the error it is, not as MLE.
const stackMb = (memoryMb: number): number => Math.min(64, Math.max(8, Math.floor(memoryMb / 8)))

const language: Language = {
  id: 'java',
  image: 'polyglot',
  sourceName: sourceNames.java,
  extensions: ['.java'],
  // CompileBox (infra/images/polyglot/javac) takes any file name and finds the class with main; it leaves its name in main.args.
  made: (sources) => ['main.args', ...besides(sources, '.java', ['.class'])],
  reserved: /\.class$/,
  compileArgv: (sources) => [
    java,
    ...quickStart,
    '-XX:TieredStopAtLevel=1',
    '-Xmx512m',
    '-XX:SharedArchiveFile=/usr/lib/eduscale/javac.jsa',
    '-cp',
    '/usr/lib/eduscale/javac.jar',
    'CompileBox',
    '/box',
    ...sources.map((name) => `/box/${name}`),
  ],
  compileTimeMs: 10_000,
  compileMemoryMb: 1024,
  runArgv: ({ memoryMb }) => [
    java,
    ...quickStart,
    `-Xmx${memoryMb}m`,
    `-Xss${stackMb(memoryMb)}m`,
    '-cp',
    '/box',
    '@/box/main.args',
  ],
  versionArgv: [java, '-version'],
  timeMultiplier: 1,
  runtimeMb: 128,
  stackMb: 8,
  outOfMemory: /java\.lang\.OutOfMemoryError/,
}
export { language as java }
