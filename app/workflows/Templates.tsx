import type { ExampleEntry } from '#shared/api/records.ts'
import { TemplateTile } from '../widgets/templates/TemplateTile.tsx'

/** Workflows to start from, each with an image of what it makes. */
export function Templates({ examples }: { readonly examples: readonly ExampleEntry[] }) {
  if (examples.length === 0) return null
  return (
    <section aria-label="Templates">
      <h3 className="px-3 pt-4 pb-1 text-[12px] text-dim">Templates</h3>
      <ul className="grid grid-cols-2 gap-2 px-3 pb-3">
        {examples.map((example) => (
          <li key={example.id}>
            <TemplateTile example={example} />
          </li>
        ))}
      </ul>
    </section>
  )
}
