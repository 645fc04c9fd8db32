'use client'

import { useCallback, useEffect, useRef, useState } from 'react'

export const speeds = [0.5, 1, 2, 4, 8, 16] as const
export type Speed = (typeof speeds)[number]

/** A position that runs from 0 to the end at a speed, moved by animation frames. */
export function usePlayback(endMs: number, startMs: number) {
  const [positionMs, setPositionMs] = useState(() => clamp(startMs, endMs))
  const [isPlaying, setIsPlaying] = useState(false)
  const [speed, setSpeed] = useState<Speed>(4)
  const position = useRef(clamp(startMs, endMs))

  const seek = useCallback(
    (ms: number) => {
      position.current = clamp(ms, endMs)
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

  const changeSpeed = useCallback((by: 1 | -1) => {
    setSpeed((speed) => speeds[speeds.indexOf(speed) + by] ?? speed)
  }, [])

  return { positionMs, isPlaying, speed, seek, toggle, setSpeed, changeSpeed }
}

function clamp(ms: number, endMs: number): number {
  return Math.min(endMs, Math.max(0, ms))
}
