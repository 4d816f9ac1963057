import { escapeUnits, replaceInvisible } from '../../openapi/visible.ts'

/**
 * Prose that stays within the comment that a generator writes it into: it has no end of a comment, also not as an escape
 * that the generator decodes, no directive of the compiler, and nothing that shows nothing.
 */
export function harmlessProse(text: string): string {
  return replaceInvisible(text.replaceAll(/\r\n?/g, '\n'), (character) => `[${nameOf(character)}]`, '\n\t')
    .replaceAll(/\\+(?=u)/g, '')
    .replaceAll(/\*(?=\/)/g, '*\\')
    .replaceAll(/@(?=ts-)/g, '@ ')
}

/** Generated code with what shows nothing escaped: in a comment, a string or a regular expression the meaning is the same. */
export function showInvisible(code: string): string {
  return replaceInvisible(code, escapeUnits, '\n\t')
}

function nameOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
