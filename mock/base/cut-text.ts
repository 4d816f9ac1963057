/** The first characters of a text, with `…` for the rest. */
export function cutText(text: string, most: number): string {
  // Joined from characters: a slice alone would keep the whole text in memory.
  return text.length > most ? [...text.slice(0, most), '…'].join('') : text
}
