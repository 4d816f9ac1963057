import { createHash } from 'node:crypto'
import { expect, test, vi } from 'vitest'

const texts = ['', 'a', 'usr_1:correct horse battery staple', 'é 密码 🔑', 'x'.repeat(10_000)]
const wanted = texts.map((text) => createHash('sha256').update(text).digest('hex'))

async function digestsOf(): Promise<string[]> {
  vi.resetModules()
  const { sha256 } = await import('../../../mock/base/digest.ts')
  return texts.map((text) => Buffer.from(sha256(text)).toString('hex'))
}

test('digest: Node’s and the one for browsers are SHA-256', async () => {
  expect(await digestsOf()).toEqual(wanted)
  const createNative = vi.spyOn(process.getBuiltinModule('node:crypto'), 'createHash')
  vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined as never)
  expect(await digestsOf()).toEqual(wanted)
  expect(createNative).not.toHaveBeenCalled()
})
