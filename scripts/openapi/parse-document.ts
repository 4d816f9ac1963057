import { parseDocument as parseYamlDocument } from 'yaml'
import { CodegenFailure, reasonOf } from './failure.ts'
import { isObject, type Json, type JsonObject } from './json.ts'

/** Deeper than any document a person or a framework writes, and shallow enough for every walk over it. */
const maxDepth = 200

/** Aliases may multiply what a small text holds; this many are let through. */
const maxAliases = 100

/**
 * Reads JSON or YAML 1.2 into plain JSON values: in YAML a date stays text, and what JSON cannot say is refused. Throws
 * `invalidDocument`, with line and column where the text itself is wrong.
 */
export function parseDocument(name: string, text: string): JsonObject {
  // A byte order mark is legal in a file and an error to JSON.parse.
  const bare = text.replace(/^\uFEFF/, '')
  const isJson = /^\s*[{[]/.test(bare) && !/\.ya?ml$/i.test(name)
  const document = isJson ? parseJson(name, bare) : parseYaml(name, bare)
  if (!isObject(document)) throw invalid(`${name} is not an object of JSON or YAML: give the backend's openapi.json.`)
  refuseDepth(name, document)
  if (isJson) refuseDuplicateKeys(name, bare)
  return document
}

function parseJson(name: string, text: string): Json {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw invalid(`${name} is not JSON (${reasonOf(cause)}): save the backend's openapi.json again.`, cause)
  }
}

function parseYaml(name: string, text: string): Json {
  // Known tags make values that JSON has no word for: binary, sets, dates.
  const yaml = parseYamlDocument(text, { merge: true, resolveKnownTags: false, logLevel: 'error', prettyErrors: true })
  const [problem] = [...yaml.errors, ...yaml.warnings]
  if (problem) {
    // The first line has the reason and the place; the others quote the source.
    const [reason = ''] = problem.message.split('\n')
    throw invalid(`${name} is not YAML that JSON can say (${reason.replace(/:$/, '')}): mend the document.`, problem)
  }
  try {
    // Through text, so that an alias becomes a copy of its own; an alias within itself has none.
    return JSON.parse(JSON.stringify(yaml.toJS({ maxAliasCount: maxAliases }), refuseNonFinite))
  } catch (cause) {
    throw invalid(`${name} cannot be read as JSON (${reasonOf(cause)}): mend the document.`, cause)
  }
}

function refuseNonFinite(key: string, value: unknown): unknown {
  if (typeof value !== 'number' || Number.isFinite(value)) return value
  throw new Error(`"${key}" is ${value}, which JSON has no number for`)
}

function refuseDepth(name: string, document: Json): void {
  let level: readonly Json[] = [document]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxDepth) throw invalid(`${name} nests deeper than ${maxDepth} levels: mend the document.`)
    level = level.flatMap((value) => (isObject(value) || Array.isArray(value) ? Object.values(value) : []))
  }
}

/** `JSON.parse` drops all but the last of a name's values without a word. YAML, which JSON is, has a name once. */
function refuseDuplicateKeys(name: string, json: string): void {
  const { errors } = parseYamlDocument(json, { logLevel: 'error', prettyErrors: true })
  const twin = errors.find(({ code }) => code === 'DUPLICATE_KEY')
  if (twin === undefined) return
  const at = /at line \d+, column \d+/.exec(twin.message)?.[0] ?? 'somewhere'
  throw invalid(`${name} has a name twice in one object (${at}): take out the one that is not meant.`, twin)
}

function invalid(message: string, cause?: unknown): CodegenFailure {
  return new CodegenFailure('invalidDocument', message, { cause })
}
