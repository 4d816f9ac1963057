/**
 * A short mark of a token, to tell whether two are the same without writing either down: FNV-1a of 32 bits. It tells
 * tokens apart; it does not hide one from whoever could guess it, so it stays in the storage, beside the token itself.
 */
export function digestOf(token: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < token.length; index++) {
    hash = Math.imul(hash ^ token.charCodeAt(index), 0x01000193)
  }
  return (hash >>> 0).toString(16)
}
