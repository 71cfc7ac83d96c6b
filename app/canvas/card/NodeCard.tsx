import type { NodeProps } from '@xyflow/react'
import { memo } from 'react'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { Step } from '#shared/run/reduceRun.ts'
import { useEditor, usePart } from '../../base/useEditor.ts'
import { PromptBand } from './PromptBand.tsx'
import { nodeColour } from '../../graph/model/groups.ts'
import { compareLabels, comparedPictures, overlaidMask } from '../../graph/layout/comparison.ts'
import { ComparePreview } from '../compare/ComparePreview.tsx'
import { useCardJobs } from '../../state/jobs/useCardJobs.ts'
import { openMask } from '../../state/mask/openMask.ts'
import { StepPreview } from './Preview.tsx'
import { activeTab } from '../../state/tabs.ts'
import { VersionBar } from './VersionBar.tsx'
import { refreshVersions } from '../../state/versions/versionActions.ts'
import { canvasStore, setCanvas } from '../../state/canvas/canvasStore.ts'
import type { Band, CardLayout } from '../../graph/layout/cardLayout.ts'
import type { CardNode } from '../../graph/layout/flowNodes.ts'
import { inputsOf, nodesOf, outputsOf } from '../../state/connections.ts'
import { useRegistry } from '../../state/catalogue/useNodeType.ts'
import { isRegistered, titleOf, typeOf } from '../../state/nodeType.ts'
import { problemsStore } from '../../state/canvas/problems.ts'
import type { Result } from '../../state/results/results.ts'
import { useCardState } from '../../state/useCardState.ts'
import { useNode, useShownResult, useStep, useTab } from '../../state/useTab.ts'
import { Banner } from './Banner.tsx'
import { ChoosePictures, choiceOf } from './ChoosePictures.tsx'
import { CardFoot } from './CardFoot.tsx'
import { CardResize } from './CardResize.tsx'
import { CardRow } from './CardRow.tsx'
import { CardTitle } from './CardTitle.tsx'
import { nameOfState } from '../../state/steps/cardState.ts'
import { JobBand } from './JobBand.tsx'
import { LightCard } from './LightCard.tsx'
import { MaskedPicture } from './MaskedPicture.tsx'
import { OutputPort } from './OutputPort.tsx'
import { OwnPicture } from './OwnPicture.tsx'
import { useOwnPicture } from './useOwnPicture.ts'
import { SettingsFold } from './SettingsFold.tsx'
import { PortHandle } from './PortHandle.tsx'
import { RunRing } from './RunRing.tsx'
import { Sketch } from './Sketch.tsx'
import { useTurn } from './useTurn.ts'

/** The card of every node: the differences between node types are data. When zoomed out it is lighter. */
export const NodeCard = memo(function NodeCard({ id, data, selected }: NodeProps<CardNode>) {
  const level = usePart(canvasStore, (canvas) => canvas.level)
  if (level !== 'full') return <LightCard id={id} layout={data.layout} level={level} selected={selected} />
  return <NearCard id={id} layout={data.layout} selected={selected} />
})

function NearCard(props: FullCardProps) {
  return useTurn() ? <FullCard {...props} /> : <Sketch {...props} />
}

interface FullCardProps {
  readonly id: string
  readonly layout: CardLayout
  readonly selected: boolean
}

/** Memoized while only its position changes: a card that is dragged renders once. */
const FullCard = memo(function FullCard({ id, layout, selected }: FullCardProps) {
  const editor = useEditor()
  const title = useNode(id, titleOf, '')
  const hasType = useNode(id, isRegistered, false)
  const pinned = useNode(id, (node) => node.pinned === true, false)
  const collapsed = useNode(id, (node) => node.collapsed === true, false)
  const hasPinnedVersion = useNode(id, (node) => node.take !== undefined, false)
  const colour = useNode(id, nodeColour, null)
  const step = useStep(id)
  const state = useCardState(id)
  const result = useShownResult(id)
  const jobs = useCardJobs(id)
  const problem = usePart(problemsStore, ({ byNode }) => byNode.get(id)?.get('') ?? null)
  const isAt = usePart(canvasStore, ({ focused }) => focused === id)
  // Includes its ports: a cable that adds a port changes the layout, and so renders the card again.
  const workflow = activeTab(editor)?.workflow
  const registry = useRegistry(workflow)
  const node = workflow === undefined ? undefined : nodesOf(workflow).get(id)
  if (workflow === undefined || node === undefined) return null
  const type = typeOf(workflow, node, registry)
  // Of a list, the result is what the other items made.
  const isPartial = step?.phase === 'failed' && step.gaps !== undefined
  const isEarlier = state.kind === 'unknown' || state.kind === 'failed' || state.kind === 'cancelled'
  const isOld = result !== null && isEarlier && !isPartial && !hasPinnedVersion
  const isDim = state.dims && !isPartial
  return (
    <article
      className={`card ${state.kind} ${colour === null ? '' : `tinted ${colour}`} ${selected ? 'selected' : ''} ${hasPinnedVersion ? 'kept' : ''} ${isDim ? 'dimmed' : ''}`}
      data-card={id}
      role="group"
      aria-label={[title, type.title === title ? '' : type.title, type.model, nameOfState(state)]
        .filter(Boolean)
        .join(', ')}
      tabIndex={isAt ? 0 : -1}
      onDoubleClickCapture={(event) => {
        if (isOpener(event.target) && openMask(editor, id)) event.stopPropagation()
      }}
      onFocus={() => {
        if (!isAt) setCanvas(editor, { focused: id })
        if (result !== null) refreshVersions(editor, id)
      }}
    >
      <CardTitle
        id={id}
        title={title}
        type={hasType ? type : null}
        pinned={pinned}
        collapsed={collapsed}
        step={step}
        result={result}
        problem={problem}
        state={state}
        hasImage={layout.preview !== null}
      />
      {layout.preview !== null && (
        <Picture
          id={id}
          title={title}
          type={type}
          step={state.kind === 'needs-you' ? step : null}
          result={result}
          layout={layout}
          band={layout.preview}
        />
      )}
      {layout.preview !== null && step?.phase === 'running' && state.kind === 'running' && (
        <RunRing step={step} result={result} band={layout.preview} />
      )}
      {layout.banner !== null && (
        <StepBand id={id} title={title} hasType={hasType} step={step} band={layout.banner} />
      )}
      {layout.jobs !== null && jobs.length > 0 && <JobBand title={title} jobs={jobs} band={layout.jobs} />}
      <Ports id={id} title={title} type={type} layout={layout} collapsed={collapsed} />
      {layout.foot !== null && result !== null && (
        <CardFoot id={id} result={result} isOld={isOld} top={layout.foot.top} />
      )}
      {!collapsed && <CardResize id={id} height={layout.height} />}
    </article>
  )
})

interface PortsProps {
  readonly id: string
  readonly title: string
  readonly type: NodeType
  readonly layout: CardLayout
  readonly collapsed: boolean
}

/** The inputs with their controls, and the outputs. */
const Ports = ({ id, title, type, layout, collapsed }: PortsProps) => (
  <>
    {layout.rows.map((row) => (
      <CardRow key={`${row.input} ${row.output}`} node={id} title={title} type={type} row={row} />
    ))}
    {layout.more !== null && <SettingsFold id={id} fold={layout.more} />}
    {collapsed ? (
      <CollapsedPorts id={id} layout={layout} title={title} type={type} />
    ) : (
      <OutputsBeside id={id} layout={layout} title={title} type={type} />
    )}
  </>
)

interface MadeProps {
  readonly id: string
  readonly title: string
  readonly type: NodeType
  readonly result: Result
  readonly layout: CardLayout
  readonly band: Band
}

interface PictureProps extends Omit<MadeProps, 'result'> {
  readonly result: Result | null
  /** Null also while nothing can be answered. */
  readonly step: Step | null
}

/** What the node made; until then the picture that it holds itself, what it asks, or the space for the one to come. */
function Picture({ result, step, ...rest }: PictureProps) {
  const editor = useEditor()
  const { id, type, band, layout } = rest
  const own = useOwnPicture(id)
  const run = useTab((tab) => tab.run, null)
  const choice = choiceOf(editor, id, step)
  if (choice !== null && run !== null)
    return (
      <div className="absolute inset-x-0 overflow-hidden bg-canvas" style={band}>
        <ChoosePictures {...choice} node={id} run={run} width={layout.width} />
      </div>
    )
  if (own !== null)
    return (
      <div className="absolute inset-x-0 overflow-hidden bg-canvas" style={band}>
        <OwnPicture sha256={own.sha256} alt={type.inputs[own.input]?.label ?? ''} />
      </div>
    )
  if (result === null)
    return (
      <div className="absolute inset-x-0 overflow-hidden bg-canvas" style={band}>
        {type.overlays !== undefined && <MaskedPicture id={id} type={type} result={null} />}
      </div>
    )
  return <Made {...rest} result={result} />
}

/** The versions of the node, and the buttons to browse them. */
function Made({ id, title, type, result, layout, band }: MadeProps) {
  const editor = useEditor()
  const compared = comparedPictures(type, result.outputs)
  return (
    <div
      data-made
      className="absolute inset-x-0 overflow-hidden bg-canvas"
      style={band}
      onPointerEnter={() => refreshVersions(editor, id)}
    >
      {compared !== null ? (
        <ComparePreview id={id} pictures={compared} labels={compareLabels(type)} />
      ) : overlaidMask(type, result.outputs) !== null ? (
        <MaskedPicture id={id} type={type} result={result} />
      ) : (
        <StepPreview result={result} width={layout.width} />
      )}
      {!type.effect && compared === null && <VersionBar id={id} title={title} shown={result} />}
    </div>
  )
}

interface StepBandProps {
  readonly id: string
  readonly title: string
  readonly hasType: boolean
  readonly step: Step | null
  readonly band: Band
}

/** What the user must know about the node or its step, or do for it. */
function StepBand({ id, title, hasType, step, band }: StepBandProps) {
  if (!hasType)
    return (
      <p className="absolute inset-x-0 m-0 px-3 py-1 leading-[18px] text-dim" style={band}>
        Unknown node type. Its values and cables are kept as they are.
      </p>
    )
  if (step?.phase === 'failed') return <Banner step={step} band={band} />
  if (step?.phase === 'waiting') return <PromptBand id={id} title={title} step={step} band={band} />
  return null
}

/** Where a double-click is not on the title or a control. */
const isOpener = (target: EventTarget): boolean =>
  target instanceof Element && target.closest('header, input, textarea, select, button') === null

/** The outputs at the right of the picture. They are named while the card is in use, if there are several. */
function OutputsBeside({ id, title, type, layout }: Pick<MadeProps, 'id' | 'title' | 'type' | 'layout'>) {
  const inRows = new Set(layout.rows.map(({ output }) => output))
  return layout.ports
    .filter(({ name, side }) => side === 'output' && !inRows.has(name))
    .map(({ name, y }, _, { length }) => (
      <OutputPort
        key={name}
        node={id}
        title={title}
        type={type}
        name={name}
        y={y}
        label={length === 1 ? 'none' : 'over'}
      />
    ))
}

/** The ports of a collapsed card, stacked, so that its cables still have ends. */
function CollapsedPorts({
  id,
  layout,
  title,
  type,
}: Omit<FullCardProps, 'selected'> & { readonly title: string; readonly type: NodeType }) {
  // Joined to one text, so that the card renders again only when other ports have cables.
  const wired = useTab(
    ({ workflow }) =>
      [
        ...Array.from(inputsOf(workflow, id).keys(), (name) => `input ${name}`),
        ...Array.from(outputsOf(workflow, id).keys(), (name) => `output ${name}`),
      ].join('\n'),
    '',
  ).split('\n')
  return layout.ports.map(({ name, side, y }) => {
    if (!wired.includes(`${side} ${name}`)) return null
    const port = side === 'input' ? type.inputs[name] : type.outputs[name]
    if (port === undefined) return null
    return (
      <PortHandle
        key={`${side} ${name}`}
        node={id}
        name={name}
        label={port.label}
        side={side}
        y={y}
        type={port.type}
        connected="a node"
        title={title}
      />
    )
  })
}
