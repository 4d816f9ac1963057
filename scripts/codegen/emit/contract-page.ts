import { isObject, type Json, type JsonObject, memberOf, objectIn } from '../../openapi/json.ts'
import { listOperations, type Operation, readPathItem } from '../../openapi/list-operations.ts'
import { codeSpan, inlineProse, plainText, prose } from '../../openapi/markdown-text.ts'
import { resolveReference } from '../../openapi/references.ts'
import { describeType, describeValue, type LinkTo } from './describe-type.ts'
import { anchorsOf, table } from './markdown.ts'

/** Generates the contract as a page in the style of the vendor's: every endpoint, then every schema, each with an anchor. */
export function emitContractPage(contract: JsonObject, group: string, header: string): string {
  const operations = listOperations(contract)
  const schemas = Object.entries(objectIn(objectIn(contract, 'components'), 'schemas'))
  const endpoints = operations.map(({ method, path }) => `${method} ${path}`)
  const title = `${plainText(group)} API`
  const titles = [title, 'Authentication', 'Endpoints', ...endpoints, 'Schemas', ...schemas.map(([name]) => name)]
  const anchors = anchorsOf(titles)
  const anchorOf = (name: string): string => anchors[titles.lastIndexOf(name)] ?? ''
  const linkTo: LinkTo = (name) => `[${plainText(name)}](#${anchorOf(name)})`
  const count = `${operations.length} ${operations.length === 1 ? 'endpoint' : 'endpoints'}`
  const index = operations.map(({ definition }, i) => [
    linkTo(endpoints[i] ?? ''),
    inlineProse(textOf(definition, 'summary')),
  ])
  const blocks = [
    `<!-- ${header} -->`,
    `# ${title}`,
    `Reference for the ${plainText(group)} endpoint group — ${count}.`,
    table(['Endpoint', 'Summary'], index),
    '## Authentication',
    ...describeAuthentication(contract, operations),
    '## Endpoints',
    ...operations.flatMap((operation) => describeEndpoint(contract, operation, linkTo)),
    '## Schemas',
    'Every type that the endpoints above refer to.',
    ...schemas.flatMap(([name, schema]) => [`### ${plainText(name)}`, ...describeSchema(schema, linkTo)]),
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

function describeAuthentication(contract: JsonObject, operations: readonly Operation[]): string[] {
  const schemes = Object.entries(objectIn(objectIn(contract, 'components'), 'securitySchemes'))
  if (schemes.length > 0) {
    const rows = schemes.map(([name, scheme]) => {
      const kind = ['type', 'scheme', 'in', 'name'].map((key) => textOf(scheme, key)).filter((word) => word !== '')
      return [plainText(name), plainText(kind.join(' ')), inlineProse(textOf(scheme, 'description'))]
    })
    return ['An endpoint names the schemes it takes.', table(['Scheme', 'Kind', 'Description'], rows)]
  }
  const withHeader = operations.some((operation) =>
    parametersOf(contract, operation).some((parameter) => textOf(parameter, 'name').toLowerCase() === 'authorization'),
  )
  const where = withHeader
    ? ' Where an endpoint takes a Bearer JWT, its parameters name the `authorization` header.'
    : ''
  return [`The contract declares no security scheme.${where}`]
}

function describeEndpoint(contract: JsonObject, operation: Operation, linkTo: LinkTo): string[] {
  const { method, path, definition } = operation
  const parameters = parametersOf(contract, operation).map((parameter) => [
    plainText(textOf(parameter, 'name')),
    plainText(textOf(parameter, 'in')),
    memberOf(parameter, 'required') === true ? 'yes' : 'no',
    describeType(memberOf(parameter, 'schema'), linkTo),
    [inlineProse(textOf(parameter, 'description')), describeValue(memberOf(parameter, 'schema'))]
      .filter(Boolean)
      .join(' '),
  ])
  const body = followed(contract, memberOf(definition, 'requestBody'))
  const responses = Object.entries(objectIn(definition, 'responses')).map(([status, response]) => [
    plainText(status),
    describeContent(followed(contract, response), linkTo),
  ])
  return [
    `### ${method} ${plainText(path)}`,
    prose(textOf(definition, 'summary').replaceAll(/\s+/g, ' ').trim()),
    memberOf(definition, 'deprecated') === true ? 'Deprecated.' : '',
    prose(textOf(definition, 'description')),
    describeSecurity(contract, definition),
    ...(parameters.length > 0
      ? ['**Parameters:**', table(['Name', 'In', 'Required', 'Type', 'Description'], parameters)]
      : []),
    ...(body === undefined
      ? []
      : [
          '**Request body:**',
          `${memberOf(body, 'required') === true ? 'Required' : 'Optional'}. ${describeContent(body, linkTo)}`,
        ]),
    '**Responses:**',
    table(['Status', 'Body'], responses),
  ]
}

function describeSecurity(contract: JsonObject, definition: JsonObject): string {
  const security = memberOf(definition, 'security') ?? memberOf(contract, 'security')
  if (!Array.isArray(security) || security.length === 0) return ''
  const choices = security.map((requirement) =>
    Object.keys(isObject(requirement) ? requirement : {})
      .map(plainText)
      .join(' and '),
  )
  return `**Authentication:** ${choices.map((choice) => choice || 'none').join(', or ')}`
}

function describeContent(holder: Json | undefined, linkTo: LinkTo): string {
  const content = Object.entries(objectIn(holder, 'content'))
  if (content.length === 0) return inlineProse(textOf(holder, 'description'))
  return content
    .map(([type, media]) => `${codeSpan(type)} → ${describeType(memberOf(media, 'schema'), linkTo)}`)
    .join(', ')
}

function describeSchema(schema: Json, linkTo: LinkTo): string[] {
  const properties = Object.entries(objectIn(schema, 'properties'))
  if (properties.length === 0) {
    return [`Type: ${describeType(schema, linkTo)}`, describeValue(schema)]
  }
  const required = memberOf(schema, 'required')
  const rows = properties.map(([name, field]) => [
    plainText(name),
    describeType(field, linkTo),
    Array.isArray(required) && required.includes(name) ? 'yes' : 'no',
    describeValue(field),
  ])
  return [prose(textOf(schema, 'description')), table(['Field', 'Type', 'Required', 'Description'], rows)]
}

/** The parameters of an operation and of its path item; those of the operation override the others. */
function parametersOf(contract: JsonObject, { path, definition }: Operation): Json[] {
  const item = readPathItem(contract, objectIn(contract, 'paths')[path])
  const byKey = new Map<string, Json>()
  for (const list of [memberOf(item, 'parameters'), memberOf(definition, 'parameters')]) {
    for (const parameter of Array.isArray(list) ? list : []) {
      const whole = followed(contract, parameter) ?? null
      byKey.set(`${textOf(whole, 'in')} ${textOf(whole, 'name')}`, whole)
    }
  }
  return [...byKey.values()]
}

function followed(contract: JsonObject, value: Json | undefined): Json | undefined {
  const target = memberOf(value, '$ref')
  return typeof target === 'string' ? resolveReference(contract, target) : value
}

function textOf(parent: Json | undefined, key: string): string {
  const text = memberOf(parent, key)
  return typeof text === 'string' ? text : ''
}
