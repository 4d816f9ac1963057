// @vitest-environment happy-dom
import { composeStories, type Meta, setProjectAnnotations } from '@storybook/react-vite'
import { cleanup } from '@testing-library/react'
import { IDBFactory } from 'fake-indexeddb'
import { configure } from 'storybook/test'
import { expect, test, vi } from 'vitest'
import type { PortalMock } from '../../mock/index.ts'
import { pageTimeoutMs } from '../support/page-timeout.ts'

test('recipe: each story of Storybook renders and plays to its end', async () => {
  const { portal } = (await import('fence:portal.ts' as string)) as { portal: PortalMock }
  vi.stubGlobal('indexedDB', new IDBFactory())
  vi.stubGlobal('fetch', (request: Request) => portal.fetch(new Request(request.url.replace('/portal/', '/'), request)))
  configure({ asyncUtilTimeout: pageTimeoutMs })
  // Storybook's own: what gives a story its canvas.
  setProjectAnnotations([])
  const composed = composeStories((await import('fence:login.stories.tsx' as string)) as { default: Meta })
  const stories = Object.entries(composed) as [string, { run(): Promise<void> }][]
  expect(stories.map(([name]) => name)).toEqual(['Email', 'Tenants', 'WrongPassword', 'RateLimited'])
  for (const [name, story] of stories) {
    // As preview.ts does.
    portal.reset()
    await story.run()
    expect(portal.requests.length, name).toBe({ Email: 0, WrongPassword: 2 }[name] ?? 1)
    cleanup()
  }
})
