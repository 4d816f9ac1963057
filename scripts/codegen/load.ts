import { readFile } from 'node:fs/promises'
import { CodegenFailure } from './failure.ts'
import { isObject, type Json, type JsonObject } from './json.ts'

/**
 * Reads the backend's document from a file. Rejects with `sourceUnreachable` where it cannot be read and with
 * `invalidDocument` where it is not a JSON object.
 */
export async function loadDocument(file: string): Promise<JsonObject> {
  const document = parse(file, await read(file))
  if (!isObject(document))
    throw new CodegenFailure('invalidDocument', `${file} is not a JSON object: give the backend's openapi.json.`)
  return document
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unreadable'
    throw new CodegenFailure(
      'sourceUnreachable',
      `Cannot read ${file} (${reason}): name an existing document with --source FILE.`,
      { cause },
    )
  }
}

function parse(file: string, text: string): Json {
  try {
    // A byte order mark is legal in a file and an error to JSON.parse.
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.replaceAll(/\s+/g, ' ') : String(cause)
    throw new CodegenFailure(
      'invalidDocument',
      `${file} is not JSON (${reason}): save the backend's openapi.json again.`,
      { cause },
    )
  }
}
