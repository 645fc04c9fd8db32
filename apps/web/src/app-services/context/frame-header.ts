import { createContext, type ReactNode } from 'react'

/** The site's header, for pages that have it in some of their states: it stands above all areas, so they don't know it. */
export const FrameHeader = createContext<ReactNode>(null)
