/** A storage adapter, as `createPortalAuth({ storage })` takes it. */
export interface StorageUnderTest {
  /** Whether other tabs see the same values. */
  readonly shared?: boolean | undefined
  /** The value of a key; `null` or `undefined` without one. */
  get(key: string): string | null | undefined | Promise<string | null | undefined>
  /** Stores a value. A returned promise is awaited. */
  set(key: string, value: string): unknown
  /** Deletes a value. A returned promise is awaited. */
  remove(key: string): unknown
  /** Replaces a value in one transaction, or deletes it if `change` returns `undefined`. A returned promise is awaited. */
  update?(key: string, change: (value: string | null | undefined) => string | undefined): unknown
  /** Replaces a value in one transaction and gives the value before. */
  replace?(key: string, value: string): string | null | undefined | Promise<string | null | undefined>
}

type Case = readonly [
  title: string,
  check: (storage: StorageUnderTest, reopen: () => Promise<StorageUnderTest>) => Promise<void>,
]

/** The keys that the cases use. */
export const usedKeys: readonly string[] = ['key', 'one', 'two', 'count', 'missing']

/** What an adapter must do. Each case gets its own store. */
export const storageCases: readonly Case[] = [
  [
    'get of a key that was never set gives null or undefined',
    async (storage) => {
      const value = await storage.get('missing')
      holds(value === null || value === undefined, `get of a missing key gave ${show(value)}`)
    },
  ],
  [
    'get gives back exactly the string that was set',
    async (storage) => {
      for (const value of ['plain', '', '{"a":"\\u0000\\n\\"é漢😀"}', 'x'.repeat(100_000)]) {
        await storage.set('key', value)
        equal(await storage.get('key'), value)
      }
    },
  ],
  [
    'set and remove leave other keys unchanged',
    async (storage) => {
      await storage.set('one', '1')
      await storage.set('two', '2')
      await storage.remove('one')
      await storage.remove('missing')
      equal((await storage.get('one')) ?? undefined, undefined)
      equal(await storage.get('two'), '2')
    },
  ],
  [
    'another adapter over the same store sees a written value, unless shared is false',
    async (storage, reopen) => {
      if (storage.shared === false) return
      await storage.set('key', 'written')
      const other = await reopen()
      equal(await other.get('key'), 'written')
      await other.set('key', 'changed')
      equal(await storage.get('key'), 'changed')
      await other.remove('key')
      equal((await storage.get('key')) ?? undefined, undefined)
    },
  ],
  [
    'update, if present, replaces a value by the result of the change',
    async (storage) => {
      if (!storage.update) return
      await storage.update('key', (value) => {
        equal(value ?? undefined, undefined)
        return 'first'
      })
      await storage.update('key', (value) => `${value} second`)
      equal(await storage.get('key'), 'first second')
    },
  ],
  [
    'update keeps the value if the change returns undefined',
    async (storage) => {
      if (!storage.update) return
      await storage.set('key', 'kept')
      await storage.update('key', () => undefined)
      equal(await storage.get('key'), 'kept')
      await storage.update('missing', () => undefined)
      equal((await storage.get('missing')) ?? undefined, undefined)
    },
  ],
  [
    'update calls the change once',
    async (storage) => {
      if (!storage.update) return
      let asked = 0
      await storage.set('key', 'before')
      await storage.update('key', (value) => {
        equal(value, 'before')
        asked += 1
        return 'after'
      })
      equal(asked, 1)
    },
  ],
  [
    'update settles after the value is written',
    async (storage, reopen) => {
      if (!storage.update || storage.shared === false) return
      const other = await reopen()
      for (let turn = 0; turn < 20; turn++) {
        await storage.update('key', () => String(turn))
        equal(await other.get('key'), String(turn))
      }
    },
  ],
  [
    'concurrent updates of several adapters are all applied',
    async (storage, reopen) => {
      if (!storage.update) return
      const others = storage.shared === false ? [] : [await reopen(), await reopen()]
      const adapters = [storage, ...others]
      const updates = Array.from({ length: 60 }, async (_, turn) => {
        const adapter = adapters[turn % adapters.length]
        await adapter?.update?.('count', (value) => String(Number(value ?? 0) + 1))
      })
      await Promise.all(updates)
      equal(await storage.get('count'), '60')
    },
  ],
  [
    'replace, if present, stores a value and gives the one before',
    async (storage, reopen) => {
      if (!storage.replace) return
      equal((await storage.replace('key', 'first')) ?? undefined, undefined)
      equal(await storage.replace('key', 'second'), 'first')
      const reader = storage.shared === false ? storage : await reopen()
      equal(await reader.get('key'), 'second')
    },
  ],
  [
    'concurrent replaces of several adapters give each value once',
    async (storage, reopen) => {
      if (!storage.replace) return
      const others = storage.shared === false ? [] : [await reopen(), await reopen()]
      const adapters = [storage, ...others]
      await storage.set('key', '0')
      const replaces = Array.from({ length: 30 }, (_, turn) =>
        adapters[turn % adapters.length]?.replace?.('key', String(turn + 1)),
      )
      const seen = new Set([...(await Promise.all(replaces)), await storage.get('key')])
      equal(seen.size, 31)
    },
  ],
]

function holds(condition: boolean, message: string): void {
  if (!condition) throw new Error(message)
}

function equal(actual: unknown, expected: unknown): void {
  holds(actual === expected, `expected ${show(expected)}, got ${show(actual)}`)
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 80 ? `${text.slice(0, 80)}… (${text.length} characters)` : text
}
