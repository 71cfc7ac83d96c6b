/**
 * A pure function that works out its answer once for each object, for as long as that object is there. Only for objects
 * that never change: nobody can tell whether an answer was remembered, except by its being the same object.
 *
 * @param compute Must depend on nothing but its argument. What it throws is not remembered.
 */
export function weakMemo<K extends WeakKey, V>(compute: (key: K) => V): (key: K) => V {
  const answers = new WeakMap<K, { readonly value: V }>()
  return (key) => {
    const known = answers.get(key)
    if (known !== undefined) return known.value
    const value = compute(key)
    answers.set(key, { value })
    return value
  }
}
