const badgedIcon =
  'data:image/svg+xml,' +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="5" fill="#10181c"/><path d="M6 5h4v22H6zM10 14h5v4h-5z" fill="#eff2f2"/><path d="M10 6h8v4h-8z" fill="#ff7a1a"/><path d="M10 22h8v4h-8z" fill="#7c8aff"/><circle cx="24" cy="8" r="7" fill="#ff7a1a"/></svg>',
  )

let stop: (() => void) | null = null

/** In a tab nobody looks at: the title and the icon call until somebody does. */
export function callAttention(text: string): void {
  if (document.visibilityState === 'visible') return
  stop?.()
  const abort = new AbortController()
  let usual = document.title
  const icon = document.createElement('link')
  icon.rel = 'icon'
  icon.type = 'image/svg+xml'
  icon.href = badgedIcon
  document.head.append(icon)
  const loud = `● ${text}`
  const blink = () => {
    // The page's own title may change meanwhile, for it goes on to the battle.
    if (document.title !== loud) usual = document.title
    document.title = document.title === loud ? usual : loud
  }
  blink()
  const timer = setInterval(blink, 1_200)
  stop = () => {
    abort.abort()
    clearInterval(timer)
    icon.remove()
    if (document.title === loud) document.title = usual
    stop = null
  }
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && stop?.(), {
    signal: abort.signal,
  })
}
