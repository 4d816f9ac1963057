/**
 * Whether the refusal of a refresh says, by its code or in words, that the token had been used before. One that leaves
 * open whether the token was used or merely expired does not say it.
 */
export function isRefusedAsUsed(body: unknown): boolean {
  const said = JSON.stringify(body) ?? ''
  return /re-?us|replay|(already|been)[\s_-](been[\s_-])?(used|redeemed|consumed)/i.test(said) && !/expire/i.test(said)
}
