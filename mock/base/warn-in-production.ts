let isWarned = false

/** Prints one warning where the mock runs in production: its users are made up, and its signing keys public. */
export function warnInProduction(): void {
  const isProduction = typeof process !== 'undefined' && process.env['NODE_ENV'] === 'production'
  if (!isProduction || isWarned) return
  isWarned = true
  // biome-ignore lint/suspicious/noConsole: it would go unseen otherwise.
  console.warn(
    'scaikey-portal-auth/mock runs with NODE_ENV=production; its users are made up and its signing keys public',
  )
}
