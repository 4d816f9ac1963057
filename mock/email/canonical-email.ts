import { asciiDomain } from './ascii-domain.ts'

/**
 * The canonical form of an e-mail, under which it is stored and compared: lower case, composed accents, and a domain in
 * Unicode as `xn--`.
 */
export function canonicalEmail(email: string): string {
  const canonical = email.trim().normalize('NFC').toLowerCase()
  const domainAt = canonical.lastIndexOf('@') + 1
  const domain = canonical.slice(domainAt)
  const ascii = asciiDomain(domain)
  return ascii === undefined || ascii === domain ? canonical : canonical.slice(0, domainAt) + ascii
}
