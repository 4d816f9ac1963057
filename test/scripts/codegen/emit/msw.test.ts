import { expect, test } from 'vitest'
import { emitMsw } from '../../../../scripts/codegen/emit/msw.ts'
import { createHttp } from '../../../fixtures/profile/msw.ts'

test.each([
  ['msw.ts', 'types.ts', './types.js'],
  ['src/test/http.ts', 'src/generated/paths.ts', '../generated/paths.js'],
  ['http.ts', '..types/a.ts', './..types/a.js'],
])('msw helpers: %s imports %s as %s', (file, types, path) => {
  expect(emitMsw(file, types, 'Generated')).toContain(`import type { paths } from '${path}'`)
})

test('msw helpers: a handler answers what the contract documents', async () => {
  const handler = createHttp({ baseUrl: 'https://a.example' }).get('/api/v1/me', ({ response }) =>
    // @ts-expect-error the contract documents no 418
    response(418).empty(),
  )
  const result = await handler.run({ request: new Request('https://a.example/api/v1/me'), requestId: '1' })
  expect(result?.response?.status).toBe(418)
})
