import { asciiDomain } from './ascii-domain.ts'

/**
 * The form under which an e-mail is looked up and counted: without regard to case, to how an accent is composed, or to
 * whether a domain is written in Unicode or as `xn--`.
 */
export function canonicalEmail(email: string): string {
  const canonical = email.trim().normalize('NFC').toLowerCase()
  const domainAt = canonical.lastIndexOf('@') + 1
  const domain = canonical.slice(domainAt)
  const ascii = asciiDomain(domain)
  return ascii === undefined || ascii === domain ? canonical : canonical.slice(0, domainAt) + ascii
}
