// How long a test waits for a page to show a change: a busy machine needs longer than the default of one second.
import { configure } from '@testing-library/react'

export const pageTimeoutMs = 20_000

configure({ asyncUtilTimeout: pageTimeoutMs })
