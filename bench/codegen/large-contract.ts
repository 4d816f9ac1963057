/** Components per operation, so that text and operations grow alike. */
const schemasPerPath = 1.4
/** Fields of one component. */
const fieldsPerSchema = 9

/** Components that refer to no other; all others refer to these, as the models of a real backend are shallow. */
const leaves = 20

const fieldOf = (index: number, field: number): object => {
  const kinds: readonly object[] = [
    { type: 'string', title: `Field ${field}`, description: `What field ${field} of model ${index} is for.` },
    { type: 'integer', minimum: 0, title: `Field ${field}`, default: field },
    { anyOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }], title: `Field ${field}` },
    { type: 'array', items: index < leaves ? {} : { $ref: `#/components/schemas/Model${(index + field) % leaves}` } },
    { type: 'string', enum: ['one', 'two', 'three'], title: `Field ${field}` },
  ]
  return kinds[field % kinds.length] ?? {}
}

/** A contract with that many operations under the tag `large`, as a backend has it. */
export function largeContract(paths: number): object {
  const count = Math.round(paths * schemasPerPath)
  const schemas = Array.from({ length: count }, (_, index) => {
    const fields = Array.from({ length: fieldsPerSchema }, (_, field) => [`field${field}`, fieldOf(index, field)])
    return [
      `Model${index}`,
      { type: 'object', title: `Model${index}`, required: ['field0'], properties: Object.fromEntries(fields) },
    ]
  })
  const operations = Array.from({ length: paths }, (_, index) => {
    const content = (model: number): object => ({
      'application/json': { schema: { $ref: `#/components/schemas/Model${model % count}` } },
    })
    const post = {
      ...{ tags: ['large'], operationId: `post_${index}`, summary: `Operation ${index}` },
      requestBody: { required: true, content: content(index) },
      responses: { 200: { description: 'OK', content: content(index * 2) } },
    }
    return [`/large/resource${index}`, { post }]
  })
  return {
    ...{ openapi: '3.1.0', info: { title: 'Large', version: '1' } },
    paths: Object.fromEntries(operations),
    components: { schemas: Object.fromEntries(schemas) },
  }
}
