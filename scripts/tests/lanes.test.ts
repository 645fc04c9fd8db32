import { expect, test } from 'vitest'
import { turnsOf } from './lanes'

const projectsOf = (...projects: string[]) =>
  turnsOf(new Set(projects)).map((lanes) => lanes.map((lane) => lane.projects.join(' ')))

test('a project that was not chosen is not run with another of its lane', () => {
  expect(projectsOf('unit')).toEqual([['unit']])
  expect(projectsOf('unit', 'integration')).toEqual([['unit integration']])
  expect(projectsOf('e2e', 'integration-last')).toEqual([['e2e'], ['integration-last']])
})

test('a project that is in no lane would never run', () => {
  expect(() => projectsOf('unit', 'integration-new')).toThrow(/integration-new is in no lane/)
})
