import type { JsonObject } from '../../openapi/json.ts'
import { mapSchemas } from '../../openapi/map-schemas.ts'
import { mapTexts, type TextEdits } from '../../openapi/map-texts.ts'
import { escapeUnits, replaceInvisible } from '../../openapi/visible.ts'
import { readPattern } from '../load/refuse-patterns.ts'
import { harmlessProse } from './harmless.ts'

/** What a generator gets in place of text that could leave its place in the code, and how the code gets the text back. */
export interface Masked {
  readonly document: JsonObject
  unmask(code: string): string
}

/** Begins a masked character, and is itself masked wherever a document has it. */
const mark = '\uE000'
const dangerous = /[\\'"`*\uE000]/g

/**
 * Replaces each character with a meaning in code by an inert one and its number, and each pattern by its index. In the
 * code that comes back, a character is an escape and a pattern is a literal that JavaScript itself printed.
 */
export function maskDocument(contract: JsonObject): Masked {
  const patterns: string[] = []
  const document = mapSchemas(
    mapTexts(contract, { prose: harmlessProse, text: mask, reference }),
    ({ pattern, ...schema }) => {
      if (typeof pattern !== 'string' || pattern === '') return schema
      patterns.push(literalOf(unmask(pattern)))
      return { ...schema, pattern: `${mark}p${patterns.length - 1}${mark}` }
    },
  )
  return {
    document,
    unmask: (code) =>
      unmaskCode(
        code.replaceAll(
          new RegExp(`/${mark}p(\\d+)${mark}/`, 'g'),
          (_, index: string) => patterns[Number(index)] ?? '',
        ),
      ),
  }
}

const maskedCharacter = /\uE000([\da-f]{4})/g

/**
 * A name that generators make a reference of, or look up in an object: masked are a percent sign outside an escape, since
 * they decode it, and the first letter of `valueOf` and the like, which every object has. In a reference, each step.
 */
function maskName(text: string): string {
  return text.startsWith('#/') ? text.split('/').map(maskStep).join('/') : maskStep(text)
}

function maskStep(text: string): string {
  if (Object.hasOwn(Object.prototype, text)) return marked(text.slice(0, 1)) + text.slice(1)
  return text.replaceAll(isEscaped(text) ? /\uE000/g : /[%\uE000]/g, marked)
}

function isEscaped(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

/** Code with each masked character as an escape, and a letter as itself. */
export function unmaskCode(code: string): string {
  return code.replaceAll(maskedCharacter, (_, unit: string) => {
    const letter = String.fromCharCode(Number.parseInt(unit, 16))
    return /\w/.test(letter) ? letter : `\\u${unit}`
  })
}

const reference = `${marked('$')}ref`

/** The texts of a document as the generator of types gets them. */
export const editsOfTypes: TextEdits = { prose: harmlessProse, text: maskName, reference }

function mask(text: string): string {
  return replaceInvisible(text.replaceAll(dangerous, marked), marked)
}

function marked(characters: string): string {
  return escapeUnits(characters).replaceAll('\\u', mark)
}

function unmask(text: string): string {
  return text.replaceAll(maskedCharacter, (_, unit: string) => String.fromCharCode(Number.parseInt(unit, 16)))
}

/** A regular expression as JavaScript prints it: no slash in it ends the literal. */
function literalOf(pattern: string): string {
  const { source, flags } = readPattern(pattern)
  // What shows nothing becomes an escape; a backslash before it, which means nothing, would become part of one.
  const shown = source.replaceAll(/\\?[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\uE000]|\\./gsu, (part) => {
    const last = part.replace(/^\\/, '')
    const escaped = last === mark ? escapeUnits(mark) : replaceInvisible(last, escapeUnits)
    return escaped === last ? part : escaped
  })
  return `/${shown}/${flags}`
}
