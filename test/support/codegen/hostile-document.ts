import type { Json, JsonObject } from '../../../scripts/openapi/json.ts'
import { hostileTexts } from './hostile-texts.ts'

const texts = Object.values(hostileTexts)

/** Every hostile text in every place of a document at once, one operation and one schema for each. */
export function hostileDocument(change: (schema: JsonObject) => JsonObject = (schema) => schema): JsonObject {
  const all = texts.join('\n\n')
  return {
    openapi: '3.1.0',
    info: {
      ...{ title: all, version: texts[0] ?? '', description: all, summary: all, termsOfService: all },
      ...{ contact: { name: all, email: all, url: all }, license: { name: all, identifier: all }, 'x-all': all },
    },
    externalDocs: { description: all, url: all },
    servers: texts.map((text) => ({ url: text.replaceAll(/[{}]/g, ''), description: text })),
    tags: texts.map((text) => ({ name: text, description: text, externalDocs: { url: text, description: text } })),
    paths: Object.fromEntries(texts.map((text, index) => [pathOf(text, index), { get: operation(text, index) }])),
    components: {
      schemas: Object.fromEntries(texts.map((text, index) => [`S${index}`, change(schema(text))])),
      securitySchemes: {
        oauth: {
          ...{ type: 'oauth2', description: all },
          flows: { implicit: { authorizationUrl: all, scopes: Object.fromEntries(texts.map((text) => [text, text])) } },
        },
        key: { type: 'apiKey', in: 'header', name: all, description: all },
      },
    },
  }
}

/** A path with a text in it, as far as a path may hold it: no braces, no query, nothing invisible. */
function pathOf(text: string, index: number): string {
  return `/p${index}/${text.replaceAll(/[{}?\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '').slice(0, 200)}`
}

function operation(text: string, index: number): JsonObject {
  const own = { $ref: `#/components/schemas/S${index}` }
  return {
    ...{ tags: ['wanted', text], operationId: `o${index} ${text}`, summary: text, description: text, 'x-a': text },
    security: [{ oauth: [text] }, { key: [] }],
    parameters: (['query', 'header', 'cookie'] as const).map((place) => ({
      ...{ in: place, name: text, description: text, example: text },
      schema: { type: 'string', default: text, enum: [text], description: text },
    })),
    requestBody: {
      description: text,
      content: {
        'application/json': { schema: own, example: text, examples: { [text]: { summary: text, value: text } } },
      },
    },
    responses: {
      200: {
        description: text,
        headers: { [text]: { description: text, schema: { type: 'string', pattern: patternOf(text) } } },
        content: { 'application/json': { schema: own }, [`text/${text}`]: { schema: { type: 'string', title: text } } },
        links: { [`l${index}`]: { operationId: `o${index} ${text}`, description: text } },
      },
      default: { description: text },
    },
  }
}

/** A schema with a text in every place. */
function schema(text: string): JsonObject {
  const value: JsonObject = { type: 'string', title: text, description: text }
  const data: Json = { [text]: [text, { [text]: text }] }
  return {
    ...{ type: 'object', title: text, description: text, $comment: text, 'x-a': text, example: data, examples: [data] },
    properties: {
      [text]: { ...value, enum: [text, 'other'], default: text },
      constant: { const: text, description: text },
      pattern: { ...value, pattern: patternOf(text), 'x-pattern-message': text },
      format: { ...value, format: text, contentMediaType: text, contentEncoding: text },
      data: { type: 'object', default: { [text]: text }, additionalProperties: { type: 'string', title: text } },
      list: { type: 'array', items: { type: 'string', enum: [text], title: text }, default: [text] },
      variant: {
        oneOf: [
          { type: 'object', properties: { [text]: { const: text } }, required: [text], title: text },
          { type: 'null' },
        ],
        description: text,
      },
    },
    required: [text],
    externalDocs: { description: text, url: text },
    xml: { name: text, namespace: text, prefix: text },
  }
}

/** A text as a pattern: as it is where it is one, else quoted. */
export function patternOf(text: string): string {
  try {
    new RegExp(text, /\\(?:[pP]|u)\{/.test(text) ? 'u' : '')
    return text
  } catch {
    return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  }
}
