// How long a test waits for a page to show something: on a busy machine longer than the default second.
import { configure } from '@testing-library/react'

export const patienceMs = 20_000

configure({ asyncUtilTimeout: patienceMs })
