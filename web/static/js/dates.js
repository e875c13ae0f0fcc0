// Dates and ages of sources as the page's language says them.

import { say, words } from "./element.js";

// "as of 2018, not confirmed since", "checked 3 May 2026".
export function age({ as_of, checked_on }) {
  const key = checked_on ? "date.checked" : as_of ? "date.as_of" : "date.none";
  return say(key, { date: spoken(checked_on || as_of) });
}

export function spoken(date) {
  const [, year, month, day] = /^(\d{4})(?:-(0\d|1[012]))?(?:-(\d\d))?$/.exec(date) || [];
  if (!year) return date;
  const values = { year, month: words["date.months"][month - 1], day: Number(day) };
  return say(day ? "date.day" : month ? "date.month" : "date.year", values);
}

export function today(at = Date.now()) {
  const day = new Date(at);
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((each) => String(each).padStart(2, "0")).join("-");
}
