// Which of the codes in view is asked about: one at a time, and each once for as long as it is in view.

const [ONCE, REST, IN_VIEW] = [2500, 800, 500]

export function readings() {
  const seen = new Map()
  let asked = { at: -Infinity }

  // The code to ask about now, if there is one. Of several the one in the middle counts, and not before the last
  // verdict has been read.
  return (codes, now) => {
    for (const [text, at] of seen) if (now - at >= ONCE) seen.delete(text)
    for (const { text } of codes) if (seen.has(text)) seen.set(text, now)
    const [middle] = codes.filter(({ text }) => text.trim()).sort((one, other) => one.off - other.off)
    const isLastInView = now - seen.get(asked.text) < IN_VIEW
    if (!middle || seen.has(middle.text) || now - asked.at < (isLastInView ? ONCE : REST)) return
    asked = { text: middle.text, at: now }
    seen.set(middle.text, now)
    return middle.text
  }
}
