import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { createSignedInScenario } from '../support/client/scenario.ts'
import { everyHookPage } from '../support/react/every-hook-page.tsx'

test('react: a server renders the initial state, for any state of its client', async () => {
  expect(typeof document).toBe('undefined')
  const { auth } = await createSignedInScenario()
  expect(renderToString(everyHookPage(auth))).toBe('<p>loading</p><p>email</p><b>pending</b>')
})
