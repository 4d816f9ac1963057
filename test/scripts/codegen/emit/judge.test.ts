import { expect, test } from 'vitest'
import { judge } from '../../../../scripts/codegen/emit/judge.ts'
import { CodegenFailure } from '../../../../scripts/openapi/failure.ts'
import { readPage } from '../../../support/docs/markdown.ts'

const contract = {
  paths: { '/a/{id}': { get: { operationId: 'readA' } } },
  components: { schemas: { Cat: {}, Dog: {} } },
}
const head = `import * as z from 'zod/mini';\n\n`
const cat = 'export const Cat: z.ZodMiniString<string> = /*@__PURE__*/ z.string();\n'
const failureOf = (name: string, text: string): unknown => {
  try {
    judge(new Map([[name, text]]), contract)
    return undefined
  } catch (error) {
    return error
  }
}

test.each(['types.ts', 'schemas.ts', 'operations.ts'])('judge: the committed %s passes', (name) => {
  const text = readPage(`src/generated/${name}`).lines.join('\n')
  expect(failureOf(name, text)).toBeUndefined()
})

test.each([
  ['a getter of a schema that refers to itself', 'z.object({ get a() { return z.optional(Cat) } })'],
  ['a schema that extends another', "z.extend(Cat, { a: z.literal('a') })"],
  ['lazy', 'z.lazy((): any => z.array(Cat))'],
  ['checks', 'z.string().check(z.regex(/a\\/b/u), z.minLength(1), z.maxLength(2))'],
  ['big numbers', "z.coerce.bigint().check(z.gte(BigInt('-1'), { error: 'Small' }))"],
  ['dates', 'z.iso.datetime({ offset: true })'],
  ['literals', "z._default(z.union([z.literal(-1), z.literal('a'), z.null()]), { 'a-b': [true, null, 1n] })"],
])('judge: %s is a schema', (_, schema) => {
  expect(failureOf('schemas.ts', `${head}${cat}export const Dog = ${schema};\n`)).toBeUndefined()
})

test.each<[title: string, planted: string]>([
  ['a call', 'eval("1");'],
  ['a call in a schema', 'export const Dog = z.object({ a: eval("1") });'],
  ['a call of a call', 'export const Dog = z.string()();'],
  ['a call with a template', 'export const Dog = z.literal(String`a`);'],
  ['a template', 'export const Dog = z.literal(`a`);'],
  ['a constructor', 'export const Dog = new Function("1");'],
  ['a comma', 'export const Dog = (eval("1"), z.string());'],
  ['an operator', 'export const Dog = z.literal("a" + "b");'],
  ['an assignment', 'export const Dog = globalThis.a = z.string();'],
  ['a name of somebody else', 'export const Dog = z.literal(process);'],
  ['a member', 'export const Dog = z.string().constructor;'],
  ['a function of zod that takes code', 'export const Dog = z.string().check(z.refine(() => eval("1")));'],
  ['a transformation', 'export const Dog = z.pipe(z.string(), z.transform((a) => a));'],
  ['a method that is not a check', 'export const Dog = z.string().parse("a");'],
  ['a member of zod’s', 'export const Dog = z.string.constructor("1")();'],
  ['an optional call', 'export const Dog = z.string?.();'],
  ['an element of zod', 'export const Dog = z["string"]();'],
  ['a function with a body', 'export const Dog = z.lazy(() => { eval("1"); return Cat });'],
  ['a function with a parameter', 'export const Dog = z.lazy((a = eval("1")) => Cat);'],
  ['an async function', 'export const Dog = z.lazy(async () => Cat);'],
  ['a getter with more than a schema', 'export const Dog = z.object({ get a() { eval("1"); return Cat } });'],
  ['a setter', 'export const Dog = z.object({ set a(b) { eval("1") } });'],
  ['a method', 'export const Dog = z.object({ a() { return Cat } });'],
  ['a computed name', 'export const Dog = z.object({ [eval("1")]: Cat });'],
  ['a prototype', 'export const Dog = z.object({ __proto__: Cat });'],
  ['a quoted prototype', 'export const Dog = z.object({ "__proto__": Cat });'],
  ['a spread', 'export const Dog = z.object({ ...process });'],
  ['a spread of a list', 'export const Dog = z.union([...process]);'],
  ['a shorthand', 'export const Dog = z.object({ process });'],
  ['a big number of a name', 'export const Dog = z.literal(BigInt(process));'],
  ['an import', "import 'node:fs';"],
  ['an import of something else', "import { a } from 'zod/mini';"],
  ['an import under another name', "import * as y from 'zod/mini';"],
  ['an imported type', 'export const Dog: import("./evil").A = z.string();'],
  ['an export of everything', "export * from './evil';"],
  ['a default export', 'export default z.string();'],
  ['a constant that is not exported', 'const Dog = z.string();'],
  ['a variable', 'export let Dog = z.string();'],
  ['a resource', 'export using Dog = z.string();'],
  ['a constant without a value of its own', 'export const { Dog } = z;'],
  ['a constant named z', 'export const z = 1;'],
  ['a class', 'export class Dog { static { eval("1") } }'],
  ['a function', 'export function Dog() {}'],
  ['an enum', 'export enum Dog { a = eval("1") }'],
  ['a namespace', 'export namespace Dog { eval("1") }'],
  ['a block', '{ eval("1") }'],
  ['a reference', '/// <reference path="./evil.ts" />'],
  ['a directive', '// @ts-ignore'],
])('judge: %s in schemas.ts is rejected', (_, planted) => {
  const text = planted.startsWith('//') ? `${planted}\n${head}${cat}` : `${head}${cat}${planted}\n`
  expect(failureOf('schemas.ts', text)).toBeInstanceOf(CodegenFailure)
  expect(failureOf('schemas.ts', text)).toMatchObject({ exitCode: 3 })
})

test.each([
  ['a value', 'export const a: string = "a"'],
  ['a declared value', 'export declare const a: string'],
  ['a call', 'eval("1")'],
  ['an import', "import './evil'"],
  ['an imported type', "export type A = import('./evil').A"],
  ['a computed name', 'export interface A { [a]: string }'],
  ['an enum', 'export enum A { a }'],
  ['a namespace', 'declare namespace A {}'],
  ['a directive', '// @ts-nocheck\nexport type A = string'],
])('judge: %s in types.ts is rejected', (_, text) => {
  expect(failureOf('types.ts', text)).toMatchObject({ exitCode: 3 })
})

test.each([
  ['a call', "export const operations = { a: { method: 'GET', path: eval('1') } } as const"],
  ['a getter', "export const operations = { get a() { return eval('1') } } as const"],
  ['a prototype', "export const operations = { '__proto__': { method: 'GET' } } as const"],
  ['a computed name', "export const operations = { [eval('1')]: { method: 'GET' } } as const"],
  ['a spread', 'export const operations = { ...process } as const'],
  ['another constant', "export const others = { a: 'a' } as const"],
  ['a second constant', "export const operations = {} as const, b = eval('1')"],
  ['a table that may change', "export const operations = { a: 'a' }"],
  ['a statement', "eval('1')"],
])('judge: %s in operations.ts is rejected', (_, text) => {
  expect(failureOf('operations.ts', text)).toMatchObject({ exitCode: 3 })
})

test('judge: the message has the text and the pointer of what it was made from', () => {
  const planted = `${head}${cat}/** */ eval("1"); /* */\nexport const Dog = z.string();\n`
  expect(failureOf('schemas.ts', planted)).toMatchObject({
    message:
      'the generated schemas.ts would hold "eval("1");", which comes from #/components/schemas/Dog; correct the document',
  })
  const response = `${head}${cat}export const readAResponse = z.literal(eval("1"));\n`
  expect(failureOf('schemas.ts', response)).toMatchObject({
    message: expect.stringContaining('"eval", which comes from #/paths/~1a~1{id}/get;'),
  })
  const types = "export interface components { schemas: { Cat: string; Dog: import('./evil').A } }"
  expect(failureOf('types.ts', types)).toMatchObject({
    message: expect.stringContaining('evil\').A", which comes from #/components/schemas/Dog;'),
  })
  const long = `${head}eval("${'a'.repeat(500)}\u001b");\n${cat}`
  expect(failureOf('schemas.ts', long)).toMatchObject({
    message: expect.stringMatching(/^the generated schemas\.ts would hold "eval\("a+… \(\d+ characters more\)", which/),
  })
})
