/** A request as plain data, with only what the portal needs: making a `Request` takes longer than answering it. */
export interface PlainRequest {
  readonly method: string
  readonly url: URL
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly signal: AbortSignal | undefined
  readBody(): Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>
}

/** A `Request` as plain data. A `Request` of another implementation may lack a signal. */
export function toPlainRequest(request: Request): PlainRequest {
  return {
    method: request.method,
    url: new URL(request.url),
    headers: Object.fromEntries(request.headers),
    signal: request.signal ?? undefined,
    readBody: async () => new Uint8Array(await request.arrayBuffer()),
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Bytes as text; `undefined` if they are not UTF-8. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes)
  } catch {
    return undefined
  }
}
