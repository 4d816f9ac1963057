import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const contract: unknown = JSON.parse(readFileSync(join(root, 'openapi.json'), 'utf8'))

const references = ['src', 'mock'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const text = readFileSync(join(root, folder, file), 'utf8')
      return [...text.matchAll(/openapi\.json#(\/[^\s*]+)/g)].map(([, pointer = '']) => [`${folder}/${file}`, pointer])
    }),
)

const resolvePointer = (pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((value, part) => (value as Record<string, unknown> | undefined)?.[part], contract)

test.each(references)('references: %s refers to %s, which the contract has', (_, pointer = '') => {
  expect(resolvePointer(pointer)).toBeDefined()
})
