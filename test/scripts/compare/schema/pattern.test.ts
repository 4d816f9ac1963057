import { expect, test } from 'vitest'
import { matchesAnything } from '../../../../scripts/compare/schema/pattern.ts'

test.each(['', '.*', '^', '$', '^.*', '.*$', '(a|)', '[a-z]*', 'a?', '^[\\s\\S]*$', '[$^]*', '\\$*', '(?:a)*', '^a|'])(
  'pattern: %j matches every text',
  (pattern) => {
    expect(matchesAnything(pattern)).toBe(true)
    for (const text of ['', 'a', 'b', 'x\ny', '$']) expect(new RegExp(pattern).test(text)).toBe(true)
  },
)

test.each(['a', '.+', '^$', '^.*$', '^a*$', '\\b', '(?=a)|', '(?<!a)', 'a|^$', '[', '\\B', 'x$|y'])(
  'pattern: %j is a limit, or may be one',
  (pattern) => {
    expect(matchesAnything(pattern)).toBe(false)
  },
)
