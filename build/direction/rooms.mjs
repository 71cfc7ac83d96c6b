/**
 * The rooms of the house and what each may import. This table is the law; there is no list of exceptions beside it.
 *
 * @typedef {object} Room
 * @property {string} folder
 * @property {readonly string[]} imports The folders it may import from, its own among them.
 * @property {readonly string[] | 'any'} packages
 * @property {boolean} builtins Whether it may import what only Node has.
 * @property {true} [isLayered] Each of its folders has a room of its own: a folder without one has no place in it.
 */

/**
 * The rooms of a folder that has an inner direction.
 *
 * @param {Room} outer What holds for the folder as a whole; `imports` without the folder itself.
 * @param {readonly (readonly string[])[]} layers Names of its folders, lowest layer first. A folder may import from the
 *   layers below its own, but from no other folder of its own layer.
 * @returns {readonly Room[]} The outer room is for the files that lie directly in the folder, which may import any layer.
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

/** Parts of the page that know nothing of each other. What two of them share lies in a layer below. */
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

/** @type {readonly Room[]} */
const rooms = [
  { folder: 'shared', imports: ['shared'], packages: ['zod'], builtins: false },
  { folder: 'nodes', imports: ['nodes', 'shared'], packages: [], builtins: false },
  // The examples are data, for whoever shows them.
  ...layered({ folder: 'app', imports: ['nodes', 'shared', 'examples'], packages: 'any', builtins: false }, [
    ['base'],
    ['state'],
    ['graph'],
    ['widgets'],
    features,
    ['commands'],
    ['shell'],
  ]),
  // A second page beside the real one, with a host that is not real.
  {
    folder: 'app/testing',
    imports: ['app', 'nodes', 'shared', 'examples'],
    packages: 'any',
    builtins: false,
  },
  // Stands for a server on the other side of the network, so it knows nothing of the rest. Before what holds for all of `main`.
  { folder: 'main/practice', imports: ['main/practice'], packages: 'any', builtins: true },
  // The command line speaks the contract: it asks a host, and knows nothing of what that is made of.
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
    ['bundle', 'uploads', 'engines', 'practice'],
    ['host'],
    ['transports'],
    ['browser'],
    ['cli', 'electron'],
  ]),
]

/**
 * Folders that are like packages: from outside only their `index.ts` is imported, and they import nothing from outside. Tests
 * and what is made for them may look inside.
 */
const closedFolders = ['main/practice/draw']

/** The folders that the law is about. */
export const topFolders = rooms.map(({ folder }) => folder).filter((folder) => !folder.includes('/'))

/** What a test may import on top of what its room may. */
const testPackages = ['vitest', 'fast-check']

/**
 * The room that a file lies in, the innermost one.
 *
 * @param {string} path From the project's folder, with `/`.
 * @returns {Room | undefined}
 */
export function roomOf(path) {
  return rooms
    .filter(({ folder }) => path === folder || path.startsWith(`${folder}/`))
    .toSorted((a, b) => b.folder.length - a.folder.length)[0]
}

/**
 * Where an import leads.
 *
 * @typedef {{ kind: 'file', path: string } | { kind: 'package', name: string } | { kind: 'builtin', name: string }
 *   | { kind: 'unknown', why: string }} Target
 */

/**
 * Checks one import against the law.
 *
 * @param {string} importer Path of the importing file, from the project's folder.
 * @param {Target} target
 * @returns {string | null} Why it is not allowed; null when it is.
 */
export function checkImport(importer, target) {
  const room = roomOf(importer)
  if (room === undefined) return null
  const [first, ...deeper] = importer.slice(room.folder.length + 1).split('/')
  if (room.isLayered === true && deeper.length > 0)
    return `${room.folder}/${first} has no place in ${room.folder}`
  const isTest = importer.endsWith('.test.ts') || importer.endsWith('.test.tsx')

  if (target.kind === 'unknown') return target.why
  if (target.kind === 'builtin') {
    return room.builtins || isTest
      ? null
      : `${room.folder} does not know Node, and ${target.name} is a part of it`
  }
  if (target.kind === 'package') {
    if (room.packages === 'any' || room.packages.includes(target.name)) return null
    if (isTest && testPackages.includes(target.name)) return null
    const allowed = room.packages.length === 0 ? 'no package' : `no package but ${room.packages.join(', ')}`
    return `${room.folder} imports ${allowed}`
  }
  const closed = isTest || importer.includes('/testing/') ? null : checkClosedFolders(importer, target.path)
  if (closed !== null) return closed
  if (room.imports.some((folder) => target.path.startsWith(`${folder}/`))) return null
  return `${room.folder} imports from ${room.imports.join(', ')} alone`
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
