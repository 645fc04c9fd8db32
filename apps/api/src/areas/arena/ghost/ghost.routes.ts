import type { AppContext } from '../../../app/app-context'
import type { RouteRegistry } from '../../../http/registry'
import { withdrawRematches } from '../play/rematch'
import { withNoOtherBattle } from '../bot/bot-account'
import { startGhostBattle } from './ghost'

export function ghostRoutes(http: RouteRegistry, app: AppContext): void {
  http.serve('openGhostBattle', async ({ body, user }) => {
    const battleId = await withNoOtherBattle(app, user.id, () => startGhostBattle(app, user.id, body))
    await withdrawRematches(app, user.id, battleId)
    return { battleId }
  })
}
