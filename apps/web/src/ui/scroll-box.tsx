import type { ComponentProps } from 'react'

/**
 * What may scroll must be reachable by keyboard (WCAG 2.1.1, axe `scrollable-region-focusable`), though nothing in it is
 * interactive. These two are the only places that do so. Text is code, or what a program reads and writes: no translator's business.
 */
export function ScrollText({ label, children, ...rest }: ComponentProps<'pre'> & { label?: string | undefined }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region, see above
    <pre tabIndex={0} translate="no" aria-label={label} {...rest}>
      {children}
    </pre>
  )
}

export function ScrollArea({ label, children, ...rest }: ComponentProps<'div'> & { label: string }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region, see above
    <div tabIndex={0} role="group" aria-label={label} {...rest}>
      {children}
    </div>
  )
}
