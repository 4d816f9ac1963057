import { visible } from './visible.ts'

/** A text of a document as code on one line: its backticks do not end the span. */
export function codeSpan(text: string): string {
  const shown = visible(text)
  if (shown.trim() === '') return shown === '' ? '' : '` `'
  const runs = [...shown.matchAll(/`+/g)].map(([run]) => run.length)
  const fence = '`'.repeat(runs.includes(1) ? Math.max(...runs) + 1 : 1)
  const space = /^`|`$|^ .* $/.test(shown) ? ' ' : ''
  return `${fence}${space}${shown}${space}${fence}`
}

/** A name of a document as plain text on one line: nothing in it is markup. */
export function plainText(text: string): string {
  return escapeMarkup(visible(text).replaceAll(/\s+/g, ' '))
    .replaceAll(/[`*~]/g, '\\$&')
    .replaceAll(/(?<![\p{L}\p{N}_])_+|_+(?![\p{L}\p{N}_])/gu, (run) => run.replaceAll('_', '\\_'))
}

/** Prose of a document on one line: its code spans and emphasis stay; headings, HTML and links become plain text. */
export function inlineProse(text: string): string {
  return proseLine(text.replaceAll(/\s*\n\s*/g, ' '))
}

/** Prose of a document as paragraphs and lists: headings, HTML, links, quotes, tables and fences become plain text. */
export function prose(text: string): string {
  return text
    .split(/\r\n?|\n/)
    .map((line) => {
      const shown = escapeOutsideCode(visibleWithTabs(line), (part) => part.replaceAll('|', '\\|'))
      // A line of these would make the paragraph above it a heading, or start a fence or a quote.
      return shown.replace(/^((?:\s|[-+*]\s|\d+[.)]\s)*)(?=[-=]+\s*$|~|>)/, '$1\\')
    })
    .join('\n')
}

/** A cell of a table, from text that is markup already: its pipes do not end the cell. */
export function cell(markup: string): string {
  return markup.replaceAll(/(\\*)\|/g, (_, slashes: string) => (slashes === '' ? '\\|' : `${slashes}\\u007c`))
}

function proseLine(line: string): string {
  return escapeOutsideCode(visibleWithTabs(line), (part) => part)
}

function visibleWithTabs(line: string): string {
  return visible(line.replaceAll('\t', ' '))
}

/** Code spans as Markdown pairs them: a run of backticks ends at the next run of the same length. */
function escapeOutsideCode(line: string, edit: (part: string) => string): string {
  const runs = [...line.matchAll(/`+/g)].map((run) => ({ start: run.index, end: run.index + run[0].length }))
  const plain = (from: number, to: number): string => edit(escapeMarkup(line.slice(from, to))).replaceAll('`', '\\`')
  let text = ''
  let done = 0
  for (const [index, open] of runs.entries()) {
    if (open.start < done) continue
    const close = closingRun(runs, index)
    if (!close) continue
    text += plain(done, open.start) + line.slice(open.start, close.end)
    done = close.end
  }
  return text + plain(done, line.length)
}

interface Run {
  readonly start: number
  readonly end: number
}

function closingRun(runs: readonly Run[], index: number): Run | undefined {
  const open = runs[index]
  for (let at = index + 1; open && at < runs.length; at += 1) {
    const run = runs[at]
    if (run && run.end - run.start === open.end - open.start) return run
  }
  return undefined
}

function escapeMarkup(text: string): string {
  return (
    text
      .replaceAll(/[\\<[\]]|(?<=\])\(/g, '\\$&')
      .replaceAll(/&(?=#|\w+;)/g, '\\&')
      // Markdown of GitHub makes links of bare addresses.
      .replaceAll(/:(?=\/\/)|(?<=\bwww)\./gi, '\\$&')
      .replaceAll(/(^|\s)(#+)/g, (_, before: string, marks: string) => before + marks.replaceAll('#', '\\#'))
  )
}
