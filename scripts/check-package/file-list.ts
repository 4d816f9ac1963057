import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { type Check, differences } from './check.ts'
import type { InstalledPackage } from './install.ts'

/** The tarball holds the files that `files.txt` lists, and no other. `[hash]` there stands for eight characters. */
export function checkFileList({ root }: InstalledPackage): Check {
  return {
    name: 'files: as in scripts/check-package/files.txt',
    async run() {
      const pinned = (await readFile(join(import.meta.dirname, 'files.txt'), 'utf8')).trim().split('\n')
      const entries = await readdir(root, { recursive: true, withFileTypes: true })
      const found = entries
        .filter((entry) => entry.isFile())
        .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
        .map((path) => path.replace(/-[\w-]{8}(?=\.d\.c?ts$)|(?<=^dist\/codegen\/.*)-\w{8}(?=\.js$)/, '-[hash]'))
      return differences(pinned, found)
    },
  }
}
