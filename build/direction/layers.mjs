/**
 * The layers of the project and what each may import. There is no list of exceptions beside this table.
 *
 * @typedef {object} Layer
 * @property {string} folder
 * @property {readonly string[]} imports The folders it may import from, its own among them.
 * @property {readonly string[] | 'any'} packages
 * @property {boolean} builtins Whether it may import Node's built-in modules.
 * @property {true} [isLayered] Each of its folders has an entry of its own: a folder without one is refused.
 */

/**
 * The entries of a folder that has layers itself.
 *
 * @param {Layer} outer The rules for the folder as a whole; `imports` without the folder itself.
 * @param {readonly (readonly string[])[]} layers Names of its folders, lowest layer first. A folder may import from the
 *   layers below its own, but from no other folder of its own layer.
 * @returns {readonly Layer[]} The outer entry is for the files directly in the folder, which may import any layer.
 */
function layered(outer, layers) {
  const { folder, imports } = outer
  const inner = layers.flatMap((names, level) =>
    names.map((name) => {
      const below = layers.slice(0, level).flat()
      const own = [name, ...below].map((each) => `${folder}/${each}`)
      return { ...outer, folder: `${folder}/${name}`, imports: [...own, ...imports] }
    }),
  )
  return [{ ...outer, imports: [folder, ...imports], isLayered: true }, ...inner]
}

/** Independent parts of the page. What two of them share belongs in a layer below. */
const features = [
  'canvas',
  'inspector',
  'library',
  'mask',
  'prompts',
  'queue',
  'results',
  'settings',
  'viewer',
  'workflows',
]

/** @type {readonly Layer[]} */
const allLayers = [
  { folder: 'shared', imports: ['shared'], packages: ['zod'], builtins: false },
  { folder: 'nodes', imports: ['nodes', 'shared'], packages: [], builtins: false },
  // The examples are data, for everything that shows them.
  ...layered({ folder: 'app', imports: ['nodes', 'shared', 'examples'], packages: 'any', builtins: false }, [
    ['base'],
    ['state'],
    ['graph'],
    ['media'],
    ['widgets'],
    features,
    ['commands'],
    ['shell'],
  ]),
  // A second page beside the real one, with a fake host.
  {
    folder: 'app/testing',
    imports: ['app', 'nodes', 'shared', 'examples'],
    packages: 'any',
    builtins: false,
  },
  // Plays a server on the other side of the network, so it may not use the rest. Before the rules for all of `main`.
  { folder: 'main/practice', imports: ['main/practice'], packages: 'any', builtins: true },
  // The command line uses only the contract: it asks a host, and imports none of its parts.
  {
    folder: 'main/cli',
    imports: [
      'main/cli',
      'main/platform',
      'main/metadata',
      'main/practice',
      'main/host',
      'main/transports',
      'main/browser',
      'nodes',
      'shared',
      'examples',
    ],
    packages: 'any',
    builtins: true,
  },
  ...layered({ folder: 'main', imports: ['nodes', 'shared', 'examples'], packages: 'any', builtins: true }, [
    ['platform'],
    ['network', 'metadata'],
    ['assets'],
    ['jobs'],
    ['library'],
    ['bundle', 'uploads', 'practice'],
    ['engines'],
    ['host'],
    ['transports'],
    ['browser'],
    ['cli', 'electron'],
  ]),
]

/**
 * Folders that are like packages: from outside only their `index.ts` is imported, and they import nothing from outside.
 * Tests and test fixtures may import their files.
 */
const closedFolders = ['main/practice/draw']

/** The folders that are checked. */
export const topFolders = allLayers.map(({ folder }) => folder).filter((folder) => !folder.includes('/'))

/** What a test may import in addition to its layer. */
const testPackages = ['vitest', 'fast-check']

/**
 * The layer of a file, the innermost one.
 *
 * @param {string} path From the project's folder, with `/`.
 * @returns {Layer | undefined}
 */
export function layerOf(path) {
  return allLayers
    .filter(({ folder }) => path === folder || path.startsWith(`${folder}/`))
    .toSorted((a, b) => b.folder.length - a.folder.length)[0]
}

/**
 * The target of an import.
 *
 * @typedef {{ kind: 'file', path: string } | { kind: 'package', name: string } | { kind: 'builtin', name: string }
 *   | { kind: 'unknown', why: string }} Target
 */

/**
 * Checks one import against the layers.
 *
 * @param {string} importer Path of the importing file, from the project's folder.
 * @param {Target} target
 * @returns {string | null} Why it is not allowed; null when it is.
 */
export function checkImport(importer, target) {
  const layer = layerOf(importer)
  if (layer === undefined) return null
  const [first, ...deeper] = importer.slice(layer.folder.length + 1).split('/')
  if (layer.isLayered === true && deeper.length > 0)
    return `${layer.folder}/${first} has no place in ${layer.folder}`
  const isTest = importer.endsWith('.test.ts') || importer.endsWith('.test.tsx')

  if (target.kind === 'unknown') return target.why
  if (target.kind === 'builtin') {
    return layer.builtins || isTest
      ? null
      : `${layer.folder} does not know Node, and ${target.name} is a part of it`
  }
  if (target.kind === 'package') {
    if (layer.packages === 'any' || layer.packages.includes(target.name)) return null
    if (isTest && testPackages.includes(target.name)) return null
    const allowed = layer.packages.length === 0 ? 'no package' : `no package but ${layer.packages.join(', ')}`
    return `${layer.folder} imports ${allowed}`
  }
  const closed = isTest || importer.includes('/testing/') ? null : checkClosedFolders(importer, target.path)
  if (closed !== null) return closed
  if (layer.imports.some((folder) => target.path.startsWith(`${folder}/`))) return null
  return `${layer.folder} imports from ${layer.imports.join(', ')} alone`
}

/**
 * @param {string} importer
 * @param {string} imported
 * @returns {string | null} Why a closed folder forbids it; null when none does.
 */
function checkClosedFolders(importer, imported) {
  for (const folder of closedFolders) {
    const isFrom = importer.startsWith(`${folder}/`)
    const isTo = imported.startsWith(`${folder}/`)
    if (isFrom && !isTo) return `${folder} imports from ${folder} alone`
    if (isTo && !isFrom && imported !== `${folder}/index.ts`)
      return `${folder} is entered by its index.ts alone`
  }
  return null
}
