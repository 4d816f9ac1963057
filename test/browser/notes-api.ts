import { decodeJwt } from 'jose'
import { createPortal } from '../../mock/portal/portal.ts'
import { startPortalServer } from '../../mock/server/server.ts'
import { sleep } from './until.ts'

/** A note that reached the API. */
interface Note {
  /** The id of the user in whose name the page wrote it. */
  readonly author: string
  /** The id of the user whose access token came with it. */
  readonly bearer: string | undefined
  /** The status of the response; undefined until it has left. */
  status: number | undefined
}

/** An API beside the portal, with an origin of its own. It records who wrote a note, and whose token came with it. */
export interface NotesApi {
  readonly url: string
  readonly notes: readonly Note[]
  close(): Promise<void>
}

/** Starts the API. It asks `accepts` about each token after up to `holdMs`, so that a token may end meanwhile. */
export async function startNotesApi(holdMs: number, accepts: (token: string) => Promise<boolean>): Promise<NotesApi> {
  const notes: Note[] = []
  const { url, close } = await startPortalServer({ portal: { ...createPortal(), fetch: receive } })
  return { url, notes, close }

  async function receive(input: Request | URL | string, init?: RequestInit): Promise<Response> {
    const request = new Request(input, init)
    const [, token = ''] = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '') ?? []
    const bearer = token === '' ? undefined : decodeJwt(token).sub
    const note: Note = { author: await request.text(), bearer, status: undefined }
    notes.push(note)
    await sleep((holdMs * (notes.length % 5)) / 4)
    note.status = (await accepts(token)) ? 200 : 401
    return Response.json({}, { status: note.status })
  }
}
