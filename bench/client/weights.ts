import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { peersFolder, versionOf } from './peers.ts'

/** What an import weighs in an application. */
export interface Weight {
  readonly name: string
  readonly gzipBytes: number
}

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const root = at('../..')
const built = './dist/index.js'

/** Whether the build is weighed, rather than the sources. */
export const weighsBuild: boolean = existsSync(at('../../dist/index.js'))

const core = 'createPortalAuth, isPortalAuthError'
const own: readonly (readonly [string, string])[] = [
  ['`createPortalAuth` and `isPortalAuthError`', `export { ${core} }`],
  ['with `indexedDbStorage`', `export { ${core}, indexedDbStorage }`],
  ['with `createLoginFlow`', `export { ${core}, createLoginFlow }`],
  ['all exports', 'export *'],
]

const peers: readonly (readonly [string, string])[] = [
  ['keycloak-js', 'keycloak-js'],
  ['oidc-client-ts', 'oidc-client-ts'],
  ['@auth0/auth0-spa-js', '@auth0/auth0-spa-js'],
  ['@azure/msal-browser', '@azure/msal-browser'],
  ['@supabase/auth-js', '@supabase/auth-js'],
  ['better-auth', 'better-auth/client'],
  ['@workos-inc/authkit-js', '@workos-inc/authkit-js'],
]

/** What each of the others needs to sign in and keep a session. */
const peerExports: Readonly<Record<string, string>> = {
  'keycloak-js': 'default',
  'oidc-client-ts': 'UserManager',
  '@auth0/auth0-spa-js': 'Auth0Client',
  '@azure/msal-browser': 'PublicClientApplication',
  '@supabase/auth-js': 'AuthClient',
  'better-auth': 'createAuthClient',
  '@workos-inc/authkit-js': 'createClient',
}

/** Weighs this package and others: bundled and minified by esbuild, gzip -9. */
export async function weigh(): Promise<readonly Weight[]> {
  const weights: Weight[] = []
  const from = weighsBuild ? built : './src/index.ts'
  for (const [name, names] of own) {
    weights.push({ name, gzipBytes: await weighOne(`${names} from '${from}'`, root) })
  }
  for (const [name, entry] of peers) {
    const gzipBytes = await weighOne(`export { ${peerExports[name]} } from '${entry}'`, peersFolder)
    weights.push({ name: `${name} ${versionOf(name)}: \`${peerExports[name]}\``, gzipBytes })
  }
  return weights
}

async function weighOne(contents: string, resolveDir: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    write: false,
    logLevel: 'error',
  })
  return gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length
}
