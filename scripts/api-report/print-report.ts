import type { Api, ApiEntry } from './read-api.ts'

/** Prints the page: for each entry its declarations, then the types they are made of. */
export function printReport({ entries, hidden }: Api): string {
  return [
    '# API report',
    [
      'Every declaration of the package, without its comments, made from the built `.d.ts` files by',
      '`npm run build && npm run api-report`. `.ci/run` fails where the page is out of date: a change here is a change',
      'for users. What the names mean is in the [README](../README.md) and beside the code.',
    ].join('\n'),
    ...entries.map(printEntry),
    '## Types that are not exported',
    'They are part of a type above.',
    `${printFence(hidden.map(({ text }) => text))}\n`,
  ].join('\n\n')
}

function printEntry({ specifier, exports }: ApiEntry): string {
  const own = exports.filter(({ sameAs }) => sameAs === undefined).map(({ text }) => text)
  const shared = exports
    .filter(({ sameAs }) => sameAs !== undefined)
    .map(({ name, sameAs }) => `- \`${name}\` of \`${sameAs}\``)
  return [`## ${specifier}`, ...(own.length > 0 ? [printFence(own)] : []), shared.join('\n')].join('\n\n').trimEnd()
}

function printFence(texts: readonly string[]): string {
  return `\`\`\`typescript\n${texts.join('\n\n')}\n\`\`\``
}
