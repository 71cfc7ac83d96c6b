import { parseSync } from 'vite'

/**
 * What one source file says in words.
 *
 * @typedef {object} Words
 * @property {readonly string[]} names Of variables, parameters, functions, types and properties, where they are declared.
 * @property {readonly string[]} comments Adjacent line comments are one.
 * @property {readonly string[]} titles Of tests and their groups.
 * @property {readonly string[]} texts String literals and the text of elements; in tests and scripts none.
 *
 * @typedef {{ type: string, start: number, end: number, [key: string]: unknown }} SyntaxNode
 */

/**
 * @param {string} path Its extension determines the language.
 * @param {string} text
 * @returns {Words}
 * @throws {SyntaxError} When the text cannot be parsed.
 */
export function readWords(path, text) {
  const { program, comments, errors } = parseSync(path, text)
  if (errors.length > 0) throw new SyntaxError(`${path}: ${errors[0]?.message}`)
  /** @type {string[]} */
  const names = []
  /** @type {string[]} */
  const titles = []
  /** @type {string[]} */
  const texts = []
  const hasTexts = !/^(?:build|tests)\/|\.test\.tsx?$|\/testing\//.test(path) || path === 'a.test.tsx'

  /** @param {unknown} pattern A binding: a name, or an object or array of bindings. */
  const bind = (pattern) => {
    if (!isNode(pattern)) return
    if (pattern.type === 'Identifier') names.push(String(pattern['name']))
    else if (pattern.type === 'AssignmentPattern') bind(pattern['left'])
    else if (pattern.type === 'RestElement') bind(pattern['argument'])
    else if (pattern.type === 'TSParameterProperty') bind(pattern['parameter'])
    else if (pattern.type === 'ArrayPattern') for (const element of listOf(pattern['elements'])) bind(element)
    else if (pattern.type === 'ObjectPattern')
      for (const property of listOf(pattern['properties']))
        if (isNode(property)) bind(property.type === 'Property' ? property['value'] : property)
  }

  /** @param {unknown} value */
  const visit = (value) => {
    if (Array.isArray(value)) {
      for (const each of value) visit(each)
      return
    }
    if (!isNode(value)) return
    const { type } = value
    if (type === 'VariableDeclarator') bind(value['id'])
    else if (named.has(type)) bind(value['id'])
    else if (keyed.has(type) && value['computed'] !== true && value['shorthand'] !== true) bind(value['key'])
    for (const each of listOf(value['params'])) bind(each)
    if (type === 'CallExpression' && testCalls.has(rootOf(value['callee']))) {
      const [first, ...rest] = listOf(value['arguments'])
      const title = textOf(first)
      if (title !== undefined) {
        titles.push(title)
        visit([value['callee'], rest])
        return
      }
    } else if (type === 'ObjectPattern') {
      // The keys of a pattern are declared elsewhere.
      for (const each of listOf(value['properties']))
        if (isNode(each)) visit(each['value'] ?? each['argument'])
      return
    } else if (hasTexts && type === 'JSXText') texts.push(String(value['value']).trim())
    else if (
      hasTexts &&
      type === 'Literal' &&
      typeof value['value'] === 'string' &&
      value['value'].includes(' ')
    )
      texts.push(value['value'])
    else if (hasTexts && type === 'TemplateLiteral') texts.push(textOf(value) ?? '')
    for (const key in value) if (key !== 'type') visit(value[key])
  }
  visit(program.body)
  return { names, comments: commentsOf(comments, text), titles, texts: texts.filter((each) => each !== '') }
}

const named = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ClassDeclaration',
  'ClassExpression',
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
])

const keyed = new Set([
  'Property',
  'PropertyDefinition',
  'MethodDefinition',
  'TSPropertySignature',
  'TSMethodSignature',
])

const testCalls = new Set(['test', 'it', 'describe'])

/**
 * @param {readonly { type: string, value: string, start: number, end: number }[]} comments
 * @param {string} text
 * @returns {string[]}
 */
function commentsOf(comments, text) {
  /** @type {string[]} */
  const found = []
  let end = -1
  for (const { type, value, start, end: next } of comments) {
    const plain = type === 'Line' ? value : value.replaceAll(/^\s*\* ?/gm, '')
    const joins = type === 'Line' && end >= 0 && /^\n[ \t]*$/.test(text.slice(end, start))
    if (joins) found[found.length - 1] += ` ${plain.trim()}`
    else found.push(plain.replaceAll(/\s+/g, ' ').trim())
    end = type === 'Line' ? next : -1
  }
  return found
}

/**
 * @param {unknown} node
 * @returns {string | undefined} A string or template as text, with `…` for its expressions.
 */
function textOf(node) {
  if (!isNode(node)) return undefined
  if (node.type === 'Literal' && typeof node['value'] === 'string') return node['value']
  if (node.type !== 'TemplateLiteral') return undefined
  // The cast: the parts of a template have this form.
  const quasis = /** @type {readonly { value: { raw: string } }[]} */ (node['quasis'])
  return quasis.map(({ value }) => value.raw).join('…')
}

/**
 * @param {unknown} node
 * @returns {string} The name on which members are accessed or called: `test` in `test.each([])`.
 */
function rootOf(node) {
  if (!isNode(node)) return ''
  if (node.type === 'Identifier') return String(node['name'])
  return rootOf(node['object'] ?? node['callee'] ?? node['tag'])
}

/**
 * @param {unknown} value
 * @returns {readonly unknown[]}
 */
const listOf = (value) => (Array.isArray(value) ? value : [])

/**
 * @param {unknown} value
 * @returns {value is SyntaxNode}
 */
const isNode = (value) =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
