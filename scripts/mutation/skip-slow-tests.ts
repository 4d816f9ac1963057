import { beforeEach } from 'vitest'

/** How the titles of tests begin that take long. A mutant that only these notice wants a smaller test. */
const slow = [
  'fetch: 1,000 concurrent calls at expiry',
  'F18: a token that is valid for one second',
  'F20: a lifetime of 60 days',
  'F27: a background tab whose timers are throttled',
  'F51: 20 tabs, 50 expiries',
  'F54: five tabs reloaded together',
  'F60: a validation error with 40,000 items',
  // A hundred rows for the words of src/transport/refusal, which has tests of its own.
  'F61: a gateway that refuses one refresh',
  'F61: a refresh that is refused with',
]

beforeEach(({ task, skip }) => skip(slow.some((title) => task.name.startsWith(title))))
