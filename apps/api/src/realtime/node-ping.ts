import type { Redis } from '@eduscale/platform/redis'
import { z } from 'zod'
import type { ApiMetrics } from '../api-metrics'

const channel = 'eduscale:node-ping'
const messageSchema = z.object({ kind: z.enum(['ping', 'pong']), from: z.string(), to: z.string().optional(), id: z.number() })

/** Measures `redis_pubsub_roundtrip_ms` between nodes: each pings every 2 s and the others answer. */
export function startNodePing(options: {
  nodeId: string
  pub: Redis
  sub: Redis
  metrics: ApiMetrics
  signal: AbortSignal
}): void {
  const { nodeId, pub, sub, metrics, signal } = options
  const sentAt = new Map<number, number>()
  let lastId = 0
  const send = (message: z.infer<typeof messageSchema>) => void pub.publish(channel, JSON.stringify(message)).catch(() => {})
  void sub.subscribe(channel)
  sub.on('message', (name: string, text: string) => {
    if (name !== channel) return
    const { kind, from, to, id } = messageSchema.parse(JSON.parse(text))
    if (from === nodeId) return
    if (kind === 'ping') return send({ kind: 'pong', from: nodeId, to: from, id })
    const started = to === nodeId ? sentAt.get(id) : undefined
    if (started !== undefined) metrics.pubsubRoundtrip.observe(performance.now() - started)
  })
  const timer = setInterval(() => {
    lastId += 1
    sentAt.set(lastId, performance.now())
    sentAt.delete(lastId - 10)
    send({ kind: 'ping', from: nodeId, id: lastId })
  }, 2_000)
  signal.addEventListener('abort', () => clearInterval(timer), { once: true })
}
