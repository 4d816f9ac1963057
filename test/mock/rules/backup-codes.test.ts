import { expect, test } from 'vitest'
import { createTestPortal } from '../../support/mock/driver.ts'

const email = 'backup@acme.example'

function createBackup() {
  const driven = createTestPortal()
  const { portal, password, verify } = driven
  const attempt = async (code: string) => {
    const { mfa_token, user_id } = (await password(email, 'backup-password-1')).body
    return (await verify({ mfa_token, user_id, method: 'backup_code', code })).status
  }
  return { ...driven, attempt, codes: portal.users.find(email)?.backupCodes ?? [] }
}

test('backup codes: capitals, spaces and the dash do not matter, each letter and digit does', async () => {
  const { attempt, codes } = createBackup()
  const [first = '', second = ''] = codes
  expect(await attempt(` ${first.toUpperCase().replace('-', ' ')} `)).toBe(200)
  for (const [index, character] of [...second].entries()) {
    if (character === '-') continue
    const other = /\d/.test(character) ? (character === '2' ? '3' : '2') : character === 'a' ? 'b' : 'a'
    const code = second.slice(0, index) + other + second.slice(index + 1)
    if (index < 3 || index === second.length - 1) expect(await attempt(code)).toBe(401)
  }
  expect(await attempt(second)).toBe(200)
})

test('backup codes: they are offered until the last one is used', async () => {
  const { attempt, codes, password } = createBackup()
  const offered = async () => (await password(email, 'backup-password-1')).body['available_methods']
  for (const code of codes) {
    expect(await offered()).toContain('backup_code')
    expect(await attempt(code)).toBe(200)
  }
  expect(await offered()).not.toContain('backup_code')
})
