/** How outputs are compared where a problem brings no validator of its own. */
export interface ValidatorFlags {
  isCaseSensitive: boolean
  isSpaceSensitive: boolean
  /** Null: numbers are compared as words. */
  absoluteTolerance: number | null
  relativeTolerance: number | null
}

/**
 * The default validator's flags, as both package formats spell them. Throws RangeError on one that nobody knows: to ignore it would
 * judge wrongly.
 */
export function parseValidatorFlags(words: readonly string[]): ValidatorFlags {
  const flags: ValidatorFlags = {
    isCaseSensitive: false,
    isSpaceSensitive: false,
    absoluteTolerance: null,
    relativeTolerance: null,
  }
  const parts = words.flatMap((word) => word.split(/\s+/)).filter((word) => word !== '')
  for (let i = 0; i < parts.length; i += 1) {
    const word = parts[i]
    if (word === 'case_sensitive') flags.isCaseSensitive = true
    else if (word === 'space_change_sensitive') flags.isSpaceSensitive = true
    else if (word === 'float_tolerance' || word === 'float_absolute_tolerance' || word === 'float_relative_tolerance') {
      i += 1
      const tolerance = Number(parts[i] ?? 'missing')
      if (!(tolerance >= 0)) throw new RangeError(`validator flag ${word} needs a number, not ${parts[i]}`)
      if (word !== 'float_relative_tolerance') flags.absoluteTolerance = tolerance
      if (word !== 'float_absolute_tolerance') flags.relativeTolerance = tolerance
    } else throw new RangeError(`unknown validator flag ${word}`)
  }
  return flags
}
