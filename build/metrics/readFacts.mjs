import { parseSync } from 'vite'

/**
 * What one source file says about itself.
 *
 * @typedef {object} Facts
 * @property {number} lines
 * @property {readonly { name: string, line: number, lines: number }[]} functions Including nested ones.
 * @property {readonly { name: string, line: number }[]} moduleState What can change and belongs to the module: every editor
 *   of a page and every test of a file shares it.
 * @property {readonly number[]} emptyCatches Lines.
 * @property {readonly number[]} anys Lines of the type `any`.
 *
 * @typedef {{ type: string, start: number, end: number, [key: string]: unknown }} SyntaxNode
 */

/**
 * @param {string} path Only its extension counts: it determines the language.
 * @param {string} text
 * @returns {Facts}
 * @throws {SyntaxError} When the text cannot be parsed.
 */
export function readFacts(path, text) {
  const { program, errors } = parseSync(path, text)
  const [error] = errors
  if (error !== undefined) throw new SyntaxError(error.message)
  const starts = lineStarts(text)
  const lineOf = (/** @type {number} */ at) => lineAt(starts, at)
  /** @type {{ name: string, line: number, lines: number }[]} */
  const functions = []
  /** @type {number[]} */
  const emptyCatches = []
  /** @type {number[]} */
  const anys = []
  walk(program, '', (node, name) => {
    if (functionTypes.has(node.type)) {
      const line = lineOf(node.start)
      functions.push({ name: nameOf(node.id) ?? name, line, lines: lineOf(node.end) - line + 1 })
    }
    if (node.type === 'CatchClause' && isEmpty(node.body)) emptyCatches.push(lineOf(node.start))
    if (node.type === 'CallExpression' && isEmptyHandler(node)) emptyCatches.push(lineOf(node.start))
    if (node.type === 'TSAnyKeyword') anys.push(lineOf(node.start))
  })
  const moduleState = nodesOf(program.body).flatMap((statement) =>
    stateOf(statement).map(({ name, at }) => ({ name, line: lineOf(at) })),
  )
  return { lines: starts.length - (text.endsWith('\n') ? 1 : 0), functions, moduleState, emptyCatches, anys }
}

const functionTypes = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'])

/** An empty container is there to be filled. */
const containers = new Set(['Map', 'Set', 'WeakMap', 'WeakSet', 'AbortController', 'EventTarget'])

/** The way zustand creates a store. */
const storeMakers = new Set(['create', 'createStore'])

/**
 * @param {SyntaxNode} statement One at the top of a module.
 * @returns {{ name: string, at: number }[]}
 */
function stateOf(statement) {
  const inner = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
  if (!isNode(inner) || inner.type !== 'VariableDeclaration') return []
  return nodesOf(inner.declarations)
    .filter(({ id, init }) => inner.kind !== 'const' || (canChange(init) && !isReadonly(id)))
    .map((declared) => ({ name: nameOf(declared.id) ?? '(pattern)', at: declared.start }))
}

/**
 * Whether a name is declared as immutable.
 *
 * @param {unknown} id
 */
function isReadonly(id) {
  if (!isNode(id) || !isNode(id.typeAnnotation) || !isNode(id.typeAnnotation.typeAnnotation)) return false
  const type = id.typeAnnotation.typeAnnotation
  if (type.type === 'TSTypeOperator') return type.operator === 'readonly'
  return type.type === 'TSTypeReference' && (nameOf(type.typeName) ?? '').startsWith('Readonly')
}

/**
 * @param {unknown} value
 * @returns {boolean}
 */
function canChange(value) {
  if (!isNode(value)) return false
  if (value.type === 'ArrayExpression') return nodesOf(value.elements).length === 0
  if (value.type === 'NewExpression')
    return containers.has(nameOf(value.callee) ?? '') && nodesOf(value.arguments).length === 0
  // create<State>()(…): called twice.
  if (value.type === 'CallExpression')
    return storeMakers.has(nameOf(value.callee) ?? '') || canChange(value.callee)
  return false
}

/**
 * `promise.catch(() => {})`.
 *
 * @param {SyntaxNode} call
 */
function isEmptyHandler({ callee, arguments: words }) {
  if (!isNode(callee) || callee.type !== 'MemberExpression' || nameOf(callee.property) !== 'catch')
    return false
  const [handler] = nodesOf(words)
  return handler !== undefined && functionTypes.has(handler.type) && isEmpty(handler.body)
}

/** @param {unknown} body */
const isEmpty = (body) => isNode(body) && body.type === 'BlockStatement' && nodesOf(body.body).length === 0

/**
 * @param {unknown} value
 * @param {string} name What a function that comes next would be called by.
 * @param {(node: SyntaxNode, name: string) => void} visit
 */
function walk(value, name, visit) {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, name, visit)
    return
  }
  if (!isNode(value)) return
  visit(value, name)
  const own = nameOf(value.id) ?? nameOf(value.key) ?? name
  for (const child of Object.values(value)) walk(child, own, visit)
}

/**
 * @param {unknown} value
 * @returns {value is SyntaxNode}
 */
function isNode(value) {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

/** @param {unknown} value */
const nodesOf = (value) => (Array.isArray(value) ? value.filter(isNode) : [])

/** @param {unknown} value */
const nameOf = (value) => (isNode(value) && typeof value.name === 'string' ? value.name : undefined)

/** @param {string} text */
function lineStarts(text) {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/**
 * @param {readonly number[]} starts
 * @param {number} at
 */
function lineAt(starts, at) {
  let [low, high] = [0, starts.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) <= at) low = middle + 1
    else high = middle
  }
  return low
}
