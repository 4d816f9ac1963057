import { sha256 as bundled } from '@noble/hashes/sha2.js'

const encoder = new TextEncoder()
const { process: host } = globalThis as { process?: Partial<NodeJS.Process> }
/** Of Node, Deno or Bun. It is several times as fast as the bundled digest, and has no wait as WebCrypto's has. */
const native = host?.getBuiltinModule?.('node:crypto')

/** SHA-256 of a text. */
export function sha256(text: string): Uint8Array {
  return native ? native.createHash('sha256').update(text).digest() : bundled(encoder.encode(text))
}

/** Compares two byte arrays in constant time. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length
  for (let i = 0; i < a.length; i += 1) difference |= (a[i] ?? 0) ^ (b[i] ?? 0)
  return difference === 0
}
