import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { build } from 'esbuild'
import type * as app from './app.ts'
import { ReactNativeUrl, ReactNativeUrlSearchParams } from './url.ts'
import { NodeXmlHttpRequest } from './xml-http-request.ts'

/** What code in the realm can reach. */
export interface ReactNativeRealm {
  /** What `app.ts` exports, loaded in the realm. */
  readonly app: typeof app
  /** Whether the realm has a global of that name. */
  has(name: string): boolean
}

/** Loads the client with React Native's polyfills in a realm that has nothing else of a browser's. */
export async function openReactNativeRealm(): Promise<ReactNativeRealm> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'app.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'app',
  })
  const { setTimeout, clearTimeout, queueMicrotask, performance, atob, btoa } = globalThis
  const context = createContext({
    ...{ setTimeout, clearTimeout, queueMicrotask, performance, atob, btoa, console },
    ...{ URL: ReactNativeUrl, URLSearchParams: ReactNativeUrlSearchParams, XMLHttpRequest: NodeXmlHttpRequest },
    navigator: { product: 'ReactNative' },
    process: { env: { NODE_ENV: 'development' } },
  })
  runInContext('window = self = global = globalThis', context)
  runInContext(outputFiles[0]?.text ?? '', context)
  return {
    app: runInContext('app', context) as typeof app,
    has: (name) => runInContext(`typeof ${name} !== 'undefined'`, context) === true,
  }
}
