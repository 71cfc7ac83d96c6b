import { expect, test } from 'vitest'

import { checkFile } from './checkDirection.mjs'

const aliases = {
  '#shared/*': './shared/*',
  '#nodes/*': './nodes/*',
  '#main/*': './main/*',
  '#app/*': './app/*',
}

const belowFrontEnds =
  'main/platform, main/network, main/metadata, main/assets, main/jobs, main/library, main/bundle, main/uploads, main/practice, main/engines, main/host, main/transports, main/browser, nodes, shared, examples alone'

const cliAlone =
  'main/cli imports from main/cli, main/platform, main/metadata, main/practice, main/host, main/transports, main/browser, nodes, shared, examples alone'

/** Why a file's imports are forbidden, one entry per forbidden import. */
function reasons(path: string, text: string): string[] {
  return checkFile(path, text, aliases).map(({ why }) => why)
}

test.each([
  ['shared/run/plan.ts', `import { order } from '../graph/order.ts'`],
  ['shared/run/plan.ts', `import { order } from '#shared/graph/order.ts'`],
  ['shared/document/workflow.ts', `import { z } from 'zod'`],
  ['shared/document/workflow.ts', `import { z } from 'zod/mini'`],
  [
    'shared/run/plan.test.ts',
    `import fc from 'fast-check'; import { test } from 'vitest'; import { readFileSync } from 'node:fs'`,
  ],
  ['nodes/local/crop.ts', `import { defineNode } from '#shared/nodes/defineNode.ts'`],
  [
    'nodes/nodes.ts',
    `const files = import.meta.glob(['./local/*.ts', '!./local/*.test.ts'], { eager: true })`,
  ],
  ['nodes/nodes.ts', `const files = import.meta.glob('/nodes/local/*.ts')`],
  [
    'app/canvas/Card.tsx',
    `import { memo } from 'react'; import '#shared/api/contract.ts'; const view = <b />`,
  ],
  ['app/base/notify.ts', `import { host } from './host.ts'; import { toAppError } from '#shared/errors.ts'`],
  [
    'app/canvas/card/Card.tsx',
    `import { Graph } from '../Graph.tsx'; import { tell } from '../../base/notify.ts'`,
  ],
  [
    'app/canvas/Card.tsx',
    `import '../state/tabs.ts'; import '../graph/flow.ts'; import '../widgets/Panel.tsx'; import './canvas.css'`,
  ],
  ['app/commands/keyboard.ts', `import { open } from '../canvas/drop/open.ts'; import '../results/ask.ts'`],
  ['app/shell/App.tsx', `import '../commands/keyboard.ts'; import { Canvas } from '../canvas/Canvas.tsx'`],
  ['app/main.tsx', `import './styles.css'; import { App } from './shell/App.tsx'`],
  ['app/testing/main.tsx', `import '../styles.css'; import { App } from '../shell/App.tsx'`],
  [
    'main/cli/run.ts',
    `import { readFile } from 'node:fs/promises'; import sharp from 'sharp'; import '#nodes/nodes.ts'`,
  ],
  ['main/cli/practice.ts', `import { createPractice } from '../practice/createPractice.ts'`],
  [
    'main/practice/server.ts',
    `import { createServer } from 'node:http'; import { draw } from './draw/index.ts'`,
  ],
  ['main/practice/pace.test.ts', `import { createRandom } from './draw/random.ts'`],
  ['main/practice/testing/pictures.ts', `import { decodePicture } from '../draw/pixels.ts'`],
  ['main/practice/draw/order.test.ts', `import { testEndpoints } from '../testing/endpoints.ts'`],
  ['shared/nodes/words.ts', `// import fs from 'node:fs'\nconst text = "import 'node:fs'"`],
  ['shared/nodes/page.ts', `const page = new URL('../../README.md', import.meta.url)`],
])('%s may import %s', (path, text) => {
  expect(reasons(path, text)).toEqual([])
})

test.each([
  ['shared/run/plan.ts', `import { jobs } from '#main/jobs/jobs.ts'`, 'shared imports from shared alone'],
  [
    'shared/run/plan.ts',
    `import { crop } from '../../nodes/local/crop.ts'`,
    'shared imports from shared alone',
  ],
  ['shared/run/plan.ts', `import tool from '../../shared-tools/tool.ts'`, 'shared imports from shared alone'],
  ['shared/run/plan.ts', `import data from '../../package.json'`, 'shared imports from shared alone'],
  ['shared/run/plan.ts', `import x from '../../../elsewhere/x.ts'`, 'shared imports from shared alone'],
  [
    'shared/run/plan.ts',
    `import { readFile } from 'node:fs'`,
    'shared does not know Node, and node:fs is a part of it',
  ],
  [
    'shared/run/plan.ts',
    `import { join } from 'path'`,
    'shared does not know Node, and path is a part of it',
  ],
  ['shared/run/plan.ts', `import sharp from 'sharp'`, 'shared imports no package but zod'],
  ['shared/run/plan.ts', `import { test } from 'vitest'`, 'shared imports no package but zod'],
  [
    'shared/run/plan.test.ts',
    `import { jobs } from '#main/jobs/jobs.ts'`,
    'shared imports from shared alone',
  ],
  ['shared/run/plan.test.ts', `import sharp from 'sharp'`, 'shared imports no package but zod'],
  [
    'nodes/local/crop.ts',
    `import { images } from '#main/assets/images.ts'`,
    'nodes imports from nodes, shared alone',
  ],
  ['nodes/local/crop.ts', `import { z } from 'zod'`, 'nodes imports no package'],
  [
    'nodes/local/crop.ts',
    `import { Buffer } from 'buffer'`,
    'nodes does not know Node, and buffer is a part of it',
  ],
  [
    'app/canvas/Card.tsx',
    `import { jobs } from '../../main/jobs/jobs.ts'`,
    'app/canvas imports from app/canvas, app/base, app/state, app/graph, app/media, app/widgets, nodes, shared, examples alone',
  ],
  [
    'app/canvas/Card.tsx',
    `import { readFile } from 'node:fs'`,
    'app/canvas does not know Node, and node:fs is a part of it',
  ],
  [
    'app/main.tsx',
    `import { jobs } from '../main/jobs/jobs.ts'`,
    'app imports from app, nodes, shared, examples alone',
  ],
  [
    'app/base/notify.ts',
    `import { activeTab } from '../state/tabs.ts'`,
    'app/base imports from app/base, nodes, shared, examples alone',
  ],
  [
    'app/state/useTab.ts',
    `import type { FlowNode } from '../graph/layout/flowNodes.ts'`,
    'app/state imports from app/state, app/base, nodes, shared, examples alone',
  ],
  [
    'app/graph/acts/walk.ts',
    `import { Panel } from '../../widgets/Panel.tsx'`,
    'app/graph imports from app/graph, app/base, app/state, nodes, shared, examples alone',
  ],
  [
    'app/widgets/controls/Control.tsx',
    `import { openMask } from '../../mask/openMask.ts'`,
    'app/widgets imports from app/widgets, app/base, app/state, app/graph, app/media, nodes, shared, examples alone',
  ],
  [
    'app/viewer/Strip.tsx',
    `import { ResultTile } from '../results/ResultTile.tsx'`,
    'app/viewer imports from app/viewer, app/base, app/state, app/graph, app/media, app/widgets, nodes, shared, examples alone',
  ],
  [
    'app/queue/rowFacts.test.ts',
    `import { test } from 'vitest'; import { commands } from '#app/commands/commands.ts'`,
    'app/queue imports from app/queue, app/base, app/state, app/graph, app/media, app/widgets, nodes, shared, examples alone',
  ],
  [
    'app/canvas/Card.tsx',
    `const Editor = lazy(() => import('../mask/MaskEditor.tsx'))`,
    'app/canvas imports from app/canvas, app/base, app/state, app/graph, app/media, app/widgets, nodes, shared, examples alone',
  ],
  ['app/gallery/Tile.tsx', `import { tell } from '../base/notify.ts'`, 'app/gallery has no place in app'],
  [
    'main/electron/window.ts',
    `import { App } from '../../app/shell/App.tsx'`,
    `main/electron imports from main/electron, ${belowFrontEnds}`,
  ],
  [
    'main/practice/pace.ts',
    `import { createRandom } from './draw/random.ts'`,
    'main/practice/draw is entered by its index.ts alone',
  ],
  [
    'main/practice/draw/scenes/sea.ts',
    `import { pause } from '../../requests/clock.ts'`,
    'main/practice/draw imports from main/practice/draw alone',
  ],
  [
    'main/practice/draw.ts',
    `import { AppError } from '#shared/errors.ts'`,
    'main/practice imports from main/practice alone',
  ],
  [
    'main/practice/draw.ts',
    `import { Job } from '../jobs/job.ts'`,
    'main/practice imports from main/practice alone',
  ],
  ['main/cli/run.ts', `import { fixture } from '../../tests/fixture.ts'`, cliAlone],
  // The front ends are independent of each other.
  [
    'main/electron/window.ts',
    `import { parse } from '../cli/arguments.ts'`,
    `main/electron imports from main/electron, ${belowFrontEnds}`,
  ],
  // A job is independent of any particular engine.
  [
    'main/jobs/submitJob.ts',
    `import { createClient } from '../engines/runcomfy/client.ts'`,
    'main/jobs imports from main/jobs, main/platform, main/network, main/metadata, main/assets, nodes, shared, examples alone',
  ],
  [
    'main/services/clock.ts',
    `import { AppError } from '#shared/errors.ts'`,
    'main/services has no place in main',
  ],
  ['main/cli/run.ts', `import { x } from '#lib/x.ts'`, 'package.json names no such import'],
  ['main/cli/run.ts', `import 'https://example.org/x.js'`, 'nothing is imported by URL'],
])('%s, importing %s: %s', (path, text, why) => {
  expect(reasons(path, text)).toEqual([why])
})

test.each([
  `import '#main/a.ts'`,
  `import type { A } from '#main/a.ts'`,
  `import { type A } from '#main/a.ts'`,
  `import A = require('#main/a.ts')`,
  `export { a } from '#main/a.ts'`,
  `export type { A } from '#main/a.ts'`,
  `export * from '#main/a.ts'`,
  `export * as a from '#main/a.ts'`,
  `const a = await import('#main/a.ts')`,
  'const a = await import(`#main/a.ts`)',
  `type A = import('#main/a.ts').A`,
  `const a = require('#main/a.ts')`,
  `const a = import.meta.glob('../main/*.ts')`,
  `const a = import.meta.glob(['./*.ts', '../../main/*.ts'])`,
  `const a = import.meta.glob('/main/**/*.ts', { eager: true })`,
  `const a = import.meta.resolve('#main/a.ts')`,
  `const a = new Worker(new URL('../main/a.ts', import.meta.url))`,
  `vi.mock('#main/a.ts')`,
  `vi.mock(import('#main/a.ts'))`,
  `/// <reference path="../main/a.ts" />`,
  `import data from '#main/a.json?raw'`,
])('an import is found in: %s', (text) => {
  expect(reasons('shared/a.ts', text)).toEqual(['shared imports from shared alone'])
})

test("Node's types cannot be referenced where Node may not be used", () => {
  expect(reasons('shared/a.ts', `/// <reference types="node" />`)).toEqual([
    'shared does not know Node, and node:process is a part of it',
  ])
})

test('a computed import is refused, because it cannot be checked', () => {
  const computed = 'what is imported is computed, so nobody can check it'
  expect(reasons('nodes/a.ts', 'await import(name); import.meta.glob(names); require(`../${name}`)')).toEqual(
    [computed, computed, computed],
  )
})

test('a violation names file, line and specifier', () => {
  expect(
    checkFile('shared/a.ts', `import { z } from 'zod'\n\nimport { b } from '#nodes/b.ts'\n`, aliases),
  ).toEqual([
    { path: 'shared/a.ts', line: 3, specifier: '#nodes/b.ts', why: 'shared imports from shared alone' },
  ])
})

test('a file that cannot be parsed is a violation too', () => {
  expect(checkFile('shared/a.ts', 'import {', aliases)).toEqual([
    { path: 'shared/a.ts', line: 1, specifier: '', why: expect.stringContaining('the file cannot be read') },
  ])
})

test.each([
  'library/runs',
  'jobs/job',
  'engines/engine',
  'assets/assets',
  'bundle/packRun',
  'network/apiUrl',
])('the command line uses a host, and not main/%s', (file) => {
  expect(reasons('main/cli/commands/run.ts', `import '../../${file}.ts'`)).toEqual([cliAlone])
})
