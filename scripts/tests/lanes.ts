/** Test files that run one after the other, or some at a time, beside another lane. */
export interface Lane {
  name: string
  /** Of vitest.config.ts, which says in what order they come. */
  projects: readonly string[]
  /** So many files share the machine where each has a database and a Redis of its own: most of their time is waiting. */
  filesAtATime: number
}

/**
 * Lanes of one turn run side by side: what waits for a clock or a browser leaves most of the machine to what runs in slots, and there
 * a busy machine changes no verdict. In the first turn nobody but hostile programs uses slots.
 */
const turns: readonly (readonly Lane[])[] = [
  [
    { name: 'integration', projects: ['unit', 'integration'], filesAtATime: 4 },
    { name: 'hostile', projects: ['integration-hostile'], filesAtATime: 1 },
  ],
  [
    { name: 'platform', projects: ['integration-platform', 'e2e'], filesAtATime: 2 },
    { name: 'sandbox', projects: ['integration-alone'], filesAtATime: 1 },
  ],
  [{ name: 'last', projects: ['integration-last'], filesAtATime: 1 }],
]

/** The lanes that have something to do, each with those of its projects alone. Throws where a project is in no lane: its tests would never run. */
export function turnsOf(projects: ReadonlySet<string>): Lane[][] {
  const known = new Set(turns.flatMap((lanes) => lanes.flatMap((lane) => lane.projects)))
  for (const project of projects)
    if (!known.has(project)) throw new Error(`the project ${project} is in no lane of scripts/tests/lanes.ts`)
  return turns
    .map((lanes) =>
      lanes
        .map((lane) => ({ ...lane, projects: lane.projects.filter((project) => projects.has(project)) }))
        .filter((lane) => lane.projects.length > 0),
    )
    .filter((lanes) => lanes.length > 0)
}
