/**
 * Whether the error response to a refresh says, by its code or in words, that the token had been used before. A message
 * that leaves open whether the token was used or has expired does not count.
 */
export function isRefusedAsUsed(body: unknown): boolean {
  const said = JSON.stringify(body) ?? ''
  return /re-?us|replay|(already|been)[\s_-](been[\s_-])?(used|redeemed|consumed)/i.test(said) && !/expire/i.test(said)
}
