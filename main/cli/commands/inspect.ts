import type { Workflow } from '#shared/document/workflow.ts'
import { readWorkflow } from '#shared/document/readWorkflow.ts'
import type { Provenance } from '#shared/metadata/provenance.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import { canEmbed } from '#shared/picture/pictureTexts.ts'
import { findInPicture, findWorkflow } from '../../metadata/findWorkflow.ts'
import { inspectPicture } from '../../host/files/inspectPicture.ts'
import type { CommandContext } from '../command/defineCommand.ts'
import { defineCommand } from '../command/defineCommand.ts'
import { flag } from '../command/options.ts'
import { required } from '../command/parameters.ts'
import type { ExitCode } from '../console/exitCode.ts'
import { EXIT } from '../console/exitCode.ts'
import { nameFile, nameOfFile, readWorkflowBytes } from '../files/openWorkflow.ts'
import { printProblems } from '../console/printProblems.ts'

export default defineCommand({
  name: 'inspect',
  group: 'workflows',
  summary: 'Show what a picture carries, or what a ComfyUI file becomes here',
  details: ['Runs nothing, fetches nothing and spends nothing.'],
  parameters: {
    file: required({
      value: 'file',
      summary: 'A picture, a workflow file, or a file of ComfyUI',
      completion: 'file',
    }),
  },
  options: { workflow: flag('Print the workflow itself and nothing else') },
  json: 'Print what the file carries as one JSON object',
  examples: [
    { line: 'patchbay inspect lamp.png --workflow > flow.json', does: 'Take the workflow out of a picture' },
  ],
  run: inspect,
})

interface InspectArguments {
  readonly file: string
  /** Whether to print the workflow itself and nothing else. */
  readonly workflow: boolean
  readonly json: boolean
}

/** What is embedded in a file, as far as it is known. */
interface Inspection {
  readonly picture: { readonly format: string; readonly width: number; readonly height: number } | null
  readonly from: 'patchbay' | 'comfyui' | null
  readonly text: string | null
  readonly notes: readonly string[]
  readonly lineage: Provenance | null
}

async function inspect(
  { file, workflow: only, json }: InspectArguments,
  { console, registry }: CommandContext,
): Promise<ExitCode> {
  const found = await look(file, registry())
  if (only && found.text !== null) {
    console.print(found.text.trimEnd())
    return EXIT.done
  }
  const read = found.text === null ? null : readWorkflow(found.text)
  if (read !== null && !read.ok) {
    printProblems(file, read.problems, console)
    return EXIT.workflow
  }
  const workflow = read?.workflow ?? null
  if (json) console.print(JSON.stringify({ ...asJson(found), workflow: workflow && facts(workflow) }))
  else for (const line of describe(file, found, workflow)) console.print(line)
  if (only) console.info(`${file} contains no workflow.`)
  return only ? EXIT.workflow : EXIT.done
}

async function look(file: string, registry: Registry): Promise<Inspection> {
  const bytes = await readWorkflowBytes(file)
  const name = nameOfFile(file)
  if (!canEmbed(bytes)) {
    const found = findWorkflow(bytes, name, registry)
    const text = found?.text ?? new TextDecoder().decode(bytes)
    return { picture: null, from: found?.from ?? 'patchbay', text, notes: found?.notes ?? [], lineage: null }
  }
  // The container is read first: a damaged one is not given to a decoder.
  const { workflow, provenance } = nameFile(file, () => findInPicture(bytes, name, registry))
  return {
    picture: await inspectPicture(bytes, file),
    from: workflow?.from ?? null,
    text: workflow?.text ?? null,
    notes: workflow?.notes ?? [],
    lineage: provenance,
  }
}

const facts = ({ name, nodes, edges }: Workflow) => ({
  name: name ?? null,
  nodes: nodes.length,
  edges: edges.length,
})

const asJson = ({ picture, from, notes, lineage }: Inspection) => ({ picture, from, notes, lineage })

const count = (number: number, one: string): string => `${number} ${one}${number === 1 ? '' : 's'}`

const timeOf = (milliseconds: number): string => {
  const at = new Date(milliseconds)
  return Number.isNaN(at.getTime()) ? 'an unknown time' : at.toISOString().replace('T', ' ').slice(0, 19)
}

function describe(file: string, found: Inspection, workflow: Workflow | null): readonly string[] {
  const { picture, from, notes, lineage } = found
  const lines: string[] = []
  if (picture !== null)
    lines.push(`${file}: ${picture.format.toUpperCase()}, ${picture.width} × ${picture.height}`)
  if (workflow === null) return [...lines, 'It contains no workflow.']
  const { nodes, edges } = facts(workflow)
  const called = JSON.stringify(workflow.name ?? 'Untitled')
  const what = from === 'comfyui' ? 'a ComfyUI workflow' : 'the workflow'
  lines.push(
    `${picture === null ? `${file} is` : 'It contains'} ${what} ${called}: ${count(nodes, 'node')}, ${count(edges, 'cable')}`,
    ...notes,
  )
  return lineage === null ? lines : [...lines, ...describeProvenance(lineage)]
}

function describeProvenance({ mode, run, node, savedAt, jobs }: Provenance): readonly string[] {
  return [
    `Saved by node ${node} in run ${run}, ${timeOf(savedAt)} UTC, made ${mode === 'live' ? 'live' : 'in practice'}`,
    ...jobs.flatMap(({ node: id, title, endpoint, seed, requests }) => [
      `  ${title === '' ? id : title}: ${endpoint}${seed === null ? '' : `, seed ${JSON.stringify(seed)}`}`,
      ...requests.map(({ requestId, at }) => `    request ${requestId}, ${timeOf(at)} UTC`),
    ]),
  ]
}
