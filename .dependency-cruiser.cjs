// Who may import whom (docs/architecture.md). `npm run boundaries` also cruises scripts/boundaries/canary, a miniature of this
// repository in which every rule is broken once: a rule that doesn't fire there isn't checked at all.

const tests = '\\.test\\.tsx?$|^(canary/)?(e2e|bench)/|^(canary/)?(apps|packages)/[^/]+/test/|^(canary/)?packages/testing/'

/** Modules of `from` may use only these of our own packages and apps. */
function mayUse(from, allowed) {
  const own = [
    'packages/contracts',
    'packages/rules',
    'packages/platform',
    'packages/db',
    'packages/client',
    'packages/problem-package',
    'packages/signature',
    'packages/record',
    'packages/images',
    'packages/testing',
    'apps/',
  ]
  const folder = from.includes('/') ? from : `packages/${from}`
  const name = folder.replace('/', '-')
  const denied = own.filter(
    (path) => path !== folder && path !== 'packages/testing' && !allowed.includes(path.replace('packages/', '')),
  )
  return {
    name: `${name}-imports-only-${allowed.join('-') || 'nothing'}`,
    severity: 'error',
    from: { path: `^${folder}/`, pathNot: tests },
    to: { path: `^(${denied.join('|')})`, pathNot: `^${folder}/` },
  }
}

/** The package has one door in our code. */
function onlyIn(packageName, door) {
  return {
    name: `${packageName.replace(/[@/]/g, '')}-only-in-its-door`,
    severity: 'error',
    from: { path: '^(apps|packages|scripts|infra|bench)/', pathNot: `${door}|${tests}` },
    to: { path: `(^|node_modules/)${packageName}(/|$)` },
  }
}

/** From the ground up. */
const areas = ['identity', 'judge', 'arena']
const webAreas = [...areas, 'admin']
const webStoreys = ['i18n', 'ui', 'app-services', 'workbench', 'areas', 'shell', 'app']

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    mayUse('contracts', []),
    mayUse('rules', ['contracts']),
    mayUse('platform', ['contracts']),
    mayUse('db', ['contracts']),
    mayUse('client', ['contracts', 'rules']),
    mayUse('signature', ['contracts']),
    mayUse('record', ['contracts', 'rules']),
    mayUse('problem-package', ['contracts', 'rules', 'signature']),
    mayUse('images', ['platform']),
    mayUse('apps/web', ['contracts', 'rules', 'client', 'signature']),
    mayUse('apps/api', ['contracts', 'rules', 'platform', 'db', 'problem-package', 'signature', 'record']),
    mayUse('apps/runner', ['contracts', 'rules', 'platform', 'problem-package', 'signature', 'images']),
    mayUse('apps/bot', ['contracts', 'rules', 'client', 'platform']),
    {
      name: 'only-tests-import-testing',
      severity: 'error',
      // The scripts named here are tests themselves, run by hand.
      from: { path: '^(apps|packages|scripts|infra)/', pathNot: `${tests}|^scripts/(chaos|invariants)\\.ts$` },
      to: { path: '^packages/testing/' },
    },
    {
      name: 'contracts-use-zod-and-nothing-else',
      severity: 'error',
      from: { path: '^packages/contracts/', pathNot: tests },
      to: { dependencyTypesNot: ['local', 'localmodule'], pathNot: '(^|node_modules/)zod(/|$)|^packages/contracts/' },
    },
    {
      name: 'rules-do-no-io',
      severity: 'error',
      from: { path: '^packages/(rules|signature)/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      // A command never knows the HTTP or socket edge that called it.
      name: 'features-never-import-their-edges',
      severity: 'error',
      from: { path: '^apps/api/src/areas/', pathNot: `\\.(routes|socket)\\.ts$|/area\\.ts$|${tests}` },
      to: { path: '\\.(routes|socket)\\.ts$' },
    },
    {
      // What another area does inside is its own; face.ts has what it offers.
      name: 'areas-know-each-other-by-their-faces',
      severity: 'error',
      from: { path: '^apps/api/src/areas/([^/]+)/', pathNot: tests },
      to: { path: '^apps/api/src/areas/', pathNot: '^apps/api/src/areas/($1/|[^/]+/face\\.ts$)' },
    },
    ...areas.slice(0, -1).map((area, place) => ({
      // Who is above hears what happened below, or is asked by a hook (docs/decisions/0033-areas-and-hooks.md).
      name: `${area}-imports-no-area-above`,
      severity: 'error',
      from: { path: `^apps/api/src/areas/${area}/` },
      to: { path: `^apps/api/src/areas/(${areas.slice(place + 1).join('|')})/` },
    })),
    {
      // main.ts has the list of manifests, and hands it to the roles.
      name: 'only-manifests-are-known-outside-of-areas',
      severity: 'error',
      from: { path: '^apps/api/src/', pathNot: `^apps/api/src/areas/|${tests}` },
      to: { path: '^apps/api/src/areas/', pathNot: '^apps/api/src/areas/all-areas\\.ts$' },
    },
    {
      name: 'edges-and-roles-know-no-area',
      severity: 'error',
      from: { path: '^apps/api/src/(http|realtime|queues|roles|facts)/' },
      to: { path: '^apps/api/src/areas/' },
    },
    {
      // A script that reached into an app would hold every file of it in its place.
      name: 'scripts-know-apps-by-their-tools',
      severity: 'error',
      from: { path: '^scripts/', pathNot: tests },
      to: { path: '^apps/[^/]+/(src|test)/', pathNot: '/tools\\.ts$|^apps/(api/src/app|runner/src)/config\\.ts$' },
    },
    {
      // Problems are loaded by what a node would otherwise carry along.
      name: 'tools-are-for-scripts',
      severity: 'error',
      from: { path: '^apps/', pathNot: tests },
      to: { path: '^apps/.*/tools\\.ts$' },
    },
    ...webStoreys.slice(0, -1).map((storey, place) => ({
      // What is above is handed down: the slices and services by app/compose, the header by a context.
      name: `web-${storey}-imports-nothing-above`,
      severity: 'error',
      from: { path: `^apps/web/src/${storey}/`, pathNot: tests },
      to: { path: `^apps/web/src/(${webStoreys.slice(place + 1).join('|')})/` },
    })),
    {
      name: 'web-areas-know-each-other-by-their-faces',
      severity: 'error',
      from: { path: '^apps/web/src/areas/([^/]+)/', pathNot: tests },
      to: { path: '^apps/web/src/areas/', pathNot: '^apps/web/src/areas/($1/|[^/]+/face\\.ts$)' },
    },
    ...webAreas.slice(0, -1).map((area, place) => ({
      name: `web-${area}-imports-no-area-above`,
      severity: 'error',
      from: { path: `^apps/web/src/areas/${area}/` },
      to: { path: `^apps/web/src/areas/(${webAreas.slice(place + 1).join('|')})/` },
    })),
    {
      // oxlint sees `process.env`; this closes the other way to it.
      name: 'environment-only-through-config',
      severity: 'error',
      from: { path: '^(apps|packages)/', pathNot: `^packages/platform/src/config\\.ts$|${tests}` },
      to: { path: '^(node:)?process$' },
    },
    onlyIn('redlock', '^packages/platform/src/lock\\.ts$'),
    onlyIn('opossum', '^packages/platform/src/breaker\\.ts$'),
    onlyIn('nodemailer', '^packages/platform/src/smtp\\.ts$'),
    onlyIn('bull', '^apps/api/src/queues/|^apps/runner/src/(queue|live-lanes)\\.ts$'),
    onlyIn('dockerode', '^apps/runner/src/sandbox/'),
    onlyIn('socket.io', '^apps/api/src/realtime/'),
    onlyIn('@socket.io/redis-adapter', '^apps/api/src/realtime/'),
    onlyIn('@prisma/client', '^packages/db/'),
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.next/|/generated/|^problems/|\\.css$|\\.svg$' },
    tsPreCompilationDeps: true,
    preserveSymlinks: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
}
