/** Node has one of its own from 22 on. */
export { WebSocket } from 'ws'
