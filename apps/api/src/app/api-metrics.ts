import { Counter, createMetrics, Gauge, Histogram } from '@eduscale/platform/metrics'

export type ApiMetrics = ReturnType<typeof createApiMetrics>

/** Every series of an api node. No ids in labels: their number must stay bounded. */
export function createApiMetrics(nodeId: string) {
  const registry = createMetrics(nodeId)
  const registers = [registry]
  return {
    registry,
    handlerDuration: new Histogram({
      name: 'handler_duration_seconds',
      help: 'Time spent in HTTP routes and socket handlers, by handler and outcome',
      labelNames: ['handler', 'outcome'] as const,
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    }),
    pubsubRoundtrip: new Histogram({
      name: 'redis_pubsub_roundtrip_ms',
      help: 'From publishing a ping on one node to receiving the answer of another',
      buckets: [0.25, 0.5, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024],
      registers,
    }),
    submitToVerdict: new Histogram({
      name: 'submit_to_verdict_seconds',
      help: 'From the receipt of a submission to its stored verdict',
      labelNames: ['kind'] as const,
      buckets: [0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32, 64],
      registers,
    }),
    refused: new Counter({
      name: 'refused_total',
      help: 'Requests and commands that were refused, by edge and error code',
      labelNames: ['edge', 'code'] as const,
      registers,
    }),
    battleStarts: new Counter({
      name: 'battle_start_attempts_total',
      help: 'Attempts to start a battle: made one, or found that it existed',
      labelNames: ['outcome'] as const,
      registers,
    }),
    staleFenceRejected: new Counter({
      name: 'stale_fence_rejected_total',
      help: 'Battle starts that the unique key of origins refused, or that found the battle made, after their own lock was lost',
      registers,
    }),
    duplicateBattles: new Counter({
      name: 'duplicate_battles_total',
      help: 'Battles found, right after they were made, to be a second one of their origin; anything but 0 is a lost guard',
      registers,
    }),
    transitionRetries: new Counter({
      name: 'battle_transition_retries_total',
      help: 'Transitions that lost a race against another one and decided again',
      registers,
    }),
    activeBattles: new Gauge({
      name: 'active_battles',
      help: 'Battles that have not ended, by state',
      labelNames: ['state'] as const,
      registers,
    }),
    queueDepth: new Gauge({
      name: 'judge_queue_depth',
      help: 'Submissions without a verdict, by kind',
      labelNames: ['kind'] as const,
      registers,
    }),
    queueOldestWait: new Gauge({
      name: 'judge_queue_oldest_wait_seconds',
      help: 'Since the longest waiting submission without a verdict was queued, by kind; 0 when there is none',
      labelNames: ['kind'] as const,
      registers,
    }),
    cancelled: new Counter({
      name: 'submissions_cancelled_total',
      help: 'Withdrawn by their authors before a verdict',
      registers,
    }),
    resultsDropped: new Counter({
      name: 'judge_results_dropped_total',
      help: 'Results that came when their submission had a verdict, was withdrawn, or was gone',
      registers,
    }),
    runnersAlive: new Gauge({ name: 'judge_runners_alive', help: 'Runners heard of within their lease', registers }),
    slotsAlive: new Gauge({ name: 'judge_slots_alive', help: 'Slots of the runners that are alive', registers }),
    slotsBusy: new Gauge({ name: 'judge_slots_busy', help: 'Slots of those in which something is judged', registers }),
    runnersSeen: new Counter({ name: 'judge_runners_seen_total', help: 'Runners heard for the first time, or again', registers }),
    runnersLost: new Counter({ name: 'judge_runners_lost_total', help: 'Runners that fell silent without leaving', registers }),
    runnerMessagesDropped: new Counter({
      name: 'judge_runner_messages_dropped_total',
      help: 'What runners said of themselves or of their work that could not be read, or was out of bounds, and was dropped',
      labelNames: ['channel'] as const,
      registers,
    }),
    executionOpen: new Gauge({
      name: 'execution_breaker_open',
      help: '1 while no runner is healthy and battles are suspended',
      registers,
    }),
    sandboxLevel: new Gauge({
      name: 'sandbox_level',
      help: 'Isolation level that the runners report (2: namespaces per run)',
      registers,
    }),
    eventsFromLog: new Counter({
      name: 'events_shown_from_log_total',
      help: 'Events that this node showed because it read the log: no message of another node had brought them',
      registers,
    }),
    linesDropped: new Counter({
      name: 'node_lines_dropped_total',
      help: 'Messages between nodes, and lines of them, that could not be read and were dropped',
      registers,
    }),
    messagesUnsent: new Counter({
      name: 'node_messages_unsent_total',
      help: 'Messages to other nodes that Redis did not take: it was away, or too many waited',
      registers,
    }),
    mails: new Gauge({
      name: 'mails',
      help: 'Mails that wait to be sent, that the server may have or not, and that were given up',
      labelNames: ['state'] as const,
      registers,
    }),
    sockets: new Gauge({ name: 'connected_sockets', help: 'Sockets connected to this node', registers }),
    requeued: new Counter({
      name: 'submissions_requeued_total',
      help: 'Submissions queued again because neither a verdict nor a job of theirs was left',
      registers,
    }),
  }
}
