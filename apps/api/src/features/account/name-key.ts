/**
 * What a name is unique by, and signed in with: the same for every case, way of writing it in Unicode, number of spaces, apostrophe
 * and letter that merely looks like a Latin one ("José" with a Cyrillic о).
 */
export function nameKey(name: string): string {
  const lower = name.normalize('NFKC').toLowerCase().trim().replaceAll(/\s+/gu, ' ')
  const latin = Array.from(lower, (character) => lookAlikes.get(character) ?? character).join('')
  // An accent goes with the letter that it now stands on.
  return latin.normalize('NFKC')
}

/** How keys were made before look-alikes were folded: accounts of then have one of these. */
export function formerNameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase()
}

/**
 * Names that speak for the platform, or for its bot: "Admin", "The Moderator", "EduScale Support", "Bot Hard", and what looks like
 * them ("Adm1n", "B0t", "Édu Scale").
 */
export function isReservedName(name: string): boolean {
  const words = withoutMarks(nameKey(name)).split(/[^\p{L}\p{N}]+/u)
  const readings = [words.map((word) => word.replaceAll(/\p{N}+/gu, '')), words].map((reading) =>
    reading.map(shapeOf).filter((word) => word !== ''),
  )
  return readings.some((reading) => {
    const whole = reading.join('')
    return offices.has(whole) || whole.includes(platform) || reading[0] === bot || reading.some((word) => speakers.has(word))
  })
}

function withoutMarks(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}+/gu, '')
}

/** The same for letters and digits that are hard to tell apart in many fonts. */
function shapeOf(word: string): string {
  return word.replaceAll(/[1i|]/g, 'l').replaceAll('0', 'o').replaceAll('3', 'e').replaceAll('4', 'a').replaceAll('5', 's')
}

const platform = shapeOf('eduscale')
const bot = shapeOf('bot')
/** Refused wherever they stand in a name. */
const speakers = new Set(['admin', 'administrator', 'moderator'].map(shapeOf))
/** Refused as a whole name. */
const offices = new Set(
  ['admin', 'administrator', 'moderator', 'mod', 'bot', 'ghost', 'guest', 'official', 'root', 'staff', 'support', 'system'].map(
    shapeOf,
  ),
)

/** By what they look like in lower or upper case, since names are the same in both; of Unicode's confusables those of living alphabets. */
const lookAlikes = new Map<string, string>(
  Object.entries({
    // Cyrillic, Greek and Armenian, then Latin's own, by the Latin letter.
    a: 'аαɑ',
    b: 'вβ',
    c: 'сϲ',
    d: 'ԁժ',
    e: 'еєε',
    f: 'ϝք',
    g: 'ցɡ',
    h: 'һнηհ',
    i: 'іιıɩ',
    j: 'јϳ',
    k: 'кκ',
    l: 'ӏլ',
    m: 'мμ',
    n: 'ոπп',
    o: 'оοօσ',
    p: 'рρ',
    q: 'ԛզ',
    r: 'гʀ',
    s: 'ѕꜱ',
    t: 'тτ',
    u: 'υսц',
    v: 'ѵν',
    w: 'ԝωшա',
    x: 'хχ',
    y: 'уγү',
    z: 'ζᴢ',
    "'": '’‘ʼʹ＇`´',
  }).flatMap(([letter, others]) => Array.from(others, (other): [string, string] => [other, letter])),
)
