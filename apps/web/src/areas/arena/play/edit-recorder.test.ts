import type { EditBatch } from '@eduscale/contracts/typing'
import { maxEditBatchLength } from '@eduscale/contracts/source-limits'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { EditRecorder } from './edit-recorder'

type Batch = Omit<EditBatch, 'n'>

describe('EditRecorder', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('sends 250 ms of typing as one batch', () => {
    const sent: Batch[] = []
    let at = 1_000
    const recorder = new EditRecorder({ sinceStart: () => at, send: (batch) => sent.push(batch) > 0 })
    recorder.begin('python', 'x', 'start')
    at += 100.4
    recorder.record('python', [1, [0, 'y']], 'input.type', 'xy')
    expect(sent).toHaveLength(0)
    vi.advanceTimersByTime(250)
    expect(sent).toEqual([
      {
        language: 'python',
        ops: [
          { atMs: 1_000, change: { text: 'x' }, by: 'start' },
          { atMs: 1_100, change: [1, [0, 'y']], by: 'input.type' },
        ],
      },
    ])
  })

  it('tells where the caret is with the last operation of a batch', () => {
    const sent: Batch[] = []
    const recorder = new EditRecorder({ sinceStart: () => 0, send: (batch) => sent.push(batch) > 0 })
    recorder.begin('python', 'a', 'start')
    recorder.record('python', [1, [0, '', 'b']], 'input.type', 'a\nb')
    recorder.stand({ line: 2, lines: 2 })
    recorder.flush()
    expect(sent[0]?.ops.map(({ cursor }) => cursor)).toEqual([undefined, { line: 2, lines: 2 }])
  })

  it('sends no batch that the server would refuse, and goes on with the whole text', () => {
    const sent: Batch[] = []
    const recorder = new EditRecorder({ sinceStart: () => 0, send: (batch) => sent.push(batch) > 0 })
    recorder.begin('python', 'a', 'start')
    // Each of these characters takes six in JSON.
    const long = '\u0001'.repeat(60_000)
    recorder.record('python', [1, [0, long]], 'input.paste', `a${long}`)
    recorder.record('python', [1, [long.length]], 'undo', 'a')
    recorder.record('python', [1, [0, 'b']], 'input.type', 'ab')
    for (let index = 0; index < 4; index += 1) recorder.begin('python', String(index).repeat(60_000), 'reset')
    recorder.flush()
    for (const batch of sent) expect(JSON.stringify(batch.ops).length).toBeLessThanOrEqual(maxEditBatchLength)
    const ops = sent.flatMap((batch) => batch.ops.map(({ change }) => change))
    expect(ops.slice(0, 3)).toEqual([{ text: 'a' }, { text: 'a' }, [1, [0, 'b']]])
    expect(ops).toHaveLength(7)
  })

  it('begins a new batch with a new language', () => {
    const sent: Batch[] = []
    const recorder = new EditRecorder({ sinceStart: () => 0, send: (batch) => sent.push(batch) > 0 })
    recorder.begin('python', 'a', 'start')
    recorder.begin('cpp', 'b', 'language')
    recorder.flush()
    expect(sent.map((batch) => batch.language)).toEqual(['python', 'cpp'])
  })

  it('keeps everything, in order, until the room takes it', () => {
    const sent: Batch[] = []
    let isOpen = false
    const recorder = new EditRecorder({ sinceStart: () => 5, send: (batch) => isOpen && sent.push(batch) > 0 })
    recorder.begin('python', 'a', 'start')
    vi.advanceTimersByTime(600)
    recorder.begin('java', 'b', 'language')
    isOpen = true
    vi.advanceTimersByTime(250)
    expect(sent.map((batch) => batch.language)).toEqual(['python', 'java'])
  })

  it('never goes before the start, whatever the clock says', () => {
    const sent: Batch[] = []
    const recorder = new EditRecorder({ sinceStart: () => -40, send: (batch) => sent.push(batch) > 0 })
    recorder.begin('python', '', 'start')
    recorder.flush()
    expect(sent[0]?.ops[0]?.atMs).toBe(0)
  })

  it('notes once that the page was left, and once that it is seen again', () => {
    const sent: Batch[] = []
    const recorder = new EditRecorder({ sinceStart: () => 7, send: (batch) => sent.push(batch) > 0 })
    recorder.see(false)
    recorder.begin('python', 'x', 'start')
    for (const isSeen of [true, false, false, true, true]) recorder.see(isSeen)
    recorder.flush()
    expect(sent.flatMap((batch) => batch.ops).map(({ change, by }) => [change === null, by])).toEqual([
      [false, 'start'],
      [true, 'blur'],
      [true, 'focus'],
    ])
  })
})
