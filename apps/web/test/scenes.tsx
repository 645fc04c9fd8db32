import { BattleRoom } from '@eduscale/client/battle-room'
import type { ComponentProps, ReactNode } from 'react'
import { QueriesProvider } from '../src/app-services/resources/queries-provider'
import { Gallery } from '../src/app/[locale]/kit/gallery'
import { BattleHistory } from '../src/areas/arena/history/battle-history'
import { OpenRooms } from '../src/areas/arena/room/open-rooms'
import { RoomForm } from '../src/areas/arena/room/room-form'
import { AccountForm } from '../src/areas/identity/account/account-form'
import { ProblemList } from '../src/areas/judge/practice/problem-list'
import { CompileOutput } from '../src/workbench/console/compile-output'
import { BattleBar } from '../src/areas/arena/play/battle-bar'
import { BattleClock } from '../src/areas/arena/play/battle-clock'
import { BattleLane } from '../src/areas/arena/battle/battle-lane'
import { LiveCodeWish } from '../src/areas/arena/play/live-code-wish'
import { CodeEditor } from '../src/workbench/editor/code-editor'
import { BattleResult } from '../src/areas/arena/result/battle-result'
import { Course } from '../src/areas/arena/result/course'
import { Notices } from '../src/app-services/toasts/notices'
import { Workspace } from '../src/workbench/workspace/workspace'
import { loadLater } from '../src/ui/load-later'

const Later = loadLater<{ text: string }>(async () => {
  if (window.stage.isServerAway) throw new Error('no server')
  return ({ text }) => <p>{text}</p>
})
const LaterDialog = loadLater<{ onClose: () => void }>(async () => Promise.reject(new Error('no server')), { notice: 'dialog' })

const nobody = async () => Promise.reject(new Error('no server'))
const senders = { run: nobody, submit: nobody, maySubmissionsBeCancelled: false }

const room = new BattleRoom('battle', { status: 'connecting', request: async () => null, sendEphemeral: () => {} })

/** One whose commands are answered, by a node that says no more than that. */
const answeringRoom = (err?: { code: string; message: string }) =>
  new BattleRoom('battle', {
    status: 'online',
    request: async (name, frame) => {
      if (name !== 'cmd') return null
      const { cid } = frame as { cid: string }
      return err ? { cid, ok: false, err } : { cid, ok: true, seq: 1, at: new Date(0).toISOString(), res: {} }
    },
    sendEphemeral: () => {},
  })
const willingRoom = answeringRoom()
const unwillingRoom = answeringRoom({ code: 'wrong-state', message: 'The battle is over.' })

const called = (call: unknown) => void window.stage.calls.push(call)

/** Each a part of the app by itself, with the props that a test gives. */
export const scenes = {
  clock: (props: ComponentProps<typeof BattleClock>) => <BattleClock {...props} />,
  bar: (props: Pick<ComponentProps<typeof BattleBar>, 'view' | 'sides'>) => <BattleBar {...props} room={room} />,
  lane: (props: ComponentProps<typeof BattleLane>) => <BattleLane {...props} />,
  liveCode: ({ isRefused, ...props }: Pick<ComponentProps<typeof LiveCodeWish>, 'me' | 'rival'> & { isRefused: boolean }) => (
    <LiveCodeWish {...props} room={isRefused ? unwillingRoom : willingRoom} isPossible />
  ),
  notices: () => <Notices />,
  later: (props: { text: string }) => <Later {...props} />,
  laterDialog: () => <LaterDialog onClose={() => called('closed')} />,
  editor: ({ text }: { text: string }) => (
    <div style={{ height: 400 }}>
      <CodeEditor
        documentKey="one"
        initialText={text}
        language="python"
        fontSizePx={14}
        onEdit={(_op, by) => called(['edit', by])}
        onTooLong={() => called('too long')}
        onRun={() => called('run')}
        onSubmit={() => called('submit')}
      />
    </div>
  ),
  workspace: (props: Pick<ComponentProps<typeof Workspace>, 'problem'>) => (
    <Workspace {...props} senders={senders} submissions={[]} />
  ),
  compile: (props: ComponentProps<typeof CompileOutput>) => <CompileOutput {...props} />,
  result: ({ view, myId }: Pick<ComponentProps<typeof BattleResult>, 'view' | 'myId'>) => (
    <BattleResult view={view} myId={myId} room={room} />
  ),
  kit: () => (
    <main>
      <Gallery />
    </main>
  ),
  problems: () => (
    <QueriesProvider>
      <ProblemList />
    </QueriesProvider>
  ),
  rooms: () => (
    <QueriesProvider>
      <OpenRooms />
    </QueriesProvider>
  ),
  battles: () => (
    <QueriesProvider>
      <BattleHistory />
    </QueriesProvider>
  ),
  room: () => (
    <QueriesProvider>
      <RoomForm />
    </QueriesProvider>
  ),
  account: (props: ComponentProps<typeof AccountForm>) => <AccountForm {...props} />,
  course: (props: ComponentProps<typeof Course>) => <Course {...props} />,
} satisfies Record<string, (props: never) => ReactNode>

export type SceneName = keyof typeof scenes
