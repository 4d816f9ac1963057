const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

/** A path with its percent signs decoded as Python's `unquote` does: what is no sequence stays, bytes that are no UTF-8 become U+FFFD. */
export function unquote(path: string): string {
  return path.replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) =>
    utf8.decode(Uint8Array.from(run.slice(1).split('%'), (byte) => Number.parseInt(byte, 16))),
  )
}
