import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type RefinedNode, refine } from '../../../../scripts/compare/schema/refine.ts'

const node = (facts: string, leadsTo: readonly number[], isSet = false): RefinedNode => ({ facts, leadsTo, isSet })

test('refine: circles of different lengths are the same', () => {
  const [one, two, three] = refine([node('a', [0]), node('a', [2]), node('a', [1])])
  expect([two, three]).toEqual([one, one])
})

test('refine: a difference at the end of a chain is seen at its start', () => {
  const chain = (end: string): RefinedNode[] => [node('a', [1]), node('a', [2]), node(end, [])]
  const shifted = chain('c').map(({ facts, leadsTo }) =>
    node(
      facts,
      leadsTo.map((to) => to + 3),
    ),
  )
  const classes = refine([...chain('b'), ...shifted])
  expect(classes[0]).not.toBe(classes[3])
})

test('refine: a set has no order and no duplicates, a list has both', () => {
  const leaves = [node('a', []), node('b', [])]
  const [, , set, sameSet, list, otherList] = refine([
    ...leaves,
    ...[node('set', [0, 1], true), node('set', [1, 0, 0], true), node('list', [0, 1]), node('list', [1, 0])],
  ])
  expect(sameSet).toBe(set)
  expect(otherList).not.toBe(list)
})

const graph = fc.integer({ min: 1, max: 9 }).chain((size) =>
  fc.array(
    fc.record({
      facts: fc.constantFrom('a', 'b'),
      leadsTo: fc.array(fc.nat(size - 1), { maxLength: 3 }),
      isSet: fc.boolean(),
    }),
    { minLength: size, maxLength: size },
  ),
)

/** The same by the definition: splits all classes by what their nodes lead to, until nothing changes. */
function refineSlowly(nodes: readonly RefinedNode[]): readonly string[] {
  let classes = nodes.map(({ facts }) => facts)
  for (let round = 0; round < nodes.length; round += 1) {
    const texts = nodes.map(({ leadsTo, isSet }, index) => {
      const found = leadsTo.map((to) => classes[to])
      return JSON.stringify([classes[index], isSet ? [...new Set(found)].sort() : found])
    })
    const numbers = new Map([...new Set(texts)].map((text, number) => [text, `c${number}`]))
    classes = texts.map((text) => numbers.get(text) ?? '')
  }
  return classes
}

test('refine: finds the classes of the definition', () => {
  const sameAsFirst = (classes: readonly unknown[]): number[] => classes.map((each) => classes.indexOf(each))
  fc.assert(
    fc.property(graph, (nodes) => {
      // A set and a list are never in one class here: their facts differ.
      const told = nodes.map((each) => ({ ...each, facts: `${each.facts}${each.isSet}` }))
      expect(sameAsFirst(refine(told))).toEqual(sameAsFirst(refineSlowly(told)))
    }),
    { seed: 6, numRuns: 500 },
  )
})
