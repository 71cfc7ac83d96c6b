import { defaultSettings as settings } from '#shared/api/defaultSettings.ts'
import { endpoints } from '#nodes/endpoints.ts'
import { localTypes } from '#nodes/localTypes.ts'
import { publishedType } from '#shared/catalogue/publishedType.ts'
import { summarisePorts } from '#shared/nodes/portSummary.ts'
import { createRegistry } from '#shared/nodes/registry.ts'
import type { Transport } from '#shared/api/client.ts'
import type { Input, RequestName } from '#shared/api/contract.ts'
import { readWorkflow } from '#shared/document/readWorkflow.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { AppError } from '#shared/errors.ts'
import type { Media, Value } from '#shared/ports/value.ts'
import type { PlanStep } from '#shared/run/planStep.ts'
import { outlineOf } from '#shared/run/outline.ts'
import { plan } from '#shared/run/plan.ts'
import type { RunEvent } from '#shared/run/run.ts'

/** The digests of these endpoints play no part: they never change. */
const published = endpoints.map((endpoint, index) => ({ sha256: String(index).padStart(64, '0'), endpoint }))
const registry = createRegistry(localTypes, published.map(publishedType), 'fake')

const examples = import.meta.glob<object>('../../examples/*.json', { eager: true, import: 'default' })

export interface FakeHostOptions {
  /** How long a step takes, in milliseconds. */
  readonly delay: number
  /** Node titles whose step fails, with the error's code. */
  readonly fails: Readonly<Record<string, 'job.failed' | 'job.unknown'>>
}

/** A host inside the page, to look at the editor without a real one: it stores nothing and invents its pictures. */
export function createFakeHost({ delay, fails }: FakeHostOptions): Transport {
  const listeners = new Set<(event: unknown) => void>()
  const emit = (event: unknown): void => listeners.forEach((listener) => listener(event))
  let runs = 0
  let savedCount = 0

  const start = ({ text, targets }: Input<'run.start'>) => {
    const read = readWorkflow(text)
    if (!read.ok) throw new AppError('workflow.invalid', 'This is not a workflow.')
    const planned = plan(read.workflow, registry, targets ?? undefined)
    const run = `run-${++runs}`
    void play(run, read.workflow.name ?? '', planned.steps)
    return { run, seeds: {}, plan: { ...outlineOf(planned), forecast: null } }
  }

  const play = async (run: string, workflow: string, steps: readonly PlanStep[]): Promise<void> => {
    const emitRun = (...events: readonly RunEvent[]): void => emit({ type: 'run.events', run, events })
    await rest(20)
    emitRun({
      type: 'run.started',
      run,
      workflow,
      at: Date.now(),
      nodes: steps.map(({ node }) => node.id),
      seeds: {},
    })
    const lost = new Set<number>()
    for (const [index, { node, inputs, type }] of steps.entries()) {
      const at = Date.now()
      const because = inputs.find(({ source }) => source !== null && lost.has(source.step))?.source
      if (because) {
        lost.add(index)
        emitRun({
          type: 'step.skipped',
          node: node.id,
          at,
          because: 'failed',
          of: steps[because.step]?.node.id ?? '',
        })
        continue
      }
      emitRun({ type: 'step.started', node: node.id, at, items: 1 })
      emitRun({ type: 'step.progress', node: node.id, at, item: '0', status: 'in_queue', queuePosition: 2 })
      await rest(delay / 2)
      emitRun({
        type: 'step.progress',
        node: node.id,
        at: Date.now(),
        item: '0',
        status: 'in_progress',
        queuePosition: 0,
      })
      await rest(delay / 2)
      const code = fails[node.title ?? '']
      if (code !== undefined) {
        lost.add(index)
        const message =
          'The engine took the job and it failed: the picture could not be drawn. Change the prompt, or run it again.'
        const error = { code, message, data: { job: 'job-1' } }
        emitRun({ type: 'step.failed', node: node.id, at: Date.now(), error, cost: null })
        continue
      }
      const outputs = Object.fromEntries(
        Object.entries(type.outputs).map(([name, port]) => [name, made(port.type, index)]),
      )
      const cost = type.where === 'remote' ? 0.0125 : null
      emitRun({ type: 'step.done', node: node.id, at: Date.now(), outputs, reused: false, cost })
    }
    emitRun({
      type: 'run.finished',
      state: lost.size > 0 ? 'failed' : 'done',
      at: Date.now(),
      cost: 0.025,
      outputs: {},
    })
  }

  const answers: { readonly [N in RequestName]?: (input: never) => unknown } = {
    'host.hello': () => ({
      version: '0',
      settings,
      engines: [],
      firstStart: true,
      imageFolder: '/images',
    }),
    'run.list': () => [],
    'example.list': () =>
      Object.keys(examples).map((path) => ({
        id: idOf(path),
        name: idOf(path),
        help: '',
      })),
    'example.open': ({ id }: Input<'example.open'>) => ({
      name: id,
      text: JSON.stringify(examples[`../../examples/${id}.json`]),
    }),
    'catalogue.get': ({ types }: Input<'catalogue.get'>) => ({
      version: registry.version,
      endpoints: types.flatMap((type) => registry.published(type) ?? []),
    }),
    'catalogue.search': ({ query, limit }: Input<'catalogue.search'>) => {
      const found = [...registry.summaries()].filter(({ title }) =>
        title.toLowerCase().includes(query.trim().toLowerCase()),
      )
      const types = found.slice(0, limit).map((type) => ({ ...type, ...summarisePorts(registry, type) }))
      return { version: registry.version, types, total: found.length, explanation: null }
    },
    'run.start': start,
    'draft.list': () => [],
    'draft.keep': () => ({ version: '' }),
    'draft.change': () => ({ version: '' }),
    'tabs.list': () => ({ open: null }),
    'tabs.keep': () => ({}),
    'draft.drop': () => ({}),
    'workflow.list': () => [],
    'workflow.listRemoved': () => [],
    'result.list': () => [],
    'result.takes': () => [],
    'result.makers': () => ({ workflows: [], nodes: [] }),
    'result.story': () => ({ media: null, gone: true, row: null, source: null, reuses: 0 }),
    'settings.change': () => settings,
    'run.cancel': () => ({}),
    'run.cancelNode': () => ({}),
    'workflow.save': ({ name, text }: Input<'workflow.save'>) => {
      const read = readWorkflow(text)
      const version = read.ok ? String(writeWorkflow(read.workflow).length) : ''
      return { id: `kept-${++savedCount}`, name, savedAt: Date.now(), version, draft: false }
    },
  }

  return {
    async request(name, input) {
      await rest(1)
      // The casts connect a name with its table entry: this replaces a host, which validates.
      const answer = answers[name as RequestName]
      if (answer === undefined) throw new AppError('internal', `The fake host does not know ${name}.`)
      return answer(input as never)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

const rest = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })

const idOf = (path: string): string => path.split('/').at(-1)?.replace('.json', '') ?? ''

function made({ kind, list }: { readonly kind: string; readonly list: boolean }, index: number): Value {
  const one =
    kind === 'text'
      ? 'A harbour at dawn'
      : kind === 'number' || kind === 'integer'
        ? index
        : picture(kind, index)
  return list ? [one] : one
}

const picture = (kind: string, index: number): Media => ({
  media: kind === 'mask' ? 'mask' : 'image',
  sha256: `${kind === 'mask' ? 'a' : 'b'}${String(index % 10)}`.padEnd(64, '0'),
  mime: 'image/webp',
  bytes: 100_000,
  width: 1152,
  height: 864,
})
