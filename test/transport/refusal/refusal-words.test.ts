import { resolve } from 'node:path'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { type ClassifyError, refusalWords } from '../../../src/index.ts'
import { refusals } from '../../support/client/refusals.ts'
import { refuse } from '../../support/client/refuse.ts'
import { rareWordings, usualWordings } from '../../support/client/wordings.ts'

test.each(refusals)('refusalWords: %s with the response %i %j is %s', async (operation, status, body, code) => {
  expect(await refuse(operation, status, body, refusalWords)).toMatchObject({ code, operation, status })
})

test.each([...usualWordings, ...rareWordings])('refusalWords: %s, %i: %s', (operation, status, code, texts) => {
  const read = texts.map((text) => [text, refusalWords(operation, status, { detail: text })])
  expect(read).toEqual(texts.map((text) => [text, code]))
})

test('refusalWords: a rule of the application comes before it', async () => {
  const mine: ClassifyError = (_, status) => (status === 418 ? 'account_locked' : undefined)
  const both: ClassifyError = (...response) => mine(...response) ?? refusalWords(...response)
  expect(await refuse('login', 418, {}, both)).toMatchObject({ code: 'account_locked' })
  expect(await refuse('login', 403, { detail: 'Throttled' }, both)).toMatchObject({ code: 'rate_limited' })
})

test('refusalWords: a refresh is refused as without it', async () => {
  expect(await refuse('refresh', 401, { error: 'invalid_grant' }, refusalWords)).toMatchObject({
    code: 'session_expired',
  })
  expect(await refuse('refresh', 401, '<p>Log in</p>', refusalWords)).toMatchObject({ code: 'unexpected_response' })
})

test('refusalWords: it is not in a bundle that does not import it', async () => {
  const weigh = async (names: string): Promise<number> => {
    const stdin = { contents: `export { ${names} } from './src/index.ts'`, resolveDir: resolve('.') }
    const { metafile } = await build({ stdin, bundle: true, format: 'esm', write: false, metafile: true })
    const [output] = Object.values(metafile.outputs)
    return output?.inputs['src/transport/refusal/refusal-words.ts']?.bytesInOutput ?? 0
  }
  expect(await weigh('createPortalAuth, refusalWords')).toBeGreaterThan(0)
  expect(await weigh('createPortalAuth')).toBe(0)
})
