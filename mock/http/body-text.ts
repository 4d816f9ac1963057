import { isTooDeep } from './json-depth.ts'
import { type PlainRequest, readText } from './plain-request.ts'
import { type PythonJson, parsePythonJson } from './python-json.ts'

/** The text of a body, and what it says as JSON: parsed once, for whoever asks. */
export type BodyText = { readonly text: string; readonly json: PythonJson }

/** Parses the text of a body. */
export function bodyText(text: string): BodyText {
  return { text, json: parsePythonJson(text) }
}

/** The body of a request; `undefined` where Python could not read it: its bytes are not UTF-8, or it is nested too deep. */
export async function readBody(request: Pick<PlainRequest, 'readBody'>): Promise<BodyText | undefined> {
  const text = await readText(request)
  return text === undefined || isTooDeep(text) ? undefined : bodyText(text)
}
