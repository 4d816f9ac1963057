/** The token of an `Authorization: Bearer …` header; the scheme in any case, as RFC 9110 section 11.1 has it. */
export function bearerToken(authorization: string | undefined): string | undefined {
  return /^bearer +([^\s]+) *$/i.exec(authorization ?? '')?.[1]
}
