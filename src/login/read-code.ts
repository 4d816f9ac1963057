const digitsOfCode = 6

/**
 * The code to send for what a user typed or pasted: phones and mail programs add spaces, dashes, line ends and full-width
 * digits, and each wrong code costs one of few attempts. Null if there is no code.
 */
export function readCode(method: string, code: unknown): string | null {
  if (code === undefined || code === null) return null
  // JavaScript callers may pass a number, which has lost its leading zeros.
  const typed = typeof code === 'number' ? String(code).padStart(digitsOfCode, '0') : String(code)
  const plain = typed.normalize('NFKC')
  const compact = plain.replace(/[^\p{L}\p{N}]/gu, '')
  if (method !== 'backup_code' && /^\d+$/.test(compact)) return compact
  // Dashes inside a backup code may belong to it.
  return plain.replace(/^[\s\p{P}\p{Cf}\p{Cc}]+|[\s\p{P}\p{Cf}\p{Cc}]+$/gu, '') || typed
}
