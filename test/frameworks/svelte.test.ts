// @vitest-environment happy-dom
import { build } from 'esbuild'
import { compile } from 'svelte/compiler'
import { derived, get } from 'svelte/store'
import { expect, test, vi } from 'vitest'
import type { PortalAuth } from '../../src/index.ts'
import { flowOf } from '../support/client/flow-of.ts'
import { createScenario, createSignedInScenario, password } from '../support/client/scenario.ts'
import { fencesOf, readPage, root } from '../support/docs/markdown.ts'
import { pageTimeoutMs } from '../support/page-timeout.ts'

test('svelte: the stores follow Svelte’s store contract', async () => {
  const { auth } = createScenario()
  expect(get(auth.session)).toBe(auth.session.getSnapshot())
  expect(get(flowOf(auth))).toBe(flowOf(auth).getSnapshot())

  await auth.ready()
  const seen: string[] = []
  const both = derived([auth.session, flowOf(auth)], ([session, flow]) => `${session.status} ${flow.step}`)
  const leave = both.subscribe((text) => seen.push(text))
  expect(seen).toEqual(['signed_out email'])
  await auth.login({ email: 'ada@example.com', password })
  expect(get(both)).toBe('signed_in email')
  leave()
  const before = seen.length
  await auth.logout()
  expect(seen).toHaveLength(before)
})

test('recipe: the Svelte component shows the session and follows it', async () => {
  const { auth } = await createSignedInScenario()
  const target = document.createElement('div')
  await mountSvelte('session.svelte', auth, target)
  await vi.waitFor(() => expect(target.textContent).toMatch(/^Sign out \w+/), pageTimeoutMs)
  target.querySelector('button')?.click()
  await vi.waitFor(() => expect(target.innerHTML).toContain('<a href="/login">Sign in</a>'), pageTimeoutMs)
})

/** Compiles a component of the recipe with Svelte's compiler and mounts it with its browser runtime. */
async function mountSvelte(file: string, auth: PortalAuth, target: Element): Promise<void> {
  const source = fencesOf(readPage('docs/recipes/svelte.md')).find((fence) => fence.file === file)
  const component = compile(source?.lines.join('\n') ?? '', { generate: 'client' })
  expect(component.warnings).toEqual([])
  const { outputFiles } = await build({
    stdin: {
      contents: `import { mount } from 'svelte'; import Page from './page'; mount(Page, { target })`,
      resolveDir: root,
    },
    bundle: true,
    write: false,
    format: 'iife',
    conditions: ['browser'],
    plugins: [
      {
        name: 'page',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^\.\/(page|login)$/ }, ({ path }) => ({ path, namespace: 'page' }))
          onLoad({ filter: /page$/, namespace: 'page' }, () => ({ contents: component.js.code, resolveDir: root }))
          onLoad({ filter: /login$/, namespace: 'page' }, () => ({ contents: 'export const auth = authUnderTest' }))
        },
      },
    ],
  })
  new Function('authUnderTest', 'target', outputFiles[0]?.text ?? '')(auth, target)
}
