import type { StaffRole } from "@drop-in/contracts";

/** Who calls people back; nobody else is shown a number. */
const callers: ReadonlySet<StaffRole> = new Set(["adviser", "clinician", "session-lead"]);

/** The view as one person may see it: numbers only for those who will call them. */
export function forEyesOf<View extends { callbacks: readonly { phone: string | null }[] }>(
  role: StaffRole,
  view: View,
): View {
  if (callers.has(role)) return view;
  return { ...view, callbacks: view.callbacks.map((row) => ({ ...row, phone: null })) };
}
