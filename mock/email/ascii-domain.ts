const ascii = /^[!-~]*$/

/** The labels of a domain, without regard to how wide a letter is written or an accent composed, and without what is not seen. */
export function domainLabels(domain: string): readonly string[] {
  if (ascii.test(domain)) return domain.split('.')
  // Split first: what only widens to a dot separates nothing.
  return domain
    .split(/[.。．｡]/)
    .map((label) => label.normalize('NFKC').replace(/\p{Default_Ignorable_Code_Point}/gu, ''))
}

/** One label in its ASCII form, in lower case. `undefined` when it has none. */
export function asciiLabel(label: string): string | undefined {
  if (ascii.test(label)) return label.toLowerCase()
  try {
    // Alone, as Python's `idna` takes it: a URL judges a label by the direction of the others. `x` keeps it from being an IPv4 address.
    return new URL(`http://${label}.x`).hostname.slice(0, -2)
  } catch {
    return undefined
  }
}

/** The domain of an e-mail as it is counted and sent: in its ASCII form, in lower case. `undefined` when it has none. */
export function asciiDomain(domain: string): string | undefined {
  if (ascii.test(domain)) return domain.toLowerCase()
  const labels = domainLabels(domain).map(asciiLabel)
  return labels.includes(undefined) ? undefined : labels.join('.')
}
