// Referenced here, so that a program that compiles only this file finds the types.
/// <reference path="./punycode.d.ts" />
import punycode from 'punycode.js'
import { asciiLabel } from './ascii-domain.ts'

/** Letters, marks, digits and hyphens, by RFC 5892, section 3. A URL also accepts symbols and emoji. */
const permitted = /^[\p{L}\p{Mn}\p{Mc}\p{Nd}-]$/u
/** Further permitted signs (2.6). IDNA permits all but the first four only beside certain letters; this check ignores that. */
const alsoPermitted = /^[\u06fd\u06fe\u0f0b\u3007\u00b7\u0375\u05f3\u05f4\u30fb]$/
/** Letters and marks that are forbidden: fillers and repeaters (2.6), marks of symbols and music (2.4), parts of Hangul syllables (2.9). */
const forbidden =
  /^(?:[\u0640\u07fa\u3031-\u3035\u303b]|[\u302e\u302f]|[\u20d0-\u20ff\u{1d100}-\u{1d24f}]|[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff])$/u

/** A right-to-left letter or an Arabic digit, by block, without marks and Persian digits. */
const rightToLeft = /^(?![\p{M}\u06f0-\u06f9])[\u0590-\u08ff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]$/u

const isPermitted = (character: string): boolean =>
  alsoPermitted.test(character) || (permitted.test(character) && !forbidden.test(character))

/** A label with right-to-left characters must start with a right-to-left letter: RFC 5893, rules 1 and 5, which Node 20's URL does not check. */
function directionProblem(characters: readonly string[]): string | undefined {
  const at = characters.findIndex((each) => rightToLeft.test(each))
  const [first = ''] = characters
  if (at === -1 || (at === 0 && !/[\u0660-\u0669]/.test(first))) return undefined
  if (/\p{L}/u.test(first)) return `Invalid direction for codepoint at position ${at + 1} in a left-to-right label`
  return `First codepoint in label '${characters.join('')}' must be directionality L, R or AL`
}

/** A decoded Punycode label; `undefined` if it is malformed. Node's URL accepts a malformed label. */
function decoded(label: string): string | undefined {
  try {
    return punycode.decode(label)
  } catch {
    return undefined
  }
}

/**
 * Why IDNA 2008 rejects a label of a domain, in the words of Python's `idna` as far as possible. Two differences remain: the
 * JavaScript engine decides whether a character is assigned, and the reasons for which a URL rejects a label are one.
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
  // The URL checks the other rules of direction, and that the encoding is the canonical one.
  const ascii = asciiLabel(unicode)
  if (ascii !== undefined && (!isCoded || ascii === label.toLowerCase())) return undefined
  return `Label '${unicode}' is not IDNA`
}
