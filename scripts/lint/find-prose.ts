import ts from 'typescript'

/** The parts of a file. Each has the length and the lines of the file, with the other parts blanked out. */
export interface Parts {
  /** Comments and Markdown, without code in backticks. */
  readonly prose: string
  /** Strings, templates and text in JSX, of more than one word. */
  readonly texts: string
  /** What remains. */
  readonly code: string
}

/** Separates what a file says to a reader from its code. A file of an unknown kind is all prose. */
export function findProse(file: string, text: string): Parts {
  if (/\.([jt]sx?|jsonc?)$/.test(file)) return inCode(file, text)
  return { prose: file.endsWith('.md') ? inMarkdown(text) : text, texts: '', code: '' }
}

/** Markdown, with the comments of the code in its fences. */
function inMarkdown(text: string): string {
  const withoutFences = text.replace(
    /^([ \t]*```(\w*)[^\n]*\n)(.*?)(^[ \t]*```)/gms,
    (_, open, language, code, close) => {
      const isCode = /^[jt]sx?$/.test(language)
      return blankOut(open) + (isCode ? inCode(`fence.${language}`, code).prose : blankOut(code)) + blankOut(close)
    },
  )
  return withoutQuotes(withoutFences)
}

function inCode(file: string, text: string): Parts {
  const texts: Range[] = []
  const masked: Range[] = []
  const source = file.endsWith('.json') || file.endsWith('.jsonc') ? ts.parseJsonText(file, text) : parse(file, text)
  const visit = (node: ts.Node): void => {
    const range = [node.getStart(source), node.end] as const
    // One word is a key or a name, not a text.
    if (isText(node) && /\s/.test(text.slice(...range).trim())) texts.push(range)
    if (isText(node) || ts.isRegularExpressionLiteral(node)) masked.push(range)
    ts.forEachChild(node, visit)
  }
  visit(source)
  const withoutTexts = putBack(text, masked, blankOut, text)
  const comments = [...withoutTexts.matchAll(/\/\/[^\n]*|\/\*.*?\*\//gs)].map(
    ({ 0: comment, index }): Range => [index, index + comment.length],
  )
  const nothing = blankOut(text)
  return {
    prose: putBack(text, comments, (comment) => withoutQuotes(withoutMarks(comment)), nothing),
    texts: putBack(text, texts, (part) => part, nothing),
    code: putBack(text, comments, blankOut, withoutTexts),
  }
}

type Range = readonly [start: number, end: number]

/** Replaces each character that is not read. No pattern matches it, so no match reaches across it. */
const blank = '\0'

const parse = (file: string, text: string): ts.SourceFile =>
  ts.createSourceFile(
    file,
    text,
    ts.ScriptTarget.Latest,
    false,
    file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  )

/** A template is its head, middles and tail: what stands between them is code. */
const isText = (node: ts.Node): boolean =>
  ts.isStringLiteralLike(node) ||
  ts.isTemplateHead(node) ||
  ts.isTemplateMiddleOrTemplateTail(node) ||
  ts.isJsxText(node)

/** `rest`, with the ranges of `text` put back into it as `change` leaves them. */
function putBack(text: string, ranges: readonly Range[], change: (part: string) => string, rest: string): string {
  const sorted = ranges.toSorted(([a], [b]) => a - b)
  const parts = sorted.map(
    ([start, end], index) => rest.slice(sorted[index - 1]?.[1] ?? 0, start) + change(text.slice(start, end)),
  )
  return parts.join('') + rest.slice(sorted.at(-1)?.[1] ?? 0)
}

const blankOut = (text: string): string => text.replace(/\S/g, blank)

const withoutQuotes = (text: string): string => text.replace(/`[^`\n]*`/g, blankOut)

const withoutMarks = (comment: string): string =>
  comment.replace(/^[ \t]*(\/\/+|\/\*+|\*+(?!\/))|\*+\/$/gm, (mark) => ' '.repeat(mark.length))
