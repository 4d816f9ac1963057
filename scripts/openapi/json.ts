/** Any value that JSON can represent. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject

/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: Json
}

/** Whether a value is a JSON object: neither an array nor null. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** An object's own member; undefined if it is missing or the parent is not an object. */
export function memberOf(parent: Json | undefined, key: string): Json | undefined {
  return isObject(parent) && Object.hasOwn(parent, key) ? parent[key] : undefined
}

/** An object's own member that is an object; empty if it is missing. */
export function objectIn(parent: Json | undefined, key: string): JsonObject {
  const member = memberOf(parent, key)
  return isObject(member) ? member : {}
}
