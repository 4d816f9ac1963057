import type { Call } from './call.ts'

/** What a device is known by: its `User-Agent`, the only thing about it that the contract lets through. */
export function deviceOf(headers: Call['headers']): string {
  return headers['user-agent'] ?? ''
}
