import { findProse } from './find-prose.ts'
import { quotingFiles, refusedNames, refusedWordings } from './word-list.ts'

/** A wording that is not used, and where it is. */
export interface Refused {
  readonly file: string
  /** From 1. */
  readonly line: number
  readonly words: string
  /** The words to use. */
  readonly say: string
}

const patterns = refusedWordings.map(({ pattern, say }) => ({
  say,
  pattern: new RegExp(pattern.source.replaceAll(' ', '\\s+'), 'gim'),
}))

/** Finds the refused wordings and names in the text of a file, in the order of its lines. */
export function findRefused(file: string, text: string): readonly Refused[] {
  const { prose, texts, code } = findProse(file, text)
  const at = (index: number, words: string, say: string): Refused => ({
    ...{ file, line: text.slice(0, index).split('\n').length },
    ...{ words: words.replace(/\s+/g, ' '), say },
  })
  const read = quotingFiles.includes(file) ? [prose] : [prose, texts]
  const inProse = patterns.flatMap(({ pattern, say }) =>
    read.flatMap((part) => [...part.matchAll(pattern)].map(({ 0: words, index }) => at(index, words, say))),
  )
  const inNames = [...code.matchAll(/[a-z]+|[A-Z][a-z]*/g)].flatMap(({ 0: word, index }) => {
    const say = refusedNames.get(word.toLowerCase())
    return say === undefined ? [] : [at(index, word, say)]
  })
  return [...inProse, ...inNames].toSorted((a, b) => a.line - b.line)
}
