import { isTooDeep } from './json-depth.ts'
import { type PythonJson, parsePythonJson } from './python-json.ts'

/** The text of a body, and what it says as JSON: parsed once, for whoever asks. */
export interface BodyText {
  readonly text: string
  /** `undefined` where Python gives up: it is nested too deep, or has too long an integer. */
  readonly json: PythonJson | undefined
}

/** Parses the text of a body. */
export function bodyText(text: string): BodyText {
  return { text, json: isTooDeep(text) ? undefined : parsePythonJson(text) }
}
