import { existsSync, globSync } from 'node:fs'

/** A program that a browser test needs. */
interface Program {
  /** The path in Debian; may contain a `*`. */
  readonly path: string
  readonly package: string
  /** The environment variable for another path. */
  readonly variable: string
}

const debian = {
  chromium: { path: '/usr/bin/chromium', package: 'chromium', variable: 'CHROMIUM_PATH' },
  firefox: { path: '/usr/bin/firefox-esr', package: 'firefox-esr', variable: 'FIREFOX_PATH' },
  webkit: { path: '/usr/lib/*/webkit2gtk-4.*/MiniBrowser', package: 'webkit2gtk-driver', variable: 'WEBKIT_PATH' },
  webkitDriver: { path: '/usr/bin/WebKitWebDriver', package: 'webkit2gtk-driver', variable: 'WEBKIT_DRIVER_PATH' },
  display: { path: '/usr/bin/Xvfb', package: 'xvfb', variable: 'XVFB_PATH' },
} as const satisfies Record<string, Program>

/** The path of a program. Throws a {@link BrowserMissing} that says how to install it. */
export function findBrowser(name: keyof typeof debian): string {
  const program: Program = debian[name]
  const chosen = process.env[program.variable]
  const [found] = chosen === undefined ? globSync(program.path) : [chosen].filter(existsSync)
  if (found !== undefined) return found
  throw new BrowserMissing(
    `There is nothing at ${chosen ?? program.path}. On Debian: apt-get install ${program.package}. Elsewhere: set ${program.variable} to the executable.`,
  )
}

/** The browser is not installed. */
export class BrowserMissing extends Error {
  override readonly name: string = 'BrowserMissing'
}
