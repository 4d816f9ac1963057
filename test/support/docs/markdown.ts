import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const root: string = resolve(import.meta.dirname, '../../..')

/** A page of documentation. */
export interface Page {
  /** Relative to the root. */
  readonly path: string
  readonly lines: readonly string[]
}

/** A fenced block of a page. */
export interface Fence {
  readonly path: string
  /** The first word after the backticks. */
  readonly language: string
  /** The second: the file it is, for other fences to import. */
  readonly file: string | undefined
  /** The index of its first line in the page. */
  readonly start: number
  readonly lines: readonly string[]
}

/** Every page: those at the root, and all below docs/. */
export const pages: readonly Page[] = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md'],
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => join('docs', path)),
].map(readPage)

/** One page by its path. */
export function readPage(path: string): Page {
  return { path, lines: readFileSync(join(root, path), 'utf8').split('\n') }
}

/** The fenced blocks of a page, from the top. */
export function fencesOf({ path, lines }: Page): readonly Fence[] {
  const fences: Fence[] = []
  let open: Omit<Fence, 'path' | 'lines'> | undefined
  for (const [index, line] of lines.entries()) {
    const marker = /^\s*```\s*(\S*) ?(\S*)/.exec(line)
    if (!marker) continue
    if (open) fences.push({ path, ...open, lines: lines.slice(open.start, index) })
    open = open ? undefined : { language: marker[1] ?? '', file: marker[2] || undefined, start: index + 1 }
  }
  if (open) throw new Error(`${path}:${open.start} opens a fence that nothing closes`)
  return fences
}

/** The folder of the fences with a file name, those of all pages: together they are one application. */
export const fencesFolder: string = join(root, 'fences')

/** The path of a fence as a module: without a file name of its own it has the name of its page and its line. */
export function pathOf({ path, file, start, language }: Fence): string {
  return file === undefined ? join(root, `${path}.${start}.${language}`) : join(fencesFolder, file)
}

/** A page's text without its fenced blocks. */
export function proseOf(page: Page): string {
  const fenced = fencesOf(page).flatMap(({ start, lines }) => lines.map((_, offset) => start + offset))
  return page.lines.filter((_, index) => !fenced.includes(index)).join('\n')
}

/** The rows of all tables whose first heading is `heading`, as cells without their backticks. */
export function tableOf({ path, lines }: Page, heading: string): readonly (readonly string[])[] {
  const starts = lines.flatMap((line, index) => (line.startsWith(`| ${heading} |`) ? [index] : []))
  if (starts.length === 0) throw new Error(`${path} has no table of '${heading}'`)
  return starts.flatMap((start) => rowsAt(lines, start))
}

function rowsAt(lines: readonly string[], start: number): readonly (readonly string[])[] {
  const length = lines.slice(start).findIndex((line) => !line.startsWith('|'))
  return lines.slice(start + 2, start + length).map((line) =>
    line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim().replace(/^`([^`]*)`$/, '$1')),
  )
}

/** The anchors of a page's headings, as GitHub generates them. */
export function anchorsOf(page: Page): readonly string[] {
  return [...proseOf(page).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}
