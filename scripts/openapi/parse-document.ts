import { parseDocument as parseYamlDocument } from 'yaml'
import { hasDuplicateKey } from './duplicate-key.ts'
import { CodegenFailure, reasonOf } from './failure.ts'
import { isObject, type Json, type JsonObject } from './json.ts'

/** Deeper than any real document, and shallow enough for recursive functions. */
const maxDepth = 200

/** Bounds the aliases of a YAML document, which can make a small text very large. */
const maxAliases = 100

/**
 * Parses JSON or YAML 1.2 into JSON values. In YAML, a date stays text. Throws `invalidDocument` for syntax errors (with
 * line and column), for values that JSON cannot represent, for duplicate keys and for more than 200 levels.
 */
export function parseDocument(name: string, text: string): JsonObject {
  // A byte order mark is legal in a file and an error to JSON.parse.
  const bare = text.replace(/^\uFEFF/, '')
  const isJson = /^\s*[{[]/.test(bare) && !/\.ya?ml$/i.test(name)
  const document = isJson ? parseJson(name, bare) : parseYaml(name, bare)
  if (!isObject(document)) throw invalid(`${name} is not a JSON or YAML object; give the backend's openapi.json`)
  refuseDepth(name, document)
  if (isJson) refuseDuplicateKeys(name, bare)
  return document
}

function parseJson(name: string, text: string): Json {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw invalid(`${name} is not valid JSON (${reasonOf(cause)}); save the backend's openapi.json again`, cause)
  }
}

function parseYaml(name: string, text: string): Json {
  // Known tags create values that JSON cannot represent: binary, sets, dates.
  const yaml = parseYamlDocument(text, { merge: true, resolveKnownTags: false, logLevel: 'error', prettyErrors: true })
  const [problem] = [...yaml.errors, ...yaml.warnings]
  if (problem) {
    // The first line has the reason and the place; the others quote the source.
    const [reason = ''] = problem.message.split('\n')
    throw invalid(
      `${name} is not YAML that JSON can represent (${reason.replace(/:$/, '')}); correct the document`,
      problem,
    )
  }
  try {
    // Through text, so that each alias becomes a copy; a circular alias throws.
    return JSON.parse(JSON.stringify(yaml.toJS({ maxAliasCount: maxAliases }), refuseNonFinite))
  } catch (cause) {
    throw invalid(`${name} cannot be converted to JSON (${reasonOf(cause)}); correct the document`, cause)
  }
}

function refuseNonFinite(key: string, value: unknown): unknown {
  if (typeof value !== 'number' || Number.isFinite(value)) return value
  throw new Error(`"${key}" is ${value}, which JSON cannot represent`)
}

function refuseDepth(name: string, document: Json): void {
  let level: readonly Json[] = [document]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxDepth) throw invalid(`${name} nests deeper than ${maxDepth} levels; correct the document`)
    level = level.flatMap((value) => (isObject(value) || Array.isArray(value) ? Object.values(value) : []))
  }
}

/** `JSON.parse` silently keeps the last of several equal keys; the YAML parser, which is slow, says where they are. */
function refuseDuplicateKeys(name: string, json: string): void {
  if (!hasDuplicateKey(json)) return
  const { errors } = parseYamlDocument(json, { logLevel: 'error', prettyErrors: true })
  const duplicate = errors.find(({ code }) => code === 'DUPLICATE_KEY')
  if (duplicate === undefined) return
  const at = /at line \d+, column \d+/.exec(duplicate.message)?.[0] ?? 'at an unknown place'
  throw invalid(`${name} has a duplicate key in one object (${at}); remove one of the two`, duplicate)
}

function invalid(message: string, cause?: unknown): CodegenFailure {
  return new CodegenFailure('invalidDocument', message, { cause })
}
