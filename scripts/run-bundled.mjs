// `node scripts/run-bundled.mjs ENTRY.ts ARGS...`: runs a command of ours from a bundle that is built anew when a source has changed.
// tsx would compile and resolve hundreds of files at each start: 1.5 s of cpu time, and here it is 0.2.
import { closeSync, mkdirSync, openSync, readFileSync, readSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** More than the list of sources takes. */
const maxListBytes = 1 << 18

const root = fileURLToPath(new URL('..', import.meta.url))
const [node = '', , entry = '', ...args] = process.argv
const entryPath = resolve(root, entry)
const bundle = join(root, 'node_modules/.cache/eduscale', `${relative(root, entryPath).replace(/[^a-z]+/gi, '-')}.mjs`)
process.argv = [node, entryPath, ...args]
await import(pathToFileURL(isFresh() || (await build()) ? bundle : entryPath).href)

/** Whether all that went into the bundle is as it was, and where it was: places are in it. Its first line says so: one file is replaced whole, two would not be. */
function isFresh() {
  try {
    const file = openSync(bundle, 'r')
    const start = Buffer.alloc(maxListBytes)
    const length = readSync(file, start, 0, maxListBytes, 0)
    closeSync(file)
    const line = start.toString('utf8', 0, length).split('\n', 1)[0] ?? ''
    const made = JSON.parse(line.slice(2))
    return made.root === root && Object.entries(made.stamps).every(([path, stamp]) => stampOf(path) === stamp)
  } catch {
    return false
  }
}

/** @param {string} path in the tree */
function stampOf(path) {
  const { mtimeMs, size } = statSync(join(root, path))
  return `${mtimeMs} ${size}`
}

/** False where it can't be kept: of another user's folder, then tsx has to do. */
async function build() {
  const { build: bundleWith } = await import('esbuild')
  const { metafile, outputFiles } = await bundleWith({
    entryPoints: [entryPath],
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    outfile: 'bundle.mjs',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // Half the time of a start is parsing. Names stay, for stack traces.
    minifyWhitespace: true,
    minifySyntax: true,
    external: ['*.node', '@node-rs/argon2', 'cpu-features', 'esbuild'],
    // Dependencies that are CommonJS ask for it.
    banner: { js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);" },
    plugins: [{ name: 'own places', setup: keepPlaces }],
  })
  const sources = Object.keys(metafile.inputs).filter((path) => !path.includes('node_modules/'))
  const inputs = [...sources, 'package-lock.json', relative(root, fileURLToPath(import.meta.url))]
  const stamps = Object.fromEntries(inputs.map((path) => [path, stampOf(path)]))
  try {
    mkdirSync(dirname(bundle), { recursive: true })
    // Several may start at the same time.
    const own = `${bundle}.${process.pid}`
    writeFileSync(own, `//${JSON.stringify({ root, stamps })}\n${outputFiles[0]?.text ?? ''}`)
    renameSync(own, bundle)
    return true
  } catch {
    const { register } = await import('tsx/esm/api')
    register()
    return false
  }
}

/**
 * Files find what lies beside them by these words, which in a bundle would be the bundle's.
 * @param {import('esbuild').PluginBuild} build
 */
function keepPlaces(build) {
  build.onLoad({ filter: /\.(ts|c?js)$/ }, ({ path }) => {
    const text = readFileSync(path, 'utf8')
    const [dir, url] = [JSON.stringify(dirname(path)), JSON.stringify(pathToFileURL(path).href)]
    if (path.endsWith('.ts')) {
      const contents = text.replaceAll('import.meta.url', url).replaceAll('import.meta.dirname', dir)
      return { contents, loader: 'ts' }
    }
    if (!/\b__(dirname|filename)\b/.test(text)) return undefined
    return { contents: `var __dirname = ${dir}, __filename = ${JSON.stringify(path)};${text}`, loader: 'js' }
  })
}
