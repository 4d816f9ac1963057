/// <reference types="vite/client" />

interface ImportMetaEnv {
  /** Where the portal is; without it the page brings its own. */
  readonly VITE_PORTAL_URL?: string
}
