import { createContext } from 'react'
import type { SourcePlace } from './source-places'

export interface PlaceLinks {
  /** Matches the places of the code in the editor. */
  pattern: RegExp
  goTo: (place: SourcePlace) => void
}

/** How the console leads to the editor's code; null where what ran isn't what the editor has. */
export const PlaceLinksContext = createContext<PlaceLinks | null>(null)
