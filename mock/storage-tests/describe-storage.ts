import { type StorageUnderTest, storageCases, usedKeys } from './storage-cases.ts'

/** The functions of a test runner that the suite needs. Vitest, Jest, Mocha and `node:test` have them. */
export interface TestRunner {
  /** Defines a group of tests. */
  describe(name: string, define: () => void): unknown
  /** Defines a test, which fails if `run` rejects. */
  test(name: string, run: () => Promise<void>): unknown
}

/**
 * Defines the tests that a storage adapter must pass. `create` opens an adapter over the store with that name; called again
 * with the same name it opens another adapter over the same store, as another tab does. The tests first remove the values
 * of an earlier run.
 *
 * The runner defaults to the global `describe` and `test`. Throws a `TypeError` if they do not exist.
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
  throw new TypeError(`describeStorage(): no global ${name}; pass { describe, test } of your test runner`)
}
