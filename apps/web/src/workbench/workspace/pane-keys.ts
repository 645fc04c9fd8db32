export type PaneKey = keyof typeof codes

/** Letters that no alphabet of the site's languages needs Alt for: Option and E is ę on a Polish Mac. */
const codes = { code: 'KeyK', problem: 'KeyP' } as const

type Press = Pick<KeyboardEvent, 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>

/** The pane that a key leads to; by its place on the keyboard, since with Alt held a Mac gives another letter. */
export function findPaneKey({ code, altKey, ctrlKey, metaKey, shiftKey }: Press): PaneKey | null {
  // AltGr is Alt with Ctrl on Windows.
  if (!altKey || ctrlKey || metaKey || shiftKey) return null
  if (code === codes.code) return 'code'
  return code === codes.problem ? 'problem' : null
}
