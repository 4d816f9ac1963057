// What an app bundles: React Native's polyfills from the same packages, imported as it imports them, then the client.
import { AbortController, AbortSignal } from 'abort-controller/dist/abort-controller'
import 'whatwg-fetch'

Object.assign(globalThis, { AbortController, AbortSignal })

export { createPortalAuth, isPortalAuthError } from '../../../src/index.ts'
