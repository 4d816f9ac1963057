import { expect, test } from 'vitest'
import { addToChangelog } from '../../../scripts/codegen/changelog.ts'
import type { Change } from '../../../scripts/compare/rules/change.ts'

const change: Change = {
  operation: 'POST /a',
  direction: 'request',
  path: 'body.b',
  kind: 'removed',
  rating: 'safe',
  sdk: ['identify'],
  hint: 'Leave\nit out.',
}
const changes: Change[] = [change, { ...change, path: '', rating: 'breaking' }, { ...change, operation: 'POST /c' }]
const entry = [
  '- **The contract has changed and breaks callers.** Portal 2, agreed.',
  '  - breaking: `POST /a` request removed. Leave it out.',
  '  - safe: `POST /a`, `POST /c` request `body.b` removed. Leave it out.',
]

test.each<[title: string, before: string | undefined, after: readonly string[]]>([
  ['a missing changelog', undefined, ['# Changelog', '', '## Unreleased', '', '### Changed', '', ...entry]],
  [
    'releases only',
    '# Changelog\n\nWords.\n\n## 1.0.0 - 2026-01-01\n\n### Added\n\n- A.\n',
    [
      '# Changelog',
      '',
      'Words.',
      '',
      '## Unreleased',
      '',
      '### Changed',
      '',
      ...entry,
      '',
      '## 1.0.0 - 2026-01-01',
      '',
      '### Added',
      '',
      '- A.',
    ],
  ],
  [
    'an unreleased version without changes',
    '# Changelog\n\n## 0.2.0 - unreleased\n\n### Added\n\n- A.\n\n## 0.1.0\n',
    [
      '# Changelog',
      '',
      '## 0.2.0 - unreleased',
      '',
      '### Added',
      '',
      '- A.',
      '',
      '### Changed',
      '',
      ...entry,
      '',
      '## 0.1.0',
    ],
  ],
  [
    'existing changes and later sections',
    '# Changelog\n\n## [Unreleased]\n\n### Changed\n\n- A\n  on two lines.\n\n### Fixed\n\n- B.\n\n## 0.1.0\n\n### Changed\n\n- C.\n',
    [
      '# Changelog',
      '',
      '## [Unreleased]',
      '',
      '### Changed',
      '',
      '- A',
      '  on two lines.',
      ...entry,
      '',
      '### Fixed',
      '',
      '- B.',
      '',
      '## 0.1.0',
      '',
      '### Changed',
      '',
      '- C.',
    ],
  ],
  [
    'an empty section',
    '# Changelog\n\n## Unreleased\n',
    ['# Changelog', '', '## Unreleased', '', '### Changed', '', ...entry],
  ],
])('changelog: %s', (_, before, after) => {
  expect(addToChangelog(before, 'Portal 2,\nagreed.', changes)).toBe(`${after.join('\n')}\n`)
})
