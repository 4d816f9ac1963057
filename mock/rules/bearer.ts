/** The token of an `Authorization: Bearer …` header. The scheme is case-insensitive: RFC 9110, section 11.1. */
export function bearerToken(authorization: string | undefined): string | undefined {
  return /^bearer +([^\s]+) *$/i.exec(authorization ?? '')?.[1]
}
