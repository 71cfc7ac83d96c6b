import { parseSync } from 'vite'

/**
 * @typedef {object} Import
 * @property {number} line Counted from 1.
 * @property {string | null} specifier Null when it is computed, and so cannot be checked.
 *
 * @typedef {{ type: string, start: number, [key: string]: unknown }} SyntaxNode
 */

/**
 * Every way in which a source text names another module: imports and re-exports, of types too, `import()`, `require()`,
 * `import.meta.glob`, workers, mocks, and the compiler's `/// <reference>`.
 *
 * @param {string} path Only its extension counts: it determines the language.
 * @param {string} text
 * @returns {Import[]} In the order of the text.
 * @throws {SyntaxError} When the text cannot be parsed.
 */
export function readImports(path, text) {
  const { program, comments, errors } = parseSync(path, text)
  const [error] = errors
  if (error !== undefined) throw new SyntaxError(error.message)

  /** @type {{ at: number, specifier: string | null }[]} */
  const found = comments.flatMap(({ value, start }) =>
    references(value).map((specifier) => ({ at: start, specifier })),
  )
  walk(program, (node) => {
    for (const specifier of specifiersOf(node)) found.push({ at: node.start, specifier })
  })
  return found
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, specifier }) => ({ line: text.slice(0, at).split('\n').length, specifier }))
}

/**
 * @param {string} comment Without its `//`.
 * @returns {string[]}
 */
function references(comment) {
  const match = /^\/\s*<reference\s+(path|types)\s*=\s*["']([^"']+)["']/.exec(comment)
  if (match === null) return []
  const [, kind, name = ''] = match
  if (kind === 'types') return [name === 'node' ? 'node:process' : name]
  return [name.startsWith('.') ? name : `./${name}`]
}

/**
 * @param {unknown} value
 * @param {(node: SyntaxNode) => void} visit
 */
function walk(value, visit) {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, visit)
    return
  }
  if (!isNode(value)) return
  visit(value)
  for (const child of Object.values(value)) walk(child, visit)
}

/**
 * @param {unknown} value
 * @returns {value is SyntaxNode}
 */
function isNode(value) {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

/**
 * @param {SyntaxNode} node
 * @returns {(string | null)[]} Null for one that is computed.
 */
function specifiersOf(node) {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return [literal(node.source)]
    case 'ExportNamedDeclaration':
      return isNode(node.source) ? [literal(node.source)] : []
    case 'TSExternalModuleReference':
      return [literal(node.expression)]
    case 'CallExpression':
      return calledSpecifiers(node)
    case 'NewExpression':
      return workerSpecifiers(node)
    default:
      return []
  }
}

/** Calls that take a module's name, beside `import.meta.glob`, which takes patterns. */
const loaders = [
  'require',
  'require.resolve',
  'import.meta.resolve',
  'vi.mock',
  'vi.doMock',
  'vi.importActual',
  'vi.importMock',
]

/**
 * @param {SyntaxNode} call
 * @returns {(string | null)[]}
 */
function calledSpecifiers(call) {
  const callee = dotted(call.callee)
  const [first] = argumentsOf(call)
  if (callee === 'import.meta.glob') {
    const patterns = isNode(first) && first.type === 'ArrayExpression' ? first.elements : [first]
    // A pattern with `!` excludes files, and imports nothing.
    return Array.isArray(patterns)
      ? patterns.map(literal).filter((pattern) => pattern?.startsWith('!') !== true)
      : [null]
  }
  // An import() in place of a name is found separately.
  if (!loaders.includes(callee) || (isNode(first) && first.type === 'ImportExpression')) return []
  return [literal(first)]
}

/**
 * `new URL('./worker.ts', import.meta.url)`: the way to reference a worker. For other files it is not an import.
 *
 * @param {SyntaxNode} creation
 * @returns {string[]}
 */
function workerSpecifiers(creation) {
  const [first, second] = argumentsOf(creation)
  if (dotted(creation.callee) !== 'URL' || dotted(second) !== 'import.meta.url') return []
  const path = literal(first)
  return path !== null && /\.[cm]?[jt]sx?$/.test(path) ? [path] : []
}

/**
 * @param {SyntaxNode} call
 * @returns {unknown[]}
 */
function argumentsOf(call) {
  return Array.isArray(call.arguments) ? call.arguments : []
}

/**
 * @param {unknown} node
 * @returns {string} `a.b.c`, or '' for any other form.
 */
function dotted(node) {
  if (!isNode(node)) return ''
  if (node.type === 'Identifier') return String(node.name)
  if (node.type === 'MetaProperty') return `${dotted(node.meta)}.${dotted(node.property)}`
  return node.type === 'MemberExpression' ? `${dotted(node.object)}.${dotted(node.property)}` : ''
}

/**
 * @param {unknown} node
 * @returns {string | null} Null when it is not a string literal.
 */
function literal(node) {
  if (!isNode(node)) return null
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node.type === 'TSLiteralType') return literal(node.literal)
  return node.type === 'TemplateLiteral' ? plainTemplate(node.quasis) : null
}

/**
 * @param {unknown} quasis The parts of a template between its expressions.
 * @returns {string | null} Null when there are expressions.
 */
function plainTemplate(quasis) {
  if (!Array.isArray(quasis) || quasis.length !== 1) return null
  /** @type {unknown} */
  const only = quasis[0]
  if (!isNode(only) || typeof only.value !== 'object' || only.value === null) return null
  return 'cooked' in only.value && typeof only.value.cooked === 'string' ? only.value.cooked : null
}
