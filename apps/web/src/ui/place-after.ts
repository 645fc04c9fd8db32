/** Where a key leads in a row of so many, round its ends; null for a key that leads nowhere. */
export function placeAfter(key: string, { place, count }: { place: number; count: number }): number | null {
  switch (key) {
    case 'ArrowRight':
      return (place + 1) % count
    case 'ArrowLeft':
      return (place + count - 1) % count
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}
