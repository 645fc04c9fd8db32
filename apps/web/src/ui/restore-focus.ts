/**
 * Gives the focus back to what had it, once it is lost. Where that is gone, or can't take it any more, the page's content gets it: on the
 * body a keyboard would begin at the top again.
 */
export function restoreFocus(before: Element | null): void {
  if (!isFocusLost()) return
  if (before instanceof HTMLElement && before.isConnected) before.focus()
  if (isFocusLost()) document.getElementById('content')?.focus({ preventScroll: true })
}

function isFocusLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body
}
