import { createSlice, nanoid, type PayloadAction } from '@reduxjs/toolkit'

export interface Toast {
  id: string
  tone: 'info' | 'good' | 'bad'
  text: string
  /** A way on, such as "Back to your battle". */
  link?: { href: string; label: string }
}

declare module '../store/store' {
  interface AppState {
    toasts: { list: Toast[] }
  }
}

const initialState: { list: Toast[] } = { list: [] }

export const toastsSlice = createSlice({
  name: 'toasts',
  initialState,
  reducers: {
    toastShown: {
      prepare: (toast: Omit<Toast, 'id'>) => ({ payload: { ...toast, id: nanoid(8) } }),
      reducer: (state, { payload }: PayloadAction<Toast>) => {
        // The same sentence twice is one sentence.
        state.list = [...state.list.filter((toast) => toast.text !== payload.text), payload].slice(-3)
      },
    },
    toastDismissed: (state, { payload }: PayloadAction<string>) => {
      state.list = state.list.filter((toast) => toast.id !== payload)
    },
  },
})

export const { toastShown, toastDismissed } = toastsSlice.actions
