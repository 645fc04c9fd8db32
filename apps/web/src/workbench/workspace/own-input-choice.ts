export type ConsoleTab = 'tests' | 'input' | 'files' | 'history'

/**
 * Whether the next run reads one's own input, once a tab has been picked by hand. The run itself shows its tests and changes nothing:
 * who tries something on an input of their own mostly tries it again.
 */
export function usesOwnInputAfter(picked: ConsoleTab, before: boolean): boolean {
  if (picked === 'input') return true
  return picked === 'tests' ? false : before
}
