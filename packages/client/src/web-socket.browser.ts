export const { WebSocket } = globalThis
export type WebSocket = InstanceType<typeof globalThis.WebSocket>
