import { buildImage } from '@eduscale/images/build-image'
import { languageImages } from '@eduscale/images/language-images'

// `npm run images`, or `npm run images -- go rust` for some.
const names = process.argv.slice(2)
const tags: string[] = []
for (const name of names.length > 0 ? names : languageImages) tags.push(await buildImage(name, (line) => console.error(line)))
for (const tag of tags) console.log(tag)
