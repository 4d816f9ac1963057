/** Where a redirect leads when what was asked stood behind a prefix that the portal did not see: behind it again. */
export function behindPrefix(location: string, prefix: string, { origin }: URL): string {
  // What leads elsewhere, as a planned fault may have it, is left as it is.
  return location.startsWith(`${origin}/`) ? `${origin}${prefix}${location.slice(origin.length)}` : location
}
