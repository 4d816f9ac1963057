/** What a device is known by: its `User-Agent`, the only thing about it that the contract lets through. */
export function deviceOf(headers: Headers): string {
  return headers.get('user-agent') ?? ''
}
