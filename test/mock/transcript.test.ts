import { expect, test } from 'vitest'
import { createTestPortal } from '../support/mock/driver.ts'
import { type Line, playScenario } from '../support/mock/scenario.ts'
import { transportNames, transports } from '../support/mock/transports.ts'

async function transcriptOver(name: (typeof transportNames)[number]): Promise<Line[]> {
  const { portal } = createTestPortal()
  const reached = await transports[name](portal)
  try {
    return await playScenario(portal, reached.send, reached.origin)
  } finally {
    // An MSW left open would answer for the server that comes next.
    await reached.close()
  }
}

test('transcript: has more than forty steps with the expected refusals', async () => {
  const lines = await transcriptOver('portal.fetch')
  expect(lines.length).toBeGreaterThanOrEqual(40)
  expect(lines.map(({ status }) => status).join(' ')).toMatchInlineSnapshot(
    `"405 307 404 422 422 422 422 200 200 401 401 200 200 200 200 200 401 401 401 200 400 200 200 401 200 401 200 200 200 200 200 200 200 200 200 503 0 200 200 200 401 403 401 200 401 401 401 401 401 429 200 401 200"`,
  )
})

test('transcript: MSW 3, MSW 2 and HTTP match portal.fetch byte for byte', { timeout: 30_000 }, async () => {
  const expected = await transcriptOver('portal.fetch')
  for (const name of transportNames) {
    const lines = await transcriptOver(name)
    for (const [i, line] of lines.entries()) expect([name, line]).toEqual([name, expected[i]])
    expect([name, lines.length]).toEqual([name, expected.length])
  }
})
