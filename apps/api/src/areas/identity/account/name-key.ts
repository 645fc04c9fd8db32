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
    const [first = ''] = reading
    const speaks = (word: string) => speakers.some((speaker) => word.startsWith(speaker))
    const isPlain = !offices.has(whole) && !titles.has(first) && !demo.has(whole) && !whole.includes(platform)
    return !isPlain || first === bot || speakers.includes(whole) || reading.some(speaks)
  })
}

function withoutMarks(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}+/gu, '')
}

/** The same for letters and digits that are hard to tell apart in many fonts. */
function shapeOf(word: string): string {
  const letters = word
    .replaceAll(/[1i|]/g, 'l')
    .replaceAll('0', 'o')
    .replaceAll('3', 'e')
    .replaceAll('4', 'a')
    .replaceAll('5', 's')
  return letters.replaceAll('rn', 'm')
}

/** By what they look like in lower or upper case, since names are the same in both; of Unicode's confusables those of living alphabets. */
const lookAlikes = new Map<string, string>(
  Object.entries({
    // Cyrillic, Greek and Armenian, then Latin's own, by the Latin letter.
    a: 'аαɑᴀ',
    b: 'вβʙ',
    c: 'сϲᴄ',
    d: 'ԁժᴅ',
    e: 'еєεᴇ',
    f: 'ϝքꜰ',
    g: 'ցɡɢ',
    h: 'һнηհʜ',
    i: 'іιıɩɪ',
    j: 'јϳᴊ',
    k: 'кκᴋ',
    l: 'ӏլʟ',
    m: 'мμᴍ',
    n: 'ոπпɴ',
    o: 'оοօσᴏ',
    p: 'рρᴘ',
    q: 'ԛզ',
    r: 'гʀ',
    s: 'ѕꜱ',
    t: 'тτᴛ',
    u: 'υսцᴜ',
    v: 'ѵνᴠ',
    w: 'ԝωшաᴡ',
    x: 'хχ',
    y: 'уγүʏ',
    z: 'ζᴢ',
    "'": '’‘ʼʹ＇`´',
  }).flatMap(([letter, others]) => Array.from(others, (other): [string, string] => [other, letter])),
)

const platform = shapeOf('eduscale')
const bot = shapeOf('bot')
/** Of the demo accounts, the first of which is an administrator. */
const demo = shapesOf(['demoada', 'demoben'])
/** Refused where any word of a name begins with one, in other scripts too. */
const speakers = [
  'admin',
  'sysadmin',
  'moderator',
  'админ',
  'адмін',
  'модератор',
  'διαχειριστ',
  '管理员',
  '管理員',
  '管理者',
  '관리자',
  'الإدارة',
  'مشرف',
].map((word) => shapeOf(withoutMarks(nameKey(word))))
/** Refused as a whole name; "you" and "opponent" are what pages call the two sides. */
const offices = shapesOf([
  'mod',
  'bot',
  'ghost',
  'guest',
  'judge',
  'official',
  'referee',
  'root',
  'staff',
  'support',
  'system',
  'you',
  'opponent',
  'nobody',
  'everybody',
])
/** Refused as its first word. */
const titles = shapesOf(['mod', 'official', 'staff', 'support'])

function shapesOf(words: readonly string[]): Set<string> {
  return new Set(words.map(shapeOf))
}
