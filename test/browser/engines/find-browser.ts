import { existsSync, globSync } from 'node:fs'

/** A program that a browser test needs. */
interface Program {
  /** Where Debian has it; may hold a `*`. */
  readonly path: string
  readonly package: string
  /** The environment variable that names another one. */
  readonly variable: string
}

const debian = {
  chromium: { path: '/usr/bin/chromium', package: 'chromium', variable: 'CHROMIUM_PATH' },
  firefox: { path: '/usr/bin/firefox-esr', package: 'firefox-esr', variable: 'FIREFOX_PATH' },
  webkit: { path: '/usr/lib/*/webkit2gtk-4.*/MiniBrowser', package: 'webkit2gtk-driver', variable: 'WEBKIT_PATH' },
  webkitDriver: { path: '/usr/bin/WebKitWebDriver', package: 'webkit2gtk-driver', variable: 'WEBKIT_DRIVER_PATH' },
  display: { path: '/usr/bin/Xvfb', package: 'xvfb', variable: 'XVFB_PATH' },
} as const satisfies Record<string, Program>

/** Where a browser, or what it needs, is. Throws a {@link BrowserMissing} that says how to get it. */
export function findBrowser(name: keyof typeof debian): string {
  const program: Program = debian[name]
  const chosen = process.env[program.variable]
  const [found] = chosen === undefined ? globSync(program.path) : [chosen].filter(existsSync)
  if (found !== undefined) return found
  throw new BrowserMissing(
    `There is nothing at ${chosen ?? program.path}. On Debian: apt-get install ${program.package}. Elsewhere: set ${program.variable} to the executable.`,
  )
}

/** The browser is not on this machine. */
export class BrowserMissing extends Error {
  override readonly name: string = 'BrowserMissing'
}
