/**
 * Keeps what is needed to send a request once more, before it is sent: a copy of the body only if that cannot be made again.
 * `body` is what the request's body was made of, where that is known. The returned function is called at most once.
 */
export function makeReplay(request: Request, body: unknown): () => Request {
  // A platform without streams has no `body`, and its clone copies nothing.
  const isLasting = Boolean(request.body) && (typeof body === 'string' || body instanceof Blob)
  const spare = isLasting || request.body === null ? request : request.clone()
  return () => {
    if (!isLasting && (!spare.keepalive || spare.body === null)) return spare
    const { referrer, referrerPolicy } = spare
    // The bodies of all keepalive requests share 64 KB, and the first request still holds its part.
    return new Request(spare, {
      ...(isLasting && { body: body as BodyInit }),
      keepalive: false,
      referrer,
      referrerPolicy,
    })
  }
}
