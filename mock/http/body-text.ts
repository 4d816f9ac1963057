import { isTooDeep } from './json-depth.ts'
import { textOf } from './plain-request.ts'
import { type PythonJson, parsePythonJson, TooManyDigits } from './python-json.ts'

/** The text of a body, and what it says as JSON: parsed once, for whoever asks. */
export type BodyText = { readonly text: string; readonly json: PythonJson }

/** Parses the text of a body. */
export function bodyText(text: string): BodyText {
  return { text, json: parsePythonJson(text) }
}

/** What the bytes of a body say; `undefined` where Python could not read them: no UTF-8, nested too deep, too long an integer. */
export function readBodyText(bytes: Uint8Array): BodyText | undefined {
  const text = textOf(bytes)
  if (text === undefined || isTooDeep(text)) return undefined
  try {
    return bodyText(text)
  } catch (error) {
    if (error instanceof TooManyDigits) return undefined
    throw error
  }
}
