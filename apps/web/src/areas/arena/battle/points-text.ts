/** Points, 0 to 100, with two decimals at most. */
export function pointsText(points: number): string {
  return String(Math.round(points * 100) / 100)
}
