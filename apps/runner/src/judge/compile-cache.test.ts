import { expect, test } from 'vitest'
import { CompileCache, compileKey } from './compile-cache'

const result = { ok: true, exitCode: 0, signal: null, output: '', cpuMs: 100, wallMs: 100, memoryBytes: 0 }
const program = (bytes: number) => ({ result, archive: Buffer.alloc(bytes), sources: [] })

test('beyond its size the least recently used goes, and one that is too large is never kept', () => {
  const cache = new CompileCache(100)
  for (const key of ['a', 'b', 'c', 'd']) cache.keep(key, program(25))
  expect(cache.find('a')).not.toBeNull()
  cache.keep('e', program(25))
  expect(['a', 'b', 'c', 'd', 'e'].filter((key) => cache.find(key))).toEqual(['a', 'c', 'd', 'e'])
  cache.keep('huge', program(26))
  expect(cache.find('huge')).toBeNull()
})

test('the key is of everything that makes a program', () => {
  const base = { language: 'cpp' as const, image: 'polyglot', flags: ['-O2'], files: [{ name: 'main.cpp', text: 'x' }] }
  const keys = [
    base,
    { ...base, language: 'c' as const },
    { ...base, image: 'other' },
    { ...base, flags: ['-O3'] },
    { ...base, files: [{ name: 'main.cpp', text: 'y' }] },
    { ...base, files: [{ name: 'other.cpp', text: 'x' }] },
    { ...base, files: [...base.files, { name: 'a.h', text: '' }] },
  ].map(compileKey)
  expect(new Set(keys).size).toBe(keys.length)
  expect(compileKey({ ...base })).toBe(keys[0])
})
