import { z } from 'zod'
import type { Json, Media } from '#shared/ports/value.ts'

const Places = z.array(z.int().nonnegative()).min(1)

/** What was chosen from which pictures. `pictures` null: from whatever comes, as somebody wrote it down beforehand. */
export const Choice = z.object({ chosen: Places, pictures: z.array(z.string()).nullable() })
export type Choice = z.infer<typeof Choice>

/** A choice from a node's value: as `Choice`, or its places alone. Null for what is none. */
export function readChoice(value: Json | undefined): Choice | null {
  const places = Places.safeParse(value)
  if (places.success) return { chosen: places.data, pictures: null }
  const choice = Choice.safeParse(value)
  return choice.success ? choice.data : null
}

/** Whether a choice was made from these very pictures, and all that it names is there. */
export function isWhole(choice: Choice | null, images: readonly Media[]): boolean {
  if (choice === null || choice.chosen.some((place) => place >= images.length)) return false
  const { pictures } = choice
  return (
    pictures === null ||
    (pictures.length === images.length && pictures.every((sha256, at) => images[at]?.sha256 === sha256))
  )
}
