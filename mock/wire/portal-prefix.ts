const documentOfIssuer = '/.well-known/openid-configuration'

/**
 * What stands before the portal's own part of a path, as of a reverse proxy: `/portal` of `/portal/api/v1/me`. Empty if
 * nothing does, and for a path that has no such part.
 */
export function portalPrefix(path: string): string {
  const starts = [path.indexOf('/api/v1/'), path.indexOf('/__mock__/'), startOf(path, '/__mock__')]
  if (path.endsWith(documentOfIssuer)) starts.push(path.lastIndexOf('/tenants/'))
  const found = starts.filter((start) => start >= 0)
  return path.slice(0, found.length === 0 ? 0 : Math.min(...found))
}

const startOf = (path: string, end: string): number => (path.endsWith(end) ? path.length - end.length : -1)
