import { expect, test } from 'vitest'
import manifest from '../../../../package.json' with { type: 'json' }
import { installedVersion, nodeProblem, peerProblem, peers } from '../../../../scripts/codegen/load/peers.ts'

const installed: Readonly<Record<string, string>> = Object.fromEntries(
  Object.keys(peers).map((name) => [name, installedVersion(name) ?? '']),
)
const problemWith = (versions: Readonly<Record<string, string | undefined>>): string | undefined =>
  peerProblem((name) => ({ ...installed, ...versions })[name])

test('peers: the packages of this repository will do', () => {
  expect(peerProblem()).toBeUndefined()
})

test('peers: each is an optional peer, and developed with in the version that is installed', () => {
  const optional: Readonly<Record<string, { readonly optional: boolean }>> = manifest.peerDependenciesMeta
  for (const [name, version] of Object.entries(installed)) {
    expect(manifest.peerDependencies, name).toHaveProperty([name])
    expect(optional[name], name).toEqual({ optional: true })
    expect(manifest.devDependencies, name).toHaveProperty([name], version)
  }
})

test.each([
  ['5.5.0', undefined],
  ['5.10.1', undefined],
  ['5.4.5', 'typescript is 5.4.5, not 5.5 or a later 5; run npm install --save-dev typescript@5'],
  ['6.0.0-beta', 'typescript is 6.0.0-beta, not 5.5 or a later 5; run npm install --save-dev typescript@5'],
  [undefined, 'typescript is missing; run npm install --save-dev typescript@5'],
])('peers: TypeScript %s', (typescript, problem) => {
  expect(problemWith({ typescript })).toBe(problem)
})

test('peers: of a version 0, only the same minor version will do; each wrong package is named', () => {
  expect(problemWith({ '@hey-api/openapi-ts': '0.99.4' })).toBeUndefined()
  expect(problemWith({ '@hey-api/openapi-ts': '0.100.0', yaml: undefined })).toBe(
    '@hey-api/openapi-ts is 0.100.0, not 0.99, yaml is missing; run npm install --save-dev @hey-api/openapi-ts@0.99 yaml@2',
  )
})

test('peers: Node is too old for hey-api before 22.18', () => {
  expect([nodeProblem('22.18.0'), nodeProblem('24.0.0'), nodeProblem()]).toEqual([undefined, undefined, undefined])
  for (const version of ['20.20.2', '22.17.1']) {
    expect(nodeProblem(version)).toBe(`Node ${version} is too old; run this command with Node 22.18 or later`)
  }
})
