/** The domain of an e-mail as it is counted and sent: in its ASCII form, in lower case. `undefined` when it has none. */
export function asciiDomain(domain: string): string | undefined {
  // What is ASCII stays as it is; a URL would read an IPv4 address in `1` and in `1.2`.
  if (/^[!-~]*$/.test(domain)) return domain.toLowerCase()
  try {
    return new URL(`http://${domain}`).hostname
  } catch {
    return undefined
  }
}
