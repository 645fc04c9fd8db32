import admin from '../messages/en/admin.json'
import arena from '../messages/en/arena.json'
import identity from '../messages/en/identity.json'
import judge from '../messages/en/judge.json'
import site from '../messages/en/site.json'

/** All words of the app in English, as its pages have them. */
export const englishMessages = { ...admin, ...arena, ...identity, ...judge, ...site }
