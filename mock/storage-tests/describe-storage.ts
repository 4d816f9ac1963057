import { type StorageUnderTest, storageCases, usedKeys } from './storage-cases.ts'

/** The two functions of a test runner that the suite needs. Vitest, Jest, Mocha and `node:test` have them. */
export interface TestRunner {
  describe(name: string, define: () => void): unknown
  test(name: string, run: () => Promise<void>): unknown
}

/**
 * Defines the tests that a storage adapter must pass. `create` opens an adapter over the store of that name; the same
 * name a second time opens another adapter over the same store, as another tab does. What an earlier run has left in a
 * store is removed.
 *
 * The runner defaults to the global `describe` and `test`; throws a `TypeError` where there are none.
 */
export function describeStorage(
  name: string,
  create: (store: string) => StorageUnderTest | Promise<StorageUnderTest>,
  runner: Partial<TestRunner> = {},
): void {
  const describe = runner.describe ?? find('describe')
  const test = runner.test ?? find('test')
  describe(`storage: ${name}`, () => {
    for (const [title, check] of storageCases) {
      test(title, async () => {
        const store = `${name} ${title}`
        const storage = await create(store)
        for (const key of usedKeys) await storage.remove(key)
        await check(storage, () => Promise.resolve(create(store)))
      })
    }
  })
}

function find(name: 'describe' | 'test'): TestRunner['describe'] & TestRunner['test'] {
  const found: unknown = Reflect.get(globalThis, name)
  if (typeof found === 'function') return found as never
  throw new TypeError(`describeStorage: there is no global ${name}; pass { describe, test } of your test runner`)
}
