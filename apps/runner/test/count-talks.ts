import type { Sandbox } from '../src/sandbox/sandbox'

/** A sandbox that keeps the wall limit of each talk that a contestant's program had in it. */
export function countTalks(sandbox: Sandbox): { sandbox: Sandbox; wallLimits: number[] } {
  const wallLimits: number[] = []
  return {
    wallLimits,
    sandbox: {
      level: sandbox.level,
      slots: sandbox.slots,
      busySlots: sandbox.busySlots,
      quarantinedSlots: sandbox.quarantinedSlots,
      usableSlots: sandbox.usableSlots,
      get isContended() {
        return sandbox.isContended
      },
      withSlot: async (use, request) =>
        sandbox.withSlot(async (slot) => {
          const talk: typeof slot.box.talk = (spec, listener) => {
            wallLimits.push(spec.limits.wallMs)
            return slot.box.talk(spec, listener)
          }
          return use({ ...slot, box: { ...slot.box, talk } })
        }, request),
      withIdleSlot: async (use, request) => sandbox.withIdleSlot(use, request),
      close: async () => sandbox.close(),
    },
  }
}
