const ascii = /^[!-~]*$/

/** The labels of a domain, normalised: full-width letters, composed accents and invisible characters do not matter. */
export function domainLabels(domain: string): readonly string[] {
  if (ascii.test(domain)) return domain.split('.')
  // Split before normalising: a character that only normalises to a dot is not a separator.
  return domain
    .split(/[.。．｡]/)
    .map((label) => label.normalize('NFKC').replace(/\p{Default_Ignorable_Code_Point}/gu, ''))
}

/** A label in its ASCII form, in lower case; `undefined` for an invalid label. */
export function asciiLabel(label: string): string | undefined {
  if (ascii.test(label)) return label.toLowerCase()
  try {
    // Alone, like Python's `idna`: a URL checks a label together with the direction of the others. `x` prevents an IPv4 address.
    return new URL(`http://${label}.x`).hostname.slice(0, -2)
  } catch {
    return undefined
  }
}

/** A domain in its ASCII form, in lower case; `undefined` for an invalid domain. */
export function asciiDomain(domain: string): string | undefined {
  if (ascii.test(domain)) return domain.toLowerCase()
  const labels = domainLabels(domain).map(asciiLabel)
  return labels.includes(undefined) ? undefined : labels.join('.')
}
