import { describe, expect, test } from 'vitest'
import type { Copy } from './copyTree.ts'
import { copyTree } from './copyTree.ts'

/**
 * Things that people add to the project, each added to a copy under a name that nothing else has. The compiler, or a
 * test, must name every place that has to handle it: CONTRIBUTING.md has the same files in its table.
 */
describe('what the compiler names when something is added', () => {
  test('each place that lacks a kind of media, a setting, a request, or a part of an engine', () => {
    const copy = copyTree()
    // A kind of media.
    copy.replace(
      'shared/media/kinds.ts',
      '} as const satisfies Readonly<Record<string, MediaKindFacts>>',
      `  hologram: {
    noun: 'hologram', formats: {}, hasSize: false, hasDuration: false, hasFps: false, accepts: ['hologram'], reader: null,
    sentAs: 'file',
  },
} as const satisfies Readonly<Record<string, MediaKindFacts>>`,
    )
    // A setting.
    copy.replace('shared/api/records.ts', '  theme: Theme,\n', '  theme: Theme,\n  brightness: z.number(),\n')
    // A request of the page.
    copy.replace(
      'shared/api/settingsRequests.ts',
      "  'bucket.forgetKeys':",
      "  'bucket.describe': request(Empty, Empty),\n  'bucket.forgetKeys':",
    )
    // An engine that does not say how media get to it.
    copy.write(
      'main/engines/acme/engine.ts',
      copy
        .read('main/engines/runcomfy/engine.ts')
        .replace('  media: mediaLimits,\n', '')
        .replaceAll("'./", "'../runcomfy/"),
    )
    const faults = copy.typeErrors()
    const filesFor = (name: string): readonly string[] =>
      [...new Set(faults.filter(({ message }) => message.includes(name)).map(({ file }) => file))].toSorted()
    expect({
      medium: filesFor('hologram'),
      setting: filesFor('brightness'),
      request: filesFor('bucket.describe'),
      engine: filesFor("'media'"),
    }).toEqual({
      medium: [
        'app/graph/acts/inputFor.ts',
        'app/graph/acts/mediaLoaders.ts',
        'app/graph/layout/controlSize.ts',
        'app/graph/layout/makesPictures.ts',
        'app/graph/layout/previewSize.ts',
        'app/graph/values/literal.ts',
        'app/media/MediaCard.tsx',
        'app/media/MediaTile.tsx',
        'app/media/MediaViewer.tsx',
        'app/media/acceptedFiles.ts',
        'app/media/describeMedia.ts',
        'app/media/poster/posters.ts',
        'app/widgets/portGlyph.ts',
        'main/engines/fal/mediaLimits.ts',
        'main/engines/runcomfy/mediaLimits.ts',
        'main/jobs/mediaFixture.ts',
        'shared/endpoint/plainInput.ts',
        'shared/media/resultFilter.ts',
        'shared/ports/compatibility.ts',
        'shared/testing/media.ts',
      ],
      setting: ['app/settings/SettingsPanel.tsx', 'shared/api/defaultSettings.ts'],
      request: ['main/host/canary.test.ts', 'main/host/createSession.ts'],
      engine: ['main/engines/acme/engine.ts'],
    })
  })
})

describe('what is found by its place when it is added', () => {
  const planted = (copy: Copy, path: string, text: string): string => {
    copy.write(path, text)
    return path
  }

  test('a local node, an endpoint of any engine, and a command that its page lacks', () => {
    const copy = copyTree()
    planted(
      copy,
      'nodes/local/hologram.ts',
      `import { defineNode } from '#shared/nodes/defineNode.ts'
import { text } from '#shared/ports/port.ts'

export default defineNode({
  type: 'local/hologram',
  title: 'Hologram',
  category: 'Text',
  inputs: { text: text('Text') },
  outputs: { text: text('Text') },
  help: 'Passes on its text.',
  run: ({ text: given }) => ({ text: given }),
})
`,
    )
    const endpoint = {
      ...(JSON.parse(copy.read('nodes/endpoints/runcomfy/z-image-turbo.json')) as object),
      modelId: 'acme/hologram',
      title: 'Hologram of Acme',
    }
    planted(copy, 'nodes/endpoints/runcomfy/hologram.json', JSON.stringify(endpoint))
    planted(
      copy,
      'nodes/planted.test.ts',
      `import { expect, test } from 'vitest'
import { nameOfType } from '#shared/nodes/nameType.ts'
import { registry } from './registry.ts'

test('both are node types', () => {
  expect(['local/hologram', 'runcomfy/acme/hologram'].map((type) => nameOfType(type, registry))).toEqual([
    'Hologram',
    'Text to image (Hologram of Acme)',
  ])
})
`,
    )
    planted(
      copy,
      'main/cli/commands/hologram.ts',
      copy.read('main/cli/commands/version.ts').replace("name: 'version'", "name: 'hologram'"),
    )
    const nodes = copy.unitTests('nodes/planted.test.ts', 'nodes/registry.test.ts', 'nodes/endpoints')
    expect(nodes.passed ? '' : nodes.text).toBe('')
    const commands = copy.unitTests('tests/cli/help.test.ts')
    expect(commands.passed).toBe(false)
    expect(commands.text).toContain('the table in docs/command-line.md equals the declarations')
  })
})
