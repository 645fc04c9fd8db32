import { execFile } from 'node:child_process'
import { cruise, type ICruiseOptions } from 'dependency-cruiser'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { findFolderRings } from './boundaries/folder-rings'
import { findKinds, kindCanary, mayKnowKinds } from './boundaries/kind-names'
import { findSql, mayTalkToDatabase, sqlCanary } from './boundaries/sql-places'
import { checkToldOnceCanary, listToldTwice } from './boundaries/told-once'

// `npm run boundaries`: our imports keep the rules of .dependency-cruiser.cjs, and every rule is proved to fire. (With a TypeScript
// that it doesn't know dependency-cruiser finds nothing at all and says that all is well.)

const root = join(import.meta.dirname, '..')
const canaryDir = join(root, '.turbo/boundaries-canary')
const { forbidden, options } = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as {
  forbidden: { name: string; from: object; to: object }[]
  options: ICruiseOptions
}

/** A miniature of this repository, each file breaking the rule it stands under: [its path, what it imports]. */
const canary: Record<string, [path: string, specifier: string]> = {
  'packages-contracts-imports-only-nothing': ['packages/contracts/src/a.ts', '../../rules/src/pure'],
  'packages-rules-imports-only-contracts': ['packages/rules/src/a.ts', '../../platform/src/lock'],
  'packages-platform-imports-only-contracts': ['packages/platform/src/a.ts', '../../db/src/client'],
  'packages-db-imports-only-contracts': ['packages/db/src/a.ts', '../../platform/src/lock'],
  'packages-client-imports-only-contracts-rules': ['packages/client/src/a.ts', '../../platform/src/lock'],
  'packages-signature-imports-only-contracts': ['packages/signature/src/a.ts', '../../platform/src/lock'],
  'packages-images-imports-only-platform': ['packages/images/src/a.ts', '../../db/src/client'],
  'packages-record-imports-only-contracts-rules': ['packages/record/src/a.ts', '../../platform/src/lock'],
  'packages-problem-package-imports-only-contracts-rules-signature': [
    'packages/problem-package/src/a.ts',
    '../../platform/src/lock',
  ],
  'apps-web-imports-only-contracts-rules-client-signature': ['apps/web/src/a.ts', '../../../packages/db/src/client'],
  'apps-api-imports-only-contracts-rules-platform-db-problem-package-signature-record': [
    'apps/api/src/a.ts',
    '../../runner/src/queue',
  ],
  'apps-runner-imports-only-contracts-rules-platform-problem-package-signature-images': [
    'apps/runner/src/a.ts',
    '../../../packages/db/src/client',
  ],
  'apps-bot-imports-only-contracts-rules-client-platform': ['apps/bot/src/a.ts', '../../api/src/queues/judge'],
  'only-tests-import-testing': ['apps/api/src/b.ts', '../../../packages/testing/src/fresh'],
  'contracts-use-zod-and-nothing-else': ['packages/contracts/src/b.ts', 'pino'],
  'rules-do-no-io': ['packages/rules/src/b.ts', 'node:fs'],
  'features-never-import-their-edges': ['apps/api/src/areas/arena/play/start-battle.ts', './battle.socket'],
  'areas-know-each-other-by-their-faces': ['apps/api/src/areas/arena/invite/invite.ts', '../../judge/judging/feed-runners'],
  'identity-imports-no-area-above': ['apps/api/src/areas/identity/account/me.ts', '../../judge/face'],
  'judge-imports-no-area-above': ['apps/api/src/areas/judge/judging/apply-verdict.ts', '../../arena/face'],
  'only-manifests-are-known-outside-of-areas': ['apps/api/src/main.ts', './areas/judge/judging/feed-runners'],
  'edges-and-roles-know-no-area': ['apps/api/src/realtime/find-by-token.ts', '../areas/all-areas'],
  'scripts-know-apps-by-their-tools': ['scripts/admin.ts', '../apps/api/src/areas/judge/judging/feed-runners'],
  'tools-are-for-scripts': ['apps/api/src/roles/worker.ts', '../areas/judge/tools'],
  'web-i18n-imports-nothing-above': ['apps/web/src/i18n/a.ts', '../ui/button'],
  'web-ui-imports-nothing-above': ['apps/web/src/ui/dialog.ts', '../app-services/store'],
  'web-app-services-imports-nothing-above': ['apps/web/src/app-services/errors.ts', '../workbench/editor'],
  'web-workbench-imports-nothing-above': ['apps/web/src/workbench/console.ts', '../areas/judge/face'],
  'web-areas-imports-nothing-above': ['apps/web/src/areas/judge/practice/page.ts', '../../../shell/header'],
  'web-shell-imports-nothing-above': ['apps/web/src/shell/footer.ts', '../app/layout'],
  'web-areas-know-each-other-by-their-faces': ['apps/web/src/areas/admin/home/home.ts', '../../judge/practice/list'],
  'web-identity-imports-no-area-above': ['apps/web/src/areas/identity/account/form.ts', '../../judge/face'],
  'web-judge-imports-no-area-above': ['apps/web/src/areas/judge/rejudge/list.ts', '../../arena/face'],
  'web-arena-imports-no-area-above': ['apps/web/src/areas/arena/play/call-off.ts', '../../admin/face'],
  'environment-only-through-config': ['apps/api/src/c.ts', 'node:process'],
  'redlock-only-in-its-door': ['apps/api/src/d.ts', 'redlock'],
  'opossum-only-in-its-door': ['apps/api/src/e.ts', 'opossum'],
  'nodemailer-only-in-its-door': ['apps/api/src/k.ts', 'nodemailer'],
  'bull-only-in-its-door': ['apps/api/src/f.ts', 'bull'],
  'dockerode-only-in-its-door': ['apps/runner/src/judge/g.ts', 'dockerode'],
  'socket.io-only-in-its-door': ['apps/api/src/i.ts', 'socket.io'],
  'socket.ioredis-adapter-only-in-its-door': ['apps/api/src/j.ts', '@socket.io/redis-adapter'],
  'prismaclient-only-in-its-door': ['apps/api/src/h.ts', '@prisma/client'],
  'no-cycles': ['packages/rules/src/pure-too.ts', './pure'],
  'not-to-unresolvable': ['apps/web/src/b.ts', './nowhere'],
}

/** What the miniature's files import, plus doors: files that use a package in the one place where that is right. */
const canaryBystanders: Record<string, string> = {
  'packages/rules/src/pure.ts': "import './pure-too'\n",
  'packages/platform/src/lock.ts': "import 'redlock'\n",
  'packages/platform/src/breaker.ts': "import 'opossum'\n",
  'packages/platform/src/smtp.ts': "import 'nodemailer'\n",
  'packages/db/src/client.ts': "import '@prisma/client'\n",
  'packages/testing/src/fresh.ts': "import '../../db/src/client'\n",
  'apps/api/src/queues/judge.ts': "import 'bull'\n",
  'apps/api/src/areas/arena/play/battle.socket.ts': "import './start-battle'\n",
  'apps/api/src/realtime/socket-server.ts': "import 'socket.io'\n",
  'apps/api/src/areas/judge/judging/feed-runners.ts': '',
  'apps/api/src/areas/judge/face.ts': "import './judging/feed-runners'\n",
  'apps/api/src/areas/arena/face.ts': '',
  'apps/api/src/areas/judge/tools.ts': "import './judging/feed-runners'\n",
  'scripts/facts.ts': "import '../apps/api/src/areas/judge/tools'\n",
  'apps/api/src/areas/arena/ghost/ghost.ts': "import '../../judge/face'\n",
  'apps/api/src/areas/all-areas.ts': "import './arena/face'\n",
  'apps/runner/src/queue.ts': "import 'bull'\n",
  'apps/runner/src/sandbox/engine.ts': "import 'dockerode'\n",
  'apps/api/src/areas/arena/room/room.ts': "import '../watch/feed'\n",
  'apps/api/src/areas/arena/watch/feed.ts': "import './spectators'\n",
  'apps/api/src/areas/arena/watch/spectators.ts': "import '../room/seat'\n",
  'apps/api/src/areas/arena/room/seat.ts': '',
  'scripts/setup/services.ts': "import '../../infra/images/build'\n",
  'scripts/setup/say.ts': '',
  'infra/images/build.ts': "import '../../scripts/setup/say'\n",
  'apps/web/src/ui/button.ts': '',
  'apps/web/src/app-services/store.ts': "import '../ui/button'\n",
  'apps/web/src/workbench/editor.ts': "import '../app-services/store'\n",
  'apps/web/src/areas/judge/practice/list.ts': "import '../../../workbench/editor'\n",
  'apps/web/src/areas/judge/face.ts': "import './practice/list'\n",
  'apps/web/src/areas/arena/face.ts': "import '../judge/face'\n",
  'apps/web/src/areas/admin/face.ts': "import '../arena/face'\n",
  'apps/web/src/shell/header.ts': "import '../areas/arena/face'\n",
  'apps/web/src/app/layout.ts': "import '../shell/header'\n",
  'apps/web/src/c.ts': "import '../../../packages/client/src/a'\n",
}

/** Folders in rings of the miniature: of two features, and of scripts with infra. */
const ringCanary = ['apps/api/src/areas/arena/room', 'scripts/setup']

async function look(baseDir: string, folders: string[]) {
  const result = await cruise(folders, { ...options, baseDir, validate: true, ruleSet: { forbidden: forbidden as never } })
  if (typeof result.output === 'string') throw new Error('dependency-cruiser answered text instead of its result')
  const { summary, modules } = result.output
  return { summary, modules, rings: findFolderRings(modules) }
}

/** What is looked for in the text of our files, and the places where it is right. */
const searches = [
  {
    what: 'SQL outside of queries files',
    isRightIn: mayTalkToDatabase,
    find: findSql,
    canary: sqlCanary,
    say: (line: string) => `talks to the database (${line}): that is for a *.queries.ts file`,
  },
  {
    what: 'a question of which kind a problem is',
    isRightIn: mayKnowKinds,
    find: findKinds,
    canary: kindCanary,
    say: (line: string) => `asks of which kind a problem is (${line}): that is for the registries of kinds (docs/decisions/0037)`,
  },
] as const

async function findMisplaced(paths: readonly string[]): Promise<string[]> {
  const ours = paths.filter((path) => /^(apps|packages|scripts|infra)\/.*\.tsx?$/.test(path))
  const found = await Promise.all(
    ours.map(async (path) => {
      const source = await readFile(join(root, path), 'utf8')
      return searches.flatMap(({ isRightIn, find, say }) =>
        isRightIn(path) ? [] : find(source).map((line) => `${path} ${say(line)}`),
      )
    }),
  )
  return found.flat()
}

/** What has one place stands nowhere else. */
async function findToldTwice(paths: readonly string[]): Promise<string[]> {
  const ours = paths.filter((path) => /^(apps|packages|scripts|bench|e2e)\/.*\.tsx?$/.test(path))
  const found = await Promise.all(ours.map(async (path) => listToldTwice(path, await readFile(join(root, path), 'utf8'))))
  return found.flat()
}

function checkTextCanaries(): string[] {
  return searches.flatMap(({ what, find, canary }) => [
    ...canary.caught.filter((source) => find(source).length === 0).map((source) => `${what} isn't found in: ${source}`),
    ...canary.innocent.filter((source) => find(source).length > 0).map((source) => `this is taken for ${what}: ${source}`),
  ])
}

async function checkCanary(): Promise<string[]> {
  const dir = canaryDir
  await rm(dir, { recursive: true, force: true })
  const files = {
    ...canaryBystanders,
    ...Object.fromEntries(Object.values(canary).map(([path, to]) => [path, `import '${to}'\n`])),
  }
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(dir, path)), { recursive: true })
    await writeFile(join(dir, path), text)
  }
  const { summary, rings } = await look(dir, ['apps', 'packages', 'scripts', 'infra'])
  const { violations } = summary
  const complaints = ringCanary.flatMap((folder) =>
    rings.some((ring) => ring.includes(folder)) ? [] : [`the ring with ${folder} isn't found`],
  )
  for (const { name } of forbidden) {
    const path = canary[name]?.[0]
    const isCaught = violations.some((violation) => violation.rule.name === name && violation.from === path)
    if (!isCaught)
      complaints.push(
        `the rule ${name} doesn't fire on its canary (${path ?? 'it has none; add one to scripts/check-boundaries.ts'})`,
      )
  }
  const innocent = Object.keys(canaryBystanders)
  for (const { from, rule } of violations) {
    if (innocent.includes(from) && rule.name !== 'no-cycles')
      complaints.push(`the rule ${rule.name} fires on ${from}, which is right`)
  }
  return complaints
}

/** That only platform/config reads the environment is oxlint's to see; nobody would notice if it didn't look any more. */
async function checkLintCanary(): Promise<string[]> {
  const path = join(canaryDir, 'apps/api/src/environment.ts')
  await writeFile(path, "export const home = process.env['HOME']\n")
  const { stdout } = await promisify(execFile)(join(root, 'node_modules/.bin/oxlint'), ['--no-ignore', path], {
    cwd: root,
  }).catch((failed: { stdout: string }) => failed)
  return stdout.includes('node(no-process-env)') ? [] : ['oxlint does not see process.env outside of platform/config']
}

const { values } = parseArgs({ options: { verbose: { type: 'boolean', default: false } } })
const complaints = [...(await checkCanary()), ...checkTextCanaries(), ...checkToldOnceCanary(), ...(await checkLintCanary())]
const { summary, modules, rings } = await look(root, ['apps', 'packages', 'scripts', 'e2e', 'bench', 'infra'])
const paths = modules.map(({ source }) => source)
complaints.push(...rings, ...(await findMisplaced(paths)), ...(await findToldTwice(paths)))
for (const { from, to, rule } of summary.violations) complaints.push(`${from} -> ${to}: ${rule.name}`)
// All of the code imports something; far fewer imports than modules mean that the parser saw nothing.
if ((summary.totalDependenciesCruised ?? 0) < summary.totalCruised) complaints.push('dependency-cruiser saw hardly any import')
for (const complaint of complaints) console.error(complaint)
if (values.verbose || complaints.length === 0) {
  console.log(
    `boundaries: ${summary.totalCruised} modules, ${summary.totalDependenciesCruised} imports, ${forbidden.length} rules, each fired on its canary; no ring of folders, no SQL but in queries files, no kind of problem asked for but in registries, no path of the api and no role but in their places`,
  )
}
process.exitCode = complaints.length === 0 ? 0 : 1
