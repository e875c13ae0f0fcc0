// What a visit costs, line by line.

import { element } from "../element.js";

export function bill({ title, lines = [], total }) {
  const made = element("table", "card bill");
  made.append(element("caption", "", title));
  const body = made.createTBody();
  for (const { who, each, amount, rule } of lines) {
    const row = body.insertRow();
    const name = row.appendChild(element("th", "", who));
    name.scope = "row";
    if (rule) name.append(element("small", "", rule));
    row.append(element("td", "each", each), element("td", "", amount));
  }
  const sum = made.createTFoot().insertRow();
  const word = element("td", "sum", total);
  word.colSpan = 3;
  sum.append(word);
  return lines.length > 1 ? made : null;
}
