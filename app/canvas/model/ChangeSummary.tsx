import type { ReactNode } from 'react'
import type { CarriedPart, ModelChange } from '#shared/graph/changeModel.ts'

/** What carries over to another model, what does not and why, and what is new. */
export const ChangeSummary = ({ change: { carried, dropped, added } }: { readonly change: ModelChange }) => (
  <>
    <Part title="Carries over" empty="Nothing: the node has no values or cables that fit.">
      {Array.from(Map.groupBy(carried, describe), ([text, parts]) => (
        <li key={text}>{parts.length === 1 ? text : text.replace('(cable)', `(${parts.length} cables)`)}</li>
      ))}
    </Part>
    {dropped.length > 0 && (
      <Part title="Does not carry over">
        {dropped.map(({ from, what, why }, index) => (
          <li key={`${what} ${from} ${index}`}>
            {what === 'pinned version' ? from : `${from} (${what})`}
            <span className="block text-[12px] text-dim">{why}</span>
          </li>
        ))}
      </Part>
    )}
    {added.length > 0 && (
      <Part title="New">
        {added.map(({ label, missing }, index) => (
          <li key={`${label} ${index}`}>
            {label}
            {missing && <span className="text-failed"> needs a value</span>}
          </li>
        ))}
      </Part>
    )}
  </>
)

const describe = ({ from, to, what }: CarriedPart): string =>
  `${from === to ? from : `${from}, now ${to}`}${what === 'cable' ? ' (cable)' : ''}`

interface PartProps {
  readonly title: string
  readonly empty?: string
  readonly children: readonly ReactNode[]
}

const Part = ({ title, empty, children }: PartProps) => (
  <section className="mb-3 last:mb-0">
    <h3 className="m-0 mb-1 font-medium">{title}</h3>
    {children.length === 0 ? (
      <p className="m-0 text-dim">{empty}</p>
    ) : (
      <ul className="m-0 grid list-none gap-1 p-0">{children}</ul>
    )}
  </section>
)
