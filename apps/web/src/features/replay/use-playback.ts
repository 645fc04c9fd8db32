'use client'

import { useCallback, useEffect, useRef, useState } from 'react'

export const speeds = [1, 2, 4, 8, 16] as const
export type Speed = (typeof speeds)[number]

/** A position that runs from 0 to the end at a speed, moved by animation frames. */
export function usePlayback(endMs: number) {
  const [positionMs, setPositionMs] = useState(0)
  const [isPlaying, setIsPlaying] = useState(false)
  const [speed, setSpeed] = useState<Speed>(4)
  const position = useRef(0)

  const seek = useCallback(
    (ms: number) => {
      position.current = Math.min(endMs, Math.max(0, ms))
      setPositionMs(position.current)
    },
    [endMs],
  )

  useEffect(() => {
    if (!isPlaying) return
    let before = performance.now()
    let frame = requestAnimationFrame(function step(now) {
      seek(position.current + (now - before) * speed)
      before = now
      if (position.current >= endMs) setIsPlaying(false)
      else frame = requestAnimationFrame(step)
    })
    return () => cancelAnimationFrame(frame)
  }, [endMs, isPlaying, seek, speed])

  const toggle = useCallback(() => {
    // At the end, play means from the beginning.
    if (!isPlaying && position.current >= endMs) seek(0)
    setIsPlaying(!isPlaying)
  }, [endMs, isPlaying, seek])

  return { positionMs, isPlaying, speed, seek, toggle, setSpeed }
}
