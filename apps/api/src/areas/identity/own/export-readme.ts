import type { StatementLang } from '@eduscale/contracts/problem'

const texts: Readonly<Record<StatementLang, (most: number) => string[]>> = {
  en: (most) => [
    'This is all that EduScale keeps about you.',
    'Each .json file has one kind of thing, the newest first; the names are those of the database. Your code is in the folder “code”.',
    'Not in it: your password and other secrets, which are kept as hashes or encrypted; what others wrote; how secret tests went.',
    `Of each kind there are at most the newest ${most}. The page “Privacy” says how long each of them is kept.`,
  ],
  uk: (most) => [
    'Це все, що EduScale зберігає про вас.',
    'Кожен файл .json містить один вид даних, спочатку найновіші; назви ті самі, що й у базі даних. Ваш код лежить у теці «code».',
    'Тут немає вашого пароля та інших секретів (вони зберігаються як хеші або зашифровано), чужих текстів і подробиць таємних тестів.',
    `Кожного виду не більше ніж ${most} найновіших записів. Скільки що зберігається, сказано на сторінці «Приватність».`,
  ],
  ru: (most) => [
    'Это всё, что EduScale хранит о вас.',
    'Каждый файл .json содержит один вид данных, сначала самые новые; названия те же, что и в базе данных. Ваш код лежит в папке «code».',
    'Здесь нет вашего пароля и других секретов (они хранятся как хеши или зашифрованы), чужих текстов и подробностей тайных тестов.',
    `Каждого вида не больше ${most} самых новых записей. Сколько что хранится, сказано на странице «Приватность».`,
  ],
  pl: (most) => [
    'To wszystko, co EduScale przechowuje o tobie.',
    'Każdy plik .json zawiera jeden rodzaj danych, od najnowszych; nazwy są takie jak w bazie danych. Twój kod leży w folderze „code”.',
    'Nie ma tu hasła ani innych sekretów (są przechowywane jako skróty lub zaszyfrowane), cudzych tekstów i szczegółów tajnych testów.',
    `Każdego rodzaju jest najwyżej ${most} najnowszych wpisów. Jak długo co jest przechowywane, mówi strona „Prywatność”.`,
  ],
}

/** What lies in the archive, and what doesn't. */
export function exportReadme(
  lang: StatementLang,
  counts: readonly (readonly [kind: string, rows: number])[],
  most: number,
): string {
  const list = counts.map(([kind, rows]) => `  ${kind}: ${rows}`).join('\n')
  return `${texts[lang](most).join('\n\n')}\n\n${list}\n`
}
