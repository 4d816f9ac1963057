import { expect, test } from 'vitest'
import { mapTexts } from '../../../scripts/openapi/map-texts.ts'

const edits = { prose: (text: string) => `(${text})`, text: (text: string) => `<${text}>`, reference: 'link' }

test('map texts: prose, names and values are changed; media types are not', () => {
  const document = {
    description: 'a',
    paths: { '/a': { get: { tags: ['b'], title: { description: 1 } } } },
    content: { 'application/json; a=b': { default: { description: 'c' } }, 'a/`b`': {} },
    properties: { description: { enum: ['d'], $ref: '#/e' } },
  }
  expect(mapTexts(document, edits)).toEqual({
    '<description>': '(a)',
    '<paths>': { '</a>': { '<get>': { '<tags>': ['<b>'], '<title>': { '<description>': 1 } } } },
    '<content>': { 'application/json; a=b': { '<default>': { '<description>': '<c>' } }, '<a/`b`>': {} },
    '<properties>': { '<description>': { '<enum>': ['<d>'], '<$ref>': '<#/e>' } },
  })
})

test('map texts: a $ref that is data, a name, or leads out of the document is renamed', () => {
  const [far, near] = [{ $ref: 'https://a.example' }, { $ref: '#/a' }]
  const document = {
    schema: far,
    properties: far,
    a: { properties: { $ref: {} } },
    default: near,
    'x-a': [near],
    items: near,
  }
  const same = (text: string): string => text
  const [link, name] = [{ link: 'https://a.example' }, { link: '#/a' }]
  expect(mapTexts(document, { prose: same, text: same, reference: 'link' })).toEqual({
    ...{ schema: link, properties: link, a: { properties: { link: {} } }, default: name, 'x-a': [name], items: near },
  })
})
