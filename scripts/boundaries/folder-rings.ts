import type { IModule } from 'dependency-cruiser'

/**
 * Rings of folders: folders that import each other, however far around. Types are left out, as they are gone when anything runs, and a
 * context names what is above it; so are tests.
 */
export function findFolderRings(modules: readonly IModule[]): string[] {
  const imports = new Map<string, Map<string, string>>()
  for (const { source, dependencies } of modules) {
    if (isTest(source)) continue
    for (const { resolved, dependencyTypes, couldNotResolve, coreModule } of dependencies) {
      if (couldNotResolve || coreModule || resolved.includes('node_modules') || dependencyTypes.includes('type-only')) continue
      const [from, to] = [folderOf(source), folderOf(resolved)]
      if (from === to) continue
      const known = imports.get(from) ?? new Map<string, string>()
      imports.set(from, known)
      if (!known.has(to)) known.set(to, `${source} -> ${resolved}`)
    }
  }
  return listRings(imports).map((ring) => describe(ring, imports))
}

function isTest(path: string): boolean {
  return /\.test\.tsx?$|^(apps|packages)\/[^/]+\/test\//.test(path)
}

function folderOf(path: string): string {
  return path.replace(/\/[^/]+$/, '')
}

/** Tarjan's strongly connected components, those of more than one folder. */
function listRings(imports: ReadonlyMap<string, ReadonlyMap<string, string>>): string[][] {
  const order = new Map<string, number>()
  const low = new Map<string, number>()
  const open: string[] = []
  const rings: string[][] = []
  const lowOf = (folder: string) => low.get(folder) ?? Infinity
  const visit = (folder: string): void => {
    order.set(folder, order.size)
    low.set(folder, order.size - 1)
    open.push(folder)
    for (const next of imports.get(folder)?.keys() ?? []) {
      if (!order.has(next)) visit(next)
      if (open.includes(next)) low.set(folder, Math.min(lowOf(folder), lowOf(next)))
    }
    if (lowOf(folder) !== order.get(folder)) return
    const ring = open.splice(open.indexOf(folder))
    if (ring.length > 1) rings.push(ring)
  }
  for (const folder of imports.keys()) if (!order.has(folder)) visit(folder)
  return rings
}

/** With one import for each arrow of it. */
function describe(ring: readonly string[], imports: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  const arrows = ring.flatMap((from) => [...(imports.get(from) ?? [])].flatMap(([to, why]) => (ring.includes(to) ? [why] : [])))
  return `a ring of the folders ${ring.toSorted().join(', ')}:\n  ${arrows.join('\n  ')}`
}
