import { expect, test } from 'vitest'
import { stronglyConnected } from '../../../scripts/openapi/strongly-connected.ts'

const groupsOf = (graph: Readonly<Record<string, readonly string[]>>): string[] =>
  stronglyConnected('a', (node) => graph[node] ?? []).map((group) => [...group].sort().join(''))

test.each([
  ['a node alone', { a: [] }, ['a']],
  ['a node that leads to itself', { a: ['a'] }, ['a']],
  ['a chain, its end first', { a: ['b'], b: ['c'] }, ['c', 'b', 'a']],
  ['a circle', { a: ['b'], b: ['c'], c: ['a'] }, ['abc']],
  ['a circle behind a node', { a: ['b'], b: ['c'], c: ['b'] }, ['bc', 'a']],
  ['two circles', { a: ['b', 'c'], b: ['a'], c: ['d'], d: ['c'] }, ['cd', 'ab']],
  ['a shared node, once', { a: ['b', 'c'], b: ['d'], c: ['d'] }, ['d', 'b', 'c', 'a']],
] as const)('strongly connected: %s', (_title, graph, groups) => {
  expect(groupsOf(graph)).toEqual(groups)
})

test('strongly connected: a chain of 100 000 nodes does not exhaust the stack', () => {
  const groups = stronglyConnected(0, (node: number) => (node < 100_000 ? [node + 1] : []))
  expect(groups.length).toBe(100_001)
})
