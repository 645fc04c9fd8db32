let last = 0

/**
 * The number of a volatile frame: grows on every node, and across nodes as their clocks do, so that the newest wins wherever its
 * sender was connected.
 */
export function nextFrameNumber(): number {
  last = Math.max(last + 1, Date.now())
  return last
}
