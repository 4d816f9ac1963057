import { isTooDeep } from './json-depth.ts'
import { type PythonJson, parsePythonJson } from './python-json.ts'

/** The text of a body together with its JSON, so that it is parsed once. */
export interface BodyText {
  readonly text: string
  /** `undefined` if Python fails to read it: it is nested too deep, or has too long an integer. */
  readonly json: PythonJson | undefined
}

/** Parses the text of a body. */
export function bodyText(text: string): BodyText {
  return { text, json: isTooDeep(text) ? undefined : parsePythonJson(text) }
}
