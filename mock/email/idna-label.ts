// Named here, so that whoever compiles this file alone finds the types.
/// <reference path="./punycode.d.ts" />
import punycode from 'punycode.js'
import { asciiLabel } from './ascii-domain.ts'

/** Letters, their marks, digits and hyphens: a URL takes more, such as symbols and emoji. RFC 5892, section 3. */
const permitted = /^[\p{L}\p{Mn}\p{Mc}\p{Nd}-]$/u
/** Signs that are taken too (2.6): the first four anywhere, the others by IDNA only beside certain letters, and here anywhere. */
const alsoPermitted = /^[\u06fd\u06fe\u0f0b\u3007\u00b7\u0375\u05f3\u05f4\u30fb]$/
/** Letters and marks that are not: those that fill or repeat (2.6), marks of symbols and music (2.4), parts of Hangul syllables (2.9). */
const forbidden =
  /^(?:[\u0640\u07fa\u3031-\u3035\u303b]|[\u302e\u302f]|[\u20d0-\u20ff\u{1d100}-\u{1d24f}]|[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff])$/u

/** A letter written from right to left, or an Arabic digit: its block, but for marks and the Persian digits. */
const rightToLeft = /^(?![\p{M}\u06f0-\u06f9])[\u0590-\u08ff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]$/u

const isPermitted = (character: string): boolean =>
  alsoPermitted.test(character) || (permitted.test(character) && !forbidden.test(character))

/** What is written from right to left begins its label, with a letter. RFC 5893, rules 1 and 5: Node 20's URL does not know them. */
function directionProblem(characters: readonly string[]): string | undefined {
  const at = characters.findIndex((each) => rightToLeft.test(each))
  const [first = ''] = characters
  if (at === -1 || (at === 0 && !/[\u0660-\u0669]/.test(first))) return undefined
  if (/\p{L}/u.test(first)) return `Invalid direction for codepoint at position ${at + 1} in a left-to-right label`
  return `First codepoint in label '${characters.join('')}' must be directionality L, R or AL`
}

/** Empty or `undefined` where it says nothing. A URL does not tell: Node's takes any such label as it is. */
function decoded(label: string): string | undefined {
  try {
    return punycode.decode(label)
  } catch {
    return undefined
  }
}

/**
 * Why IDNA 2008 refuses a label of a domain, in the words of Python's `idna` where they can be known. What is left: a
 * character is assigned when the JavaScript engine knows it, not when Python does, and what a URL refuses is not told apart.
 */
export function labelProblem(label: string): string | undefined {
  const isCoded = /^xn--[a-z0-9-]*$/i.test(label)
  if (!isCoded && /^[a-z0-9-]*$/i.test(label)) return undefined
  const unicode = isCoded ? decoded(label.slice(4).toLowerCase()) : label
  if (!unicode) return 'Invalid A-label'
  if (/^..--/su.test(unicode)) return 'Label has disallowed hyphens in 3rd and 4th position'
  if (/^-|-$/.test(unicode)) return 'Label must not start or end with a hyphen'
  const characters = [...unicode]
  const at = characters.findIndex((each) => !isPermitted(each))
  if (at !== -1) {
    const code = characters[at]?.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')
    return `Codepoint U+${code} at position ${at + 1} of '${unicode}' not allowed`
  }
  const direction = directionProblem(characters)
  if (direction !== undefined) return direction
  // The URL knows the other rules of right and left, and that a label is coded in one way only.
  const ascii = asciiLabel(unicode)
  if (ascii !== undefined && (!isCoded || ascii === label.toLowerCase())) return undefined
  return `Label '${unicode}' is not IDNA`
}
