/** What the vendor's page says of one operation. */
export interface PageOperation {
  method: string
  path: string
  summary: string
  parameters: { name: string; in: string; required: boolean; type: string }[]
  hasRequiredBody: boolean
  responses: Record<string, string>
}

/** What the page says of one field; `default` is absent if the page gives no default. */
export interface PageField {
  type: string
  required: boolean
  default?: string | boolean
}

/** The facts of the page, read from its text: the operations in its order, the fields of each schema by name. */
export function parsePage(text: string): {
  operations: PageOperation[]
  schemas: Map<string, Record<string, PageField>>
} {
  const [endpoints = '', schemas = ''] = text.split('\nSchemas#\n')
  return {
    operations: sections(endpoints, /^(POST|GET|PUT|PATCH|DELETE) (\S+)#$/).map(parseOperation),
    schemas: new Map(
      sections(schemas, /^(\w+)#$/).map(({ heading: [, name = ''], lines }) => [name, parseFields(lines)]),
    ),
  }
}

interface Section {
  heading: RegExpExecArray
  lines: string[]
}

function sections(text: string, heading: RegExp): Section[] {
  const found: Section[] = []
  for (const line of text.split('\n')) {
    const match = heading.exec(line)
    if (match) found.push({ heading: match, lines: [] })
    else if (line !== '') found.at(-1)?.lines.push(line)
  }
  return found
}

function parseOperation({ heading: [, method = '', path = ''], lines }: Section): PageOperation {
  return {
    method,
    path,
    summary: lines[0] ?? '',
    parameters: lines.flatMap((line) => {
      const match = /^(\w+) (header|query|path|cookie) (yes|no) (.+)$/.exec(line)
      return match
        ? [{ name: match[1] ?? '', in: match[2] ?? '', required: match[3] === 'yes', type: match[4] ?? '' }]
        : []
    }),
    hasRequiredBody: lines.some((line, index) => line === 'Request body:' && lines[index + 1] === 'Required.'),
    responses: Object.fromEntries(
      lines.flatMap((line) => {
        // The arrow is lost where the body is a link.
        const match = /^(\d{3}) application\/json(?: → )?(\w+)$/.exec(line)
        return match ? [[match[1], match[2]]] : []
      }),
    ),
  }
}

function parseFields(lines: readonly string[]): Record<string, PageField> {
  return Object.fromEntries(
    lines.flatMap((line): [string, PageField][] => {
      const match = /^(\w+) (.+) (yes|no)(?: Default: (.+))?$/.exec(line)
      if (!match) return []
      const [, name = '', type = '', required, fallback] = match
      return [
        [name, { type, required: required === 'yes', ...(fallback !== undefined && { default: literal(fallback) }) }],
      ]
    }),
  )
}

/** The page writes defaults as Python does. */
function literal(text: string): string | boolean {
  return text === 'True' || text === 'False' ? text === 'True' : text
}
