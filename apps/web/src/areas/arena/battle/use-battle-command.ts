'use client'

import type { BattleRoom } from '@eduscale/client/battle-room'
import type { Ack, BattleCommand } from '@eduscale/contracts/room'
import { ApiError } from '@eduscale/client/http-client'
import { useAction } from '../../../app-services/errors/use-action'

/** Sends a command and reports a refusal as every other action does. */
export function useBattleCommand(
  room: BattleRoom,
  onDone?: (ack: Extract<Ack, { ok: true }>) => void,
): [send: (command: BattleCommand) => void, isBusy: boolean] {
  return useAction(async (command: BattleCommand) => {
    const ack = await room.command(command)
    if (!ack.ok) throw new ApiError(409, ack.err)
    onDone?.(ack)
  })
}
