/**
 * Whether the editor may take the focus unasked: where nothing has it, and where that doesn't bring a keyboard up over half of the
 * screen.
 */
export function mayTakeFocus(): boolean {
  const { activeElement } = document
  const isFree = activeElement === null || activeElement === document.body || activeElement.id === 'content'
  return isFree && matchMedia('(pointer: fine)').matches
}
