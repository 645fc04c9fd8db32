const withNeighbours = /[([]*<span class="katex">(?:(?!<\/math>).)*<\/math><\/span>(?:[.,;:!?)\]’”]|-\w+)+/gs

/** A browser may end a line on either side of a formula: without this a comma would begin the next one. */
export function keepFormulasWhole(html: string): string {
  return html.replace(withNeighbours, '<span class="whole">$&</span>')
}
