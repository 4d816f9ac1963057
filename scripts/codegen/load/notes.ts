/** Something that a run did to a document, and the JSON pointer of the place. */
export interface Note {
  readonly what: string
  readonly at: string
}

/** Notes as lines: one for each thing done, with its first place and the number of the others. */
export function printNotes(notes: readonly Note[]): string[] {
  return [...Map.groupBy(notes, ({ what }) => what)].map(([what, [first, ...others]]) => {
    const more = others.length > 0 ? ` and at ${others.length} more ${others.length === 1 ? 'place' : 'places'}` : ''
    return `${what} at ${first?.at}${more}`
  })
}
