import { expect, test } from 'vitest'
import { type Spellings, tenantSpellings, userSpellings } from '../../../../scripts/compare/sdk/spellings.ts'
import { readTenants } from '../../../../src/model/tenant.ts'
import { readUser } from '../../../../src/model/user.ts'

/** A wire object of nested objects, with texts at the given paths; `read` gets each path that is looked at. */
function watched(texts: Readonly<Record<string, string>>, read: Set<string>, at = ''): object {
  const inner = Object.keys(texts).flatMap((path) => (path.startsWith(at) ? [path.slice(at.length).split('.')[0]] : []))
  return new Proxy(Object.fromEntries(inner.map((key) => [key, ''])), {
    get(target, key) {
      const path = `${at}${String(key)}`
      read.add(path)
      if (texts[path] !== undefined) return texts[path]
      return Object.keys(texts).some((other) => other.startsWith(`${path}.`))
        ? watched(texts, read, `${path}.`)
        : Reflect.get(target, key)
    },
  })
}

const user = (wire: object): object => readUser(wire)
/** With an id, without which an entry is left out. */
const tenant = (wire: object): object => readTenants([wire])[0] ?? {}

const cases: readonly (readonly [string, Spellings, (wire: object) => object])[] = [
  ['PortalUser', userSpellings, user],
  ['PortalTenant', tenantSpellings, tenant],
]

test.each(cases)(
  'sdk spellings: %s is read under each of its wire names, an earlier one first',
  (_type, spellings, read) => {
    for (const [member, paths] of Object.entries(spellings)) {
      for (const [index, path] of paths.entries()) {
        const texts = Object.fromEntries(paths.slice(index).map((each) => [each, `from ${each}`]))
        const id = member === 'id' ? {} : { id: 'some id' }
        expect(read(watched({ ...id, ...texts }, new Set()))).toHaveProperty(member, `from ${path}`)
      }
    }
  },
)

test.each(cases)('sdk spellings: %s is read under no other wire name', (_type, spellings, read) => {
  const looked = new Set<string>()
  const objects = Object.values(spellings)
    .flat()
    .filter((path) => path.includes('.'))
  // Empty texts are not taken, so that every name is tried; the id comes from the last of its names.
  const last = spellings['id']?.at(-1) ?? ''
  read(watched({ ...Object.fromEntries(objects.map((path) => [path, ''])), [last]: 'some id' }, looked))
  const listed = Object.values(spellings).flatMap((paths) => paths.flatMap((path) => [path, path.split('.')[0] ?? '']))
  expect([...looked].sort()).toEqual([...new Set(listed)].sort())
})
