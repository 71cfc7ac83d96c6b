import type { EngineId } from '#shared/catalogue/engineId.ts'
import { endpointType } from '#shared/endpoint/endpointType.ts'
import type { FoundRequest, RequestDifference } from '#shared/api/jobRequests.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import type { Port, Ports } from '#shared/ports/port.ts'
import { nameType } from '#shared/nodes/nameType.ts'
import type { ChoiceQuestion } from '../../base/showDialog.ts'
import { valueText } from '../../base/portText.ts'

/** The question before a request that differs from its job is attached: the differences, and what the request made. */
export function attachQuestion(
  { requestId, engine, modelId, status, differences, media }: FoundRequest,
  registry: Registry,
): ChoiceQuestion {
  const ports = registry.get(endpointType({ engine, modelId }))?.inputs ?? {}
  const differs = differences.filter(({ what }) => what !== 'nothing returned')
  const message =
    differs.length === 0
      ? `The engine does not say what request ${requestId} is of. Attach it only if you know that it is this one.`
      : `Request ${requestId} differs from this job. If you attach it, its result becomes the result of this job.`
  return {
    kind: 'choice',
    title: 'Attach this request?',
    message,
    picture: { media, caption: media === null ? `No picture yet: ${status}` : 'What the request made' },
    ...(differs.length > 0 && {
      compared: {
        here: 'This job',
        there: 'The request',
        rows: differs.map((one) => toRow(one, engine, registry, ports)),
      },
    }),
    choices: [{ id: 'attach', label: 'Attach anyway', weight: 'danger' }],
  }
}

/** Uses the labels of the controls if the endpoint is known here. */
function toRow(
  { what, field, job, request }: RequestDifference,
  engine: EngineId,
  registry: Registry,
  ports: Ports,
) {
  switch (what) {
    case 'model': {
      const title = (modelId: string): string => {
        const type = registry.get(endpointType({ engine, modelId }))
        return type === undefined ? modelId : nameType(type)
      }
      // Two models may have the same title.
      const [here, there] = title(job) === title(request) ? [job, request] : [title(job), title(request)]
      return { name: 'Model', here, there }
    }
    case 'input': {
      const name = field ?? ''
      const port = Object.hasOwn(ports, name) ? ports[name] : undefined
      return { name: port?.label ?? name, here: sentWords(job, port), there: sentWords(request, port) }
    }
    case 'time':
    case 'nothing returned':
      return { name: 'Time', here: formatMoment(job), there: formatMoment(request) }
  }
}

/** The value that was sent for an input: a text as it is, anything else as JSON, both truncated. */
function sentWords(sent: string, port: Port | undefined): string {
  if (port === undefined || (port.type.kind === 'text' && !port.type.list)) return sent
  if (sent.startsWith('data:')) return 'a file that was sent along'
  if (port.type.kind !== 'boolean' || port.type.list) return sent
  return sent === 'true' ? valueText(true) : sent === 'false' ? valueText(false) : sent
}

/** A time in the user's time zone; an invalid one stays as it is. */
function formatMoment(moment: string): string {
  const at = Date.parse(moment)
  return Number.isNaN(at)
    ? moment
    : new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(at)
}
