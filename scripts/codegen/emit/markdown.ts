import { cell } from '../../openapi/markdown-text.ts'

/** A heading's anchor as GitHub makes it, before duplicates are numbered. */
function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
}

/** The anchors of headings in page order: the second `a` is `a-1`. */
export function anchorsOf(titles: readonly string[]): readonly string[] {
  const counts = new Map<string, number>()
  return titles.map((title) => {
    const slug = slugOf(title)
    const count = counts.get(slug) ?? 0
    counts.set(slug, count + 1)
    return count === 0 ? slug : `${slug}-${count}`
  })
}

/** A table in Markdown, from cells that are markup already. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`.replaceAll(/ {2,}\|/g, ' |')
  return [line(headings), `|${'---|'.repeat(headings.length)}`, ...rows.map((row) => line(row.map(cell)))].join('\n')
}
