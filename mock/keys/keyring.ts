import { importJWK, type JWK } from 'jose'
import { type TestKey, testKeys } from './test-keys.ts'

type ImportedKey = Awaited<ReturnType<typeof importJWK>>
/** A way of signing. */
export type SigningAlgorithm = TestKey['alg']

/** The portal's keys, imported when first used. */
export type Keyring = {
  /** The private key of an algorithm and its id. */
  signingKey(alg: SigningAlgorithm): Promise<{ key: ImportedKey; kid: string }>
  /** The public key of that id and algorithm, if it is one of ours. */
  verifyingKey(alg: string | undefined, kid: string | undefined): Promise<ImportedKey> | undefined
  /** The public keys, as the JWKS endpoint serves them. */
  publicKeys(): JWK[]
}

const algorithms: readonly SigningAlgorithm[] = ['RS256', 'ES256']

function publicJwk({ alg, kid, jwk }: TestKey): JWK {
  const { kty, n, e, crv, x, y } = jwk
  const parts = kty === 'RSA' ? { n, e } : { crv, x, y }
  return Object.fromEntries(
    Object.entries({ kty, use: 'sig', alg, kid, ...parts }).filter(([, part]) => part !== undefined),
  )
}

/** Makes a keyring over the fixed test keys. */
export function createKeyring(): Keyring {
  const privateKeys = new Map<SigningAlgorithm, Promise<ImportedKey>>()
  const verifyingKeys = new Map<string, Promise<ImportedKey>>()
  const importedOnce = <Id>(
    known: Map<Id, Promise<ImportedKey>>,
    id: Id,
    jwk: JWK,
    alg: string,
  ): Promise<ImportedKey> => {
    const key = known.get(id) ?? importJWK(jwk, alg)
    known.set(id, key)
    return key
  }
  return {
    async signingKey(alg: SigningAlgorithm): Promise<{ key: ImportedKey; kid: string }> {
      const { jwk, kid } = testKeys[alg]
      return { key: await importedOnce(privateKeys, alg, { ...jwk }, alg), kid }
    },
    verifyingKey(alg: string | undefined, kid: string | undefined): Promise<ImportedKey> | undefined {
      const ours = algorithms.map((each) => testKeys[each]).find((key) => key.alg === alg && key.kid === kid)
      return ours === undefined ? undefined : importedOnce(verifyingKeys, ours.kid, publicJwk(ours), ours.alg)
    },
    publicKeys(): JWK[] {
      return algorithms.map((alg) => publicJwk(testKeys[alg]))
    },
  }
}
