import { useState } from 'react'
import type { MockControls } from './mock-controls.ts'

const advances = [
  ['+30 s', 30_000],
  ['+15 min', 900_000],
  ['+1 h', 3_600_000],
] as const

const faults: readonly (readonly [label: string, fault: object])[] = [
  ['refresh: 503', { operation: 'refresh', then: { status: 503 } }],
  ['refresh: answer lost', { operation: 'refresh', then: 'lose-response' }],
  ['any call: 3 s late', { operation: '*', then: { delayMs: 3_000 } }],
  ['e-mail: 429, wait 30 s', { operation: 'identify', then: { status: 429, headers: { 'retry-after': '30' } } }],
  [
    'password: unknown step',
    { operation: 'authenticate', then: { status: 200, body: { status: 'PASSWORD_CHANGE_REQUIRED' } } },
  ],
]

/** The mock's clock, its faults and its reset. */
export function MockWorld({ mock }: { readonly mock: MockControls }) {
  const [fault, setFault] = useState(0)
  const [said, setSaid] = useState('')
  const act = (done: string, action: Promise<void>): void => {
    action.then(
      () => setSaid(done),
      (error: unknown) => setSaid(String(error)),
    )
  }
  return (
    <div className="mock-world">
      <fieldset className="mock-row">
        <legend>Clock</legend>
        {advances.map(([label, ms]) => (
          <button
            key={label}
            type="button"
            className="quiet"
            onClick={() => act(`Clock ${label}`, mock.advanceClock(ms))}
          >
            {label}
          </button>
        ))}
      </fieldset>
      <div className="mock-row">
        <label className="mock-fault">
          <span className="visually-hidden">What goes wrong next</span>
          <select value={fault} onChange={(event) => setFault(Number(event.target.value))}>
            {faults.map(([label], index) => (
              <option key={label} value={index}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          className="quiet"
          onClick={() => act('Planned', mock.planFault(faults[fault]?.[1] ?? {}))}
        >
          Plan
        </button>
      </div>
      <div className="mock-row">
        <button type="button" className="quiet" onClick={() => act('As at the beginning', mock.reset())}>
          Reset the mock
        </button>
        <span role="status" className="hint">
          {said}
        </span>
      </div>
    </div>
  )
}
