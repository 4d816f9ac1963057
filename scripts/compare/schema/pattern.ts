/** What takes each text between `^` and `$`; a dot takes no line end. */
const wholes: ReadonlySet<string> = new Set(['[\\s\\S]*', '[\\S\\s]*', '[\\d\\D]*', '[\\w\\W]*', '[^]*'])

/**
 * Whether a regular expression finds a match in every text, as `.*` and the empty one do. For involved expressions that do,
 * the answer may be false.
 */
export function matchesAnything(pattern: string): boolean {
  const within = /^\^(.*)\$$/s.exec(pattern)?.[1]
  if (within !== undefined) return wholes.has(within)
  const loose = pattern.replace(/^\^/, '').replace(/(?<!\\)\$$/, '')
  const withoutClasses = loose.replaceAll(/(?<!\\)\[(?:\\.|[^\]\\])*\]/g, '.')
  // Without assertions, what matches the empty text matches at the start and at the end of every text.
  return !/\\[bB]|(?<!\\)[$^]|\(\?(?!:)/.test(withoutClasses) && matchesEmpty(loose)
}

function matchesEmpty(pattern: string): boolean {
  try {
    return new RegExp(pattern).test('')
  } catch {
    // A pattern that JavaScript cannot read is compared as it is written.
    return false
  }
}
