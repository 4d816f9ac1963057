import { existsSync } from 'node:fs'

const debian = {
  chromium: { path: '/usr/bin/chromium', package: 'chromium', variable: 'CHROMIUM_PATH' },
  firefox: { path: '/usr/bin/firefox-esr', package: 'firefox-esr', variable: 'FIREFOX_PATH' },
} as const

/** Where a browser is. Throws a {@link BrowserMissing} that says how to get it. */
export function findBrowser(engine: keyof typeof debian): string {
  const { path, package: name, variable } = debian[engine]
  const chosen = process.env[variable] ?? path
  if (existsSync(chosen)) return chosen
  throw new BrowserMissing(
    `There is no browser at ${chosen}. On Debian: apt-get install ${name}. Elsewhere: set ${variable} to its executable.`,
  )
}

/** The browser is not on this machine. */
export class BrowserMissing extends Error {
  override readonly name: string = 'BrowserMissing'
}
