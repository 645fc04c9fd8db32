import { languageImages } from '@eduscale/images/language-images'
import { expect, test } from 'vitest'
import { languages } from './registry'

test('the images that are built are those that a language runs in', () => {
  expect(new Set(Object.values(languages).map(({ image }) => image))).toEqual(new Set(languageImages))
})
