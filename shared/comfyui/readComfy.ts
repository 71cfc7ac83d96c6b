import { checkJson } from '../document/checkJson.ts'
import { countContainers } from '../document/countContainers.ts'
import { CAPS } from '../document/workflow.ts'
import { isLongerThan } from '../document/textLength.ts'
import type { ComfyWorkflow } from './comfyWorkflow.ts'
import { fromGraph, readComfyGraph } from './readGraph.ts'
import { fromPrompt, readComfyPrompt } from './readPrompt.ts'

/**
 * The ComfyUI workflow in a text: a canvas, or the prompt format. `prompt` is the prompt embedded in the same picture.
 * Null if it is neither, or exceeds the caps on files.
 */
export function readComfy(text: string, prompt: string | null = null): ComfyWorkflow | null {
  const json = parse(text)
  const named = prompt === null ? null : readComfyPrompt(parse(prompt))
  const graph = readComfyGraph(json)
  if (graph !== null) return withinCaps(fromGraph(graph, named))
  const read = readComfyPrompt(json)
  return read === null ? null : withinCaps(fromPrompt(read))
}

const withinCaps = (comfy: ComfyWorkflow): ComfyWorkflow | null =>
  // One of their nodes may become two of ours.
  comfy.nodes.length * 2 > CAPS.nodes || comfy.cables.length * 2 > CAPS.edges ? null : comfy

// Literals that Python writes although JSON has none; strings are matched first, so that literals inside them are
// skipped. An unterminated string extends to the end of the file: no other start is tried.
const beyondJson = /"[^"\\]*(?:\\[^]?[^"\\]*)*"?|-?\b(?:NaN|Infinity)\b/g

function parse(text: string): unknown {
  if (isLongerThan(text, CAPS.file) || countContainers(text, CAPS.containers) > CAPS.containers)
    return undefined
  const value =
    tryParse(text) ??
    tryParse(text.replaceAll(beyondJson, (found) => (found.startsWith('"') ? found : 'null')))
  return value === undefined || checkJson(value).problems.count > 0 ? undefined : value
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
