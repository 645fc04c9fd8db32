import type { StatementLang } from '@eduscale/contracts/problem'
import type { MailTexts } from './mail-kinds'
import { en } from './mail-texts-en'
import { pl } from './mail-texts-pl'
import { ru } from './mail-texts-ru'
import { uk } from './mail-texts-uk'

/** What mails say, in each language of the pages; docs/translations.md has the words. */
export const mailTexts: Readonly<Record<StatementLang, MailTexts>> = { en, uk, ru, pl }
