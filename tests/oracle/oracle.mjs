// Answers on stdout, one JSON line for each on stdin, what ours is held against.
// {"notation", "day"} -> open minutes of that day as [from, to] pairs, or {"error"}; {"lunar": day} -> [month, day, leap].
import { createInterface } from 'node:readline'
import opening_hours from 'opening_hours'

const MINUTE = 60_000
const lunar = new Intl.DateTimeFormat('en-u-ca-chinese', { month: 'numeric', day: 'numeric', timeZone: 'UTC' })
const read = new Map()

function hours(notation) {
  if (!read.has(notation)) read.set(notation, new opening_hours(notation, null))
  return read.get(notation)
}

function spans({ notation, day }) {
  const [year, month, date] = day.split('-').map(Number)
  const from = new Date(year, month - 1, date)
  const to = new Date(year, month - 1, date + 1)
  const found = hours(notation).getOpenIntervals(from, to).filter(([, , unknown]) => !unknown)
  return found.map(([start, end]) => [(start - from) / MINUTE, (end - from) / MINUTE])
}

function lunarDay({ lunar: day }) {
  const parts = Object.fromEntries(lunar.formatToParts(new Date(`${day}T12:00:00Z`)).map((p) => [p.type, p.value]))
  return [parseInt(parts.month), parseInt(parts.day), /bis/.test(parts.month)]
}

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line)
  let answer
  try {
    answer = asked.lunar ? lunarDay(asked) : spans(asked)
  } catch (error) {
    answer = { error: String(error).split('\n')[0] }
  }
  console.log(JSON.stringify(answer))
}
