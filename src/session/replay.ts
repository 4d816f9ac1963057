/**
 * Keeps what is needed to send a request once more, before it is sent: a copy of the body only if that cannot be made again.
 * `body` is what the request's body was made of, where that is known. The returned function is called at most once.
 */
export function makeReplay(request: Request, body: unknown): () => Request {
  // A platform without streams has no `body`, and its clone copies nothing.
  const lasting = request.body && (typeof body === 'string' || body instanceof Blob) ? body : undefined
  const spare = lasting !== undefined || request.body === null ? request : request.clone()
  return () => {
    if (lasting === undefined && (!spare.keepalive || spare.body === null)) return spare
    const { referrer, referrerPolicy } = spare
    // The bodies of all keepalive requests share 64 KB, and the first request still holds its part.
    return new Request(spare, {
      ...(lasting !== undefined && { body: lasting }),
      keepalive: false,
      referrer,
      referrerPolicy,
    })
  }
}
