'use client'

import { useEffect, useEffectEvent, useState } from 'react'
import { useServices } from '../../../app-services/context/use-services'
import { useAppSelector } from '../../../app-services/store/store'

/**
 * Since when the server has heard nothing of this page, by the server's clock; null while there is a connection. A browser knows of a
 * cut before the socket notices the silence: it is counted from there, but told only when the socket is sure.
 */
export function useLostAt(): number | null {
  const { live } = useServices()
  const isConnected = useAppSelector(({ connection }) => connection.status === 'online')
  const isSound = useAppSelector(({ connection }) => connection.status === 'online' && connection.isBrowserOnline)
  const [lostAt, setLostAt] = useState<number | null>(null)
  const note = useEffectEvent(() => setLostAt(live.now()))
  useEffect(() => {
    if (isSound) return
    note()
    return () => setLostAt(null)
  }, [isSound])
  return isConnected ? null : lostAt
}
