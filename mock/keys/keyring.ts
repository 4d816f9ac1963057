import { importJWK, type JWK } from 'jose'
import { type SigningAlgorithm, testKeys } from './test-keys.ts'

type ImportedKey = Awaited<ReturnType<typeof importJWK>>
/** The number of a generation of keys: 1, and one more for each rotation. */
type KeyGeneration = number

/** The portal's keys, imported on first use. The caller decides which generations are valid. */
export interface Keyring {
  /** The private key of an algorithm, and its id. */
  signingKey(alg: SigningAlgorithm, generation: KeyGeneration): Promise<{ key: ImportedKey; kid: string }>
  /** The public key with that id and algorithm, if it belongs to one of these generations. */
  verifyingKey(
    alg: string | undefined,
    kid: string | undefined,
    generations: readonly KeyGeneration[],
  ): Promise<ImportedKey> | undefined
  /**
   * The public keys of these generations, as the JWKS endpoint serves them. Those of EdDSA are there only where it signs:
   * some libraries refuse a whole key set for a type of key that they do not know.
   */
  publicKeys(generations: readonly KeyGeneration[], signsWith: SigningAlgorithm): JWK[]
}

const algorithms: readonly SigningAlgorithm[] = ['RS256', 'ES256', 'EdDSA']

/** The id of a key. It is unique to its generation, although generations reuse the same few keys in turn. */
function kidOf(alg: SigningAlgorithm, generation: KeyGeneration): string {
  return `test-${alg.toLowerCase()}-${generation}`
}

function jwkOf(alg: SigningAlgorithm, generation: KeyGeneration): JWK {
  const keys = testKeys[alg]
  return { ...keys[(generation - 1) % keys.length] }
}

function publicJwk(alg: SigningAlgorithm, generation: KeyGeneration): JWK {
  const { kty, n, e, crv, x, y } = jwkOf(alg, generation)
  const parts = { n, e, crv, x, y }
  return Object.fromEntries(
    Object.entries({ kty, use: 'sig', alg, kid: kidOf(alg, generation), ...parts }).filter(
      ([, part]) => part !== undefined,
    ),
  )
}

/** Makes a keyring over the fixed test keys. */
export function createKeyring(): Keyring {
  const privateKeys = new Map<string, Promise<ImportedKey>>()
  const verifyingKeys = new Map<string, Promise<ImportedKey>>()
  const importedOnce = (known: typeof privateKeys, kid: string, jwk: JWK, alg: string): Promise<ImportedKey> => {
    const key = known.get(kid) ?? importJWK(jwk, alg)
    known.set(kid, key)
    return key
  }
  return {
    async signingKey(alg: SigningAlgorithm, generation: KeyGeneration): Promise<{ key: ImportedKey; kid: string }> {
      const kid = kidOf(alg, generation)
      return { key: await importedOnce(privateKeys, kid, jwkOf(alg, generation), alg), kid }
    },
    verifyingKey(
      alg: string | undefined,
      kid: string | undefined,
      generations: readonly KeyGeneration[],
    ): Promise<ImportedKey> | undefined {
      const algorithm = algorithms.find((each) => each === alg)
      if (algorithm === undefined) return undefined
      const generation = generations.find((each) => kidOf(algorithm, each) === kid)
      if (generation === undefined) return undefined
      return importedOnce(verifyingKeys, kidOf(algorithm, generation), publicJwk(algorithm, generation), algorithm)
    },
    publicKeys(generations: readonly KeyGeneration[], signsWith: SigningAlgorithm): JWK[] {
      const served = algorithms.filter((alg) => alg !== 'EdDSA' || alg === signsWith)
      return generations.flatMap((generation) => served.map((alg) => publicJwk(alg, generation)))
    },
  }
}
