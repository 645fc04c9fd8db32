import type { Me, PublicUser } from '@eduscale/contracts/account'
import type { Theft } from '@eduscale/contracts/session'
import { createSlice, type PayloadAction } from '@reduxjs/toolkit'

export interface IdentityState {
  /** `unknown` until the tab's storage has been read: the server can't know who one is. */
  status: 'unknown' | 'visitor' | 'signed-in'
  /** The browser's place for this person: the same as long as one is the same. */
  slot: string | null
  user: PublicUser | null
  activeBattleId: string | null
  /** What the api said when the page was opened; from then on the arena's ticket tells. */
  wasQueued: boolean
  /** Only what is shown hangs on it; the api asks for itself. */
  isStaff: boolean
  /** A session of one's own that was stolen, until one says that one has understood. */
  theft: Theft | null
  /** When one is deleted, as one has asked for; null where one hasn't. */
  deletesAt: string | null
  /** Why one isn't in any more, until that is read. */
  ban: BanTold | null
}

interface BanTold {
  reason: string
  /** Null: for good. */
  until: string | null
}

declare module '../store/store' {
  interface AppState {
    identity: IdentityState
  }
}

const initialState: IdentityState = {
  status: 'unknown',
  slot: null,
  user: null,
  activeBattleId: null,
  wasQueued: false,
  isStaff: false,
  theft: null,
  deletesAt: null,
  ban: null,
}

export const identitySlice = createSlice({
  name: 'identity',
  initialState,
  reducers: {
    becameVisitor: ({ ban }) => ({ ...initialState, ban, status: 'visitor' as const }),
    becameUser: (state, { payload }: PayloadAction<{ slot: string; user: PublicUser | null }>) => ({
      status: 'signed-in' as const,
      slot: payload.slot,
      user: payload.user,
      activeBattleId: state.slot === payload.slot ? state.activeBattleId : null,
      wasQueued: false,
      isStaff: state.slot === payload.slot && state.isStaff,
      theft: state.slot === payload.slot ? state.theft : null,
      deletesAt: state.slot === payload.slot ? state.deletesAt : null,
      ban: null,
    }),
    meLoaded: (state, { payload }: PayloadAction<Me>) => {
      state.user = payload.user
      state.activeBattleId = payload.activeBattleId
      state.wasQueued = payload.isQueued
      state.isStaff = payload.isStaff
      state.theft = payload.theft
      state.deletesAt = payload.deletesAt
    },
    banTold: (state, { payload }: PayloadAction<BanTold>) => {
      state.ban = payload
    },
    banRead: (state) => {
      state.ban = null
    },
    activeBattleChanged: (state, { payload }: PayloadAction<string | null>) => {
      state.activeBattleId = payload
    },
  },
})

export const { becameVisitor, becameUser, meLoaded, banTold, banRead, activeBattleChanged } = identitySlice.actions
