const digits = 'abcdefghijklmnopqrstuvwxyz0123456789'
const base = digits.length
const lastCodePoint = 0x10ffff

/** How far the next digits count, from how far the last ones went. RFC 3492, section 6.1. */
function adapted(delta: number, length: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? 700 : 2))
  rest += Math.floor(rest / length)
  let bias = 0
  for (; rest > 455; bias += base) rest = Math.floor(rest / (base - 1))
  return bias + Math.floor((base * rest) / (rest + 38))
}

/**
 * What a label says after its `xn--`, given in lower case. `undefined` where it says nothing. RFC 3492, section 6.2; a URL
 * does not tell: Node's takes any such label as it is.
 */
export function decodePunycode(text: string): string | undefined {
  const dash = text.lastIndexOf('-')
  const decoded = [...text.slice(0, Math.max(dash, 0))]
  let next = dash + 1
  let codePoint = 128
  let at = 0
  let bias = 72
  while (next < text.length) {
    const before = at
    for (let weight = 1, step = base; ; step += base) {
      const digit = digits.indexOf(text[next] ?? ' ')
      next += 1
      at += digit * weight
      if (digit === -1 || at > lastCodePoint * (decoded.length + 1)) return undefined
      const threshold = Math.min(Math.max(step - bias, 1), 26)
      if (digit < threshold) break
      weight *= base - threshold
    }
    const length = decoded.length + 1
    bias = adapted(at - before, length, before === 0)
    codePoint += Math.floor(at / length)
    if (codePoint > lastCodePoint) return undefined
    at %= length
    decoded.splice(at, 0, String.fromCodePoint(codePoint))
    at += 1
  }
  return decoded.join('')
}
