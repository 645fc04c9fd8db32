/** Calls at most once per interval, at once when it is quiet and with the latest arguments afterwards. */
export function throttleLatest<Arguments extends unknown[]>(
  action: (...args: Arguments) => void,
  everyMs: number,
): { call: (...args: Arguments) => void; cancel: () => void } {
  let timer: ReturnType<typeof setTimeout> | null = null
  let waiting: Arguments | null = null
  const fire = () => {
    timer = null
    if (!waiting) return
    const args = waiting
    waiting = null
    timer = setTimeout(fire, everyMs)
    action(...args)
  }
  return {
    call: (...args) => {
      waiting = args
      if (!timer) fire()
    },
    cancel: () => {
      if (timer) clearTimeout(timer)
      timer = null
      waiting = null
    },
  }
}
