import { existsSync, realpathSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, sep } from 'node:path'
import { CodegenFailure } from '../../openapi/failure.ts'

/**
 * Throws `internal` if a path leads out of the root, also through a folder that is a symbolic link. The root itself may be
 * one, and so may the file: a rename replaces the link, not what it points to.
 */
export function stayInside(root: string, path: string): void {
  const folder = nearestFolder(join(root, dirname(path)))
  if (!isAbsolute(path) && isBelow(root, join(root, path)) && isBelow(realpathSync(nearestFolder(root)), folder)) return
  throw new CodegenFailure('internal', `${path} leads out of ${root}; replace the symbolic link in it by a folder`)
}

/** The real path of the folder, or of the first one above it that exists. */
function nearestFolder(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? realpathSync(folder) : nearestFolder(dirname(folder))
}

function isBelow(root: string, path: string): boolean {
  const way = relative(root, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}
