import type { AppContext } from '../app/app-context'
import type { AreaManifest } from '../app/area-manifest'
import type { Hooks } from '../app/hooks'
import { requireOwnNames } from '../facts/own-names'
import { arenaArea } from './arena/area'
import { identityArea } from './identity/area'
import { judgeArea } from './judge/area'

/** From the ground up: each may use the faces of those before it. */
export const allAreas = [identityArea, judgeArea, arenaArea] as const satisfies readonly AreaManifest[]

/** Completes what every feature is handed. Of all areas, whatever this process serves: a verdict must reach its battle anywhere. */
export function withHooks(parts: Omit<AppContext, 'hooks'>): AppContext {
  requireOwnNames(allAreas.flatMap((area) => ('consumers' in area ? area.consumers : [])))
  const app: AppContext = {
    ...parts,
    get hooks() {
      return hooks
    },
  }
  const hooks: Hooks = {
    ...identityArea.hooks(app),
    ...arenaArea.hooks(app),
    guestTraces: allAreas.flatMap((area) => ('guestTraces' in area ? area.guestTraces : [])),
    personData: allAreas.flatMap(({ personData }) => personData),
  }
  return app
}
