import { importJWK, SignJWT } from 'jose'
import { type SigningAlgorithm, testKeys } from '../../mock/keys/test-keys.ts'

/** The processor time of one signature as the mock makes it, in microseconds. */
export async function signatureUs(alg: SigningAlgorithm, times: number): Promise<number> {
  const key = await importJWK({ ...testKeys[alg][0] }, alg)
  const claims = { scope: 'openid profile email', tenant_id: 'tnt_te1vkjo9rukkq2z1', sid: 'ses_0000000000000000' }
  const sign = (): Promise<string> =>
    new SignJWT(claims)
      .setProtectedHeader({ alg, typ: 'JWT', kid: '1' })
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(key)
  for (let i = 0; i < times / 4; i += 1) await sign()
  const before = process.cpuUsage()
  for (let i = 0; i < times; i += 1) await sign()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / times
}
