// The address of a page without what changes only how it looks: what is kept is kept under this one (as web/worker.js does).

const LOOKS = ["view", "scale", "q"];

export function plain(address) {
  const { pathname, searchParams } = new URL(address, location.origin);
  for (const name of LOOKS) searchParams.delete(name);
  const asked = searchParams.toString();
  return asked ? `${pathname}?${asked}` : pathname;
}
