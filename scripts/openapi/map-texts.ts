import { isObject, type Json, type JsonObject } from './json.ts'
import { isData, isNameMap } from './keywords.ts'

const proseKeys = new Set(['title', 'summary', 'description'])

const mediaType = /^[\w.+*/; =-]+$/

/** Changes the texts of a document. */
export interface TextEdits {
  /** A title, a summary or a description, which generators write into comments. */
  prose(text: string): string
  /** Any other text, names included; each equal text must become an equal one, since references name names. */
  text(text: string): string
  /** The name `$ref` where it does not refer to a part of the document: tools follow it wherever it stands. */
  readonly reference: string
}

/** A document with its texts changed. Media types stay, since generators tell JSON by them. */
export function mapTexts(document: JsonObject, edits: TextEdits): JsonObject {
  return Object.fromEntries(
    Object.entries(document).map(([key, child]) => [nameOf(key, child, edits), mapMember(key, child, edits)]),
  )
}

function nameOf(key: string, child: Json, edits: TextEdits): string {
  const isForeign = key === '$ref' && !(typeof child === 'string' && child.startsWith('#'))
  return isForeign ? edits.reference : edits.text(key)
}

function mapMember(key: string, child: Json, edits: TextEdits): Json {
  if (isData(key, child)) return mapData(child, edits)
  if (typeof child === 'string') return proseKeys.has(key) ? edits.prose(child) : edits.text(child)
  if (!isNameMap(key, child) || !isObject(child)) return mapItem(child, edits)
  const isMediaType = (name: string): boolean => key === 'content' && mediaType.test(name)
  return Object.fromEntries(
    Object.entries(child).map(([name, item]) => [
      isMediaType(name) ? name : nameOf(name, item, edits),
      mapItem(item, edits),
    ]),
  )
}

function mapItem(value: Json, edits: TextEdits): Json {
  if (Array.isArray(value)) return value.map((item) => mapItem(item, edits))
  if (typeof value === 'string') return edits.text(value)
  return isObject(value) ? mapTexts(value, edits) : value
}

function mapData(value: Json, edits: TextEdits): Json {
  if (Array.isArray(value)) return value.map((item) => mapData(item, edits))
  if (typeof value === 'string') return edits.text(value)
  if (!isObject(value)) return value
  const rename = (key: string): string => (key === '$ref' ? edits.reference : edits.text(key))
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [rename(key), mapData(child, edits)]))
}
