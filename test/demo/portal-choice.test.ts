import { expect, test } from 'vitest'
import { choosePortal } from '../../demo/portal-choice.ts'

const page = (query: string): URL => new URL(`https://app.example/login${query}`)

test.each<[string, string, string | undefined, string | undefined]>([
  ['nothing is set', '', undefined, undefined],
  ['a setting', '', 'https://scaikey.example.com', 'https://scaikey.example.com'],
  ['a path in the address', '?portal=/portal/', undefined, 'https://app.example/portal'],
  ['this machine in the address', '?portal=http://127.0.0.1:4010', undefined, 'http://127.0.0.1:4010'],
  ['this machine by name', '?portal=http://localhost:4010/', undefined, 'http://localhost:4010'],
  ['an address beside a setting', '?portal=/portal', 'https://scaikey.example.com', 'https://app.example/portal'],
])('portal choice: %s', (_, query, setting, baseUrl) => {
  const want = baseUrl === undefined ? { kind: 'mock' } : { kind: 'server', baseUrl }
  expect(choosePortal(page(query), setting)).toEqual(want)
})

test.each([
  'https://evil.example',
  '//evil.example',
  'https://localhost.evil.example',
  'http://127.0.0.1@evil.example/',
])('portal choice: a link cannot send a password to %s', (address) => {
  const query = `?portal=${encodeURIComponent(address)}`
  expect(() => choosePortal(page(query), undefined)).toThrow(/must name this machine; got (localhost\.)?evil\.example/)
})
