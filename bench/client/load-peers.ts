import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { peersFolder } from './peers.ts'

/** What is used of axios. */
interface Axios {
  readonly interceptors: { readonly request: { use(change: (config: { headers: Headers }) => object): void } }
  get(url: string): Promise<unknown>
  request(config: object): Promise<unknown>
}

/** What is used of the other packages; they are installed when the bench runs, so that no declaration can be imported. */
export interface Peers {
  readonly ky: { create(options: object): (url: string, options: object) => { json(): Promise<unknown> } }
  readonly createOfetch: (ports: object) => (url: string, options: object) => Promise<unknown>
  readonly axios: { create(options: object): Axios }
  readonly refreshOn401: (client: Axios, refresh: () => Promise<void>, options: object) => void
}

/** Imports the other packages. */
export async function loadPeers(): Promise<Peers> {
  const { resolve } = createRequire(join(peersFolder, 'package.json'))
  const load = (name: string) => import(pathToFileURL(resolve(name)).href)
  const [ky, ofetch, axios, refresh] = await Promise.all(['ky', 'ofetch', 'axios', 'axios-auth-refresh'].map(load))
  const found = refresh.createAuthRefresh ?? refresh.default?.default ?? refresh.default
  return { ky: ky.default, createOfetch: ofetch.createFetch, axios: axios.default, refreshOn401: found }
}
