import { join, resolve } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { errorFields } from '../../../../scripts/compare/sdk/fields.ts'
import { sdkOperations } from '../../../../scripts/compare/sdk/names.ts'
import { memberOf } from '../../../../scripts/openapi/json.ts'
import { listOperations } from '../../../../scripts/openapi/list-operations.ts'
import { contract } from '../../../support/compare/edit.ts'

const root = resolve(import.meta.dirname, '../../../..')
const fields = Object.values(sdkOperations).flatMap(({ request, response }) => [
  ...Object.values(request),
  ...Object.values(response),
])
const names = [
  ...new Set([
    ...Object.values(sdkOperations).map(({ call }) => call),
    ...[...fields, ...Object.values(errorFields)].flatMap((field) => field.names),
  ]),
].sort()

test('sdk names: the table has the operations of the contract', () => {
  const addresses = listOperations(contract).map(({ method, path }) => `${method} ${path}`)
  expect(Object.keys(sdkOperations).sort()).toEqual(addresses.sort())
})

test('sdk names: every name is exported by the package', () => {
  const exported = [...new Set(names.map((name) => /^[A-Z]\w+/.exec(name)?.[0] ?? 'PortalAuth'))]
  const lines = names.map((name, index) => `export type T${index} = ${typeOf(name)}`)
  const wrong = "export type Wrong = MfaStep['factors']"
  const text = `import type { ${exported.join(', ')} } from '../../../../src/index.ts'\n${lines.join('\n')}\n${wrong}\n`
  expect(errorsIn(text)).toEqual([expect.stringContaining("'factors'")])
}, 60_000)

test('sdk names: every request field of the contract is in the table', () => {
  const schemas = memberOf(contract['components'], 'schemas')
  for (const { method, path, definition } of listOperations(contract)) {
    const text = JSON.stringify(memberOf(definition, 'requestBody') ?? '')
    const component = /schemas\/(\w+)/.exec(text)?.[1]
    const properties = memberOf(memberOf(schemas, component ?? ''), 'properties') ?? {}
    const known = Object.keys(sdkOperations[`${method} ${path}`]?.request ?? {})
    expect(known).toEqual(expect.arrayContaining(Object.keys(properties).map((name) => `body.${name}`)))
  }
})

/** `Step.member`, `function` of the client, or either with an option, as in `login({ email })`. */
function typeOf(name: string): string {
  const [, owner, member = '', option] = /^(?:([A-Z]\w+)\.)?(\w+)(?:\(\{ (\w+) \}\))?$/.exec(name) ?? []
  const type = `${owner ?? 'PortalAuth'}['${member}']`
  return option === undefined ? type : `Parameters<${type}>[0]['${option}']`
}

function errorsIn(text: string): readonly string[] {
  const file = join(root, 'test/scripts/compare/sdk/names.ts')
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root)
  const host = ts.createCompilerHost(options)
  const fromDisk = host.getSourceFile.bind(host)
  host.getSourceFile = (path, ...rest) =>
    path === file ? ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true) : fromDisk(path, ...rest)
  const program = ts.createProgram([file], options, host)
  return ts
    .getPreEmitDiagnostics(program, program.getSourceFile(file))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))
}
