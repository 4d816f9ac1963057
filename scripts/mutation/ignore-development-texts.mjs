// A plugin of Stryker: no mutants in the expression that production builds fold away, nor in the texts behind it.
// Stryker loads plugins without type stripping, so this is JavaScript.
const reason = 'a text for developers, which production builds do not have'

export const strykerPlugins = [
  {
    kind: 'Ignore',
    name: 'development-texts',
    value: {
      shouldIgnore({ node }) {
        if (node.type === 'ConditionalExpression' && isTheTest(node.test)) return reason
        return isTheTest(node) ? reason : undefined
      },
    },
  },
]

/** Whether a node is `typeof process !== 'undefined' && process.env.NODE_ENV !== 'production'`. */
function isTheTest({ type, left, right }) {
  return type === 'LogicalExpression' && left.left?.argument?.name === 'process' && isNodeEnv(right.left)
}

function isNodeEnv(node) {
  return node?.property?.name === 'NODE_ENV'
}
