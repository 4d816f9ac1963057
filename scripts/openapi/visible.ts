/** Control characters, line ends, bidi marks, other characters that show nothing, and halves of a surrogate pair. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

const shortEscapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** What a CI server runs as a command wherever it stands in a line of a log. */
const commands = /##(?=(?:\w+)?\[)/g

/** A character as JSON and JavaScript escape it. */
export function escapeUnits(character: string): string {
  return Array.from({ length: character.length }, (_, index) => {
    return `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`
  }).join('')
}

/** Replaces each character that shows nothing, except those in `kept`. */
export function replaceInvisible(text: string, replace: (character: string) => string, kept = ''): string {
  return text.replaceAll(invisible, (character) => (kept.includes(character) ? character : replace(character)))
}

/**
 * A text of a document on one line of a terminal or of a log: what shows nothing is escaped as in JSON, and no CI server
 * reads a command in it.
 */
export function visible(text: string): string {
  return replaceInvisible(text, (character) => shortEscapes[character] ?? escapeUnits(character))
    .replaceAll(commands, '#\\u0023')
    .replace(/^(\s*):(?=:)/, '$1\\u003a')
}

/** Our own lines, which quote a document, as {@link visible} shows each of them. JSON keeps its meaning. */
export function visibleLines(lines: string): string {
  return lines.split('\n').map(visible).join('\n')
}

/** A text cut to a number of characters, with the number of those left out. */
export function shorten(text: string, length: number): string {
  const { length: whole } = text
  return whole <= length ? text : `${text.slice(0, length)}… (${whole - length} characters more)`
}
